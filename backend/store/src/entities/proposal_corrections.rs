use sea_orm::entity::prelude::*;

use crate::ids::{ProposalId, UserId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "proposal_corrections")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub proposal_id: ProposalId,
    pub reason: String,
    /// JSON list of the parts that may be changed, each with what is wrong; empty = all of them.
    pub parts: String,
    /// The first instant at which nothing can be corrected any more.
    pub due_at: i64,
    pub state: String,
    pub asked_by: UserId,
    pub asked_at: i64,
    pub ended_at: Option<i64>,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
