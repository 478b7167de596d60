use sea_orm::entity::prelude::*;

use crate::ids::{AssignmentId, CallId, ProposalId, ResultRunId, ReviewCorrectionId, ReviewId, UserId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "review_corrections")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ReviewCorrectionId,
    pub call_id: CallId,
    pub assignment_id: AssignmentId,
    pub review_id: ReviewId,
    pub proposal_id: ProposalId,
    pub run_id: ResultRunId,
    pub new_run_id: Option<ResultRunId>,
    pub kind: String,
    pub reason_code: String,
    pub reason: String,
    pub scores: Option<String>,
    pub earlier_scores: String,
    pub decision_reason: Option<String>,
    pub requested_by: UserId,
    pub decided_by: Option<UserId>,
    pub decided_at: Option<i64>,
    pub state: String,
    pub version: i32,
    pub created_at: i64,
    pub updated_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
