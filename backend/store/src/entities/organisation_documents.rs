use sea_orm::entity::prelude::*;

use crate::ids::{DocumentId, OrganisationId, UserId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organisation_documents")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DocumentId,
    pub organisation_id: OrganisationId,
    pub kind: String,
    pub number: String,
    pub issued_on: Option<String>,
    pub valid_until: Option<String>,
    pub file_id: Option<Uuid>,
    pub note: String,
    pub removed_at: Option<i64>,
    pub version: i32,
    pub created_by: UserId,
    pub created_at: i64,
    pub updated_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
