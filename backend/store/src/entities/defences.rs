use sea_orm::entity::prelude::*;

use crate::ids::{CallId, DefenceId, ResultRunId, ReviewStageId, UserId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "defences")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DefenceId,
    pub call_id: CallId,
    pub stage_id: ReviewStageId,
    pub run_id: ResultRunId,
    pub chair_id: Option<UserId>,
    pub starts_at: i64,
    pub venue: String,
    pub minutes: i32,
    pub members: String,
    pub output_sha256: String,
    pub entropy_source: String,
    pub entropy_at: i64,
    pub commitment: String,
    pub salt: String,
    pub committed_at: i64,
    pub entropy: Option<String>,
    pub drawn_order: Option<String>,
    pub drawn_by: Option<UserId>,
    pub drawn_at: Option<i64>,
    pub state: String,
    pub version: i32,
    pub created_by: UserId,
    pub created_at: i64,
    pub updated_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
