use sea_orm::entity::prelude::*;

use crate::ids::{CallId, DecisionId, ResultRunId, UserId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "decisions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DecisionId,
    pub call_id: CallId,
    pub run_id: Option<ResultRunId>,
    pub method: String,
    pub budget_fen: i64,
    pub total_fen: i64,
    pub reason: String,
    pub return_reason: Option<String>,
    pub state: String,
    pub version: i32,
    pub created_by: UserId,
    pub approved_by: Option<UserId>,
    pub approved_at: Option<i64>,
    pub created_at: i64,
    pub updated_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
