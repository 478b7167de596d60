use sea_orm::entity::prelude::*;

use crate::ids::{CallId, OrganisationId, ProposalId, UserId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "proposals")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ProposalId,
    pub number: String,
    pub call_id: CallId,
    pub organisation_id: OrganisationId,
    pub title: String,
    pub category: Option<String>,
    pub document: String,
    pub requested_fen: i64,
    pub matching_fen: i64,
    pub recommended_fen: Option<i64>,
    pub approved_fen: Option<i64>,
    pub snapshot: Option<String>,
    pub snapshot_sha256: Option<String>,
    pub submitted_at: Option<i64>,
    pub screening: String,
    pub corrections: i32,
    pub call_revision: i32,
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
