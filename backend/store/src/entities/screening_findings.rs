use sea_orm::entity::prelude::*;

use crate::ids::{ProposalId, UserId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "screening_findings")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub proposal_id: ProposalId,
    pub round: i32,
    pub rule: String,
    pub result: String,
    pub limit_shown: Option<String>,
    pub actual_shown: Option<String>,
    pub evidence: String,
    pub verdict: Option<String>,
    pub reason: String,
    pub snapshot_sha256: Option<String>,
    pub outcome: String,
    pub decided_by: UserId,
    pub decided_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
