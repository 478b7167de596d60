use sea_orm::entity::prelude::*;

use crate::ids::{AgreementId, ProjectId, UserId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "agreements")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AgreementId,
    pub number: String,
    pub project_id: ProjectId,
    pub amount_fen: i64,
    pub tranche_plan: String,
    pub document: String,
    pub document_sha256: String,
    pub starts_on: String,
    pub ends_on: String,
    pub signed_at: Option<i64>,
    pub state: String,
    pub version: i32,
    pub created_by: UserId,
    pub created_at: i64,
    pub updated_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
