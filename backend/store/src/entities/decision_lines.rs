use sea_orm::entity::prelude::*;

use crate::ids::{DecisionId, ProposalId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "decision_lines")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub decision_id: DecisionId,
    pub proposal_id: ProposalId,
    pub place: Option<i32>,
    pub shown: Option<String>,
    pub requested_fen: i64,
    pub recommended_fen: i64,
    /// Why an officer recommends less than could be awarded; nothing where nobody lowered it.
    pub recommend_reason: Option<String>,
    /// What the director approved; nothing until then, and nothing for whoever gets no award.
    pub approved_fen: Option<i64>,
    pub outcome: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
