use sea_orm::entity::prelude::*;

use crate::ids::{OrganisationId, StaffId, UserId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organisation_staff")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: StaffId,
    pub organisation_id: OrganisationId,
    pub name: String,
    pub position: String,
    pub certificate_level: Option<String>,
    pub certificate_sealed: Option<String>,
    pub certificate_tail: Option<String>,
    pub id_number_sealed: Option<String>,
    pub id_number_tail: Option<String>,
    pub full_time: bool,
    pub since_on: Option<String>,
    pub until_on: Option<String>,
    pub version: i32,
    pub created_by: UserId,
    pub created_at: i64,
    pub updated_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
