use sea_orm::entity::prelude::*;

use crate::ids::{OrganisationId, UserId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organisations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OrganisationId,
    pub name: String,
    pub uscc: String,
    pub kind: String,
    pub area_code: String,
    pub area_path: String,
    pub registry: String,
    pub registered_on: Option<String>,
    pub charter_scope: String,
    pub legal_representative: String,
    pub contact_name: String,
    pub contact_phone: String,
    pub contact_email: String,
    pub assessment_grade: Option<String>,
    pub grade_valid_from: Option<String>,
    pub grade_valid_until: Option<String>,
    pub inspections_passed: i32,
    pub return_reasons: String,
    pub demonstration: bool,
    pub state: String,
    pub version: i32,
    pub created_by: UserId,
    pub created_at: i64,
    pub updated_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
