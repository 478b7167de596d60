use sea_orm::entity::prelude::*;

use crate::ids::{DefenceId, DefenceTurnId, ProposalId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "defence_turns")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DefenceTurnId,
    pub defence_id: DefenceId,
    pub proposal_id: ProposalId,
    pub position: i32,
    pub opened_at: Option<i64>,
    pub heard_at: Option<i64>,
    pub closed_at: Option<i64>,
    pub reason: Option<String>,
    pub state: String,
    pub version: i32,
    pub created_at: i64,
    pub updated_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
