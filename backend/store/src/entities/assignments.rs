use sea_orm::entity::prelude::*;

use crate::ids::{AssignmentId, AssignmentRunId, CallId, ProposalId, ReviewStageId, UserId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "assignments")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AssignmentId,
    pub stage_id: ReviewStageId,
    pub call_id: CallId,
    pub proposal_id: ProposalId,
    pub reviewer_id: UserId,
    pub alias: String,
    pub run_id: Option<AssignmentRunId>,
    pub attested_at: Option<i64>,
    pub statement_sha256: Option<String>,
    pub recusal_kind: Option<String>,
    pub recusal_reason: Option<String>,
    pub recusal_source: Option<String>,
    pub recused_at: Option<i64>,
    pub state: String,
    pub version: i32,
    pub created_at: i64,
    pub updated_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
