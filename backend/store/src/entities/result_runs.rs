use sea_orm::entity::prelude::*;

use crate::ids::{CallId, ResultRunId, UserId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "result_runs")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ResultRunId,
    pub call_id: CallId,
    pub seq: i32,
    pub input: String,
    pub input_sha256: String,
    pub policy_sha256: String,
    pub output: String,
    pub output_sha256: String,
    pub engine_version: String,
    pub computed_by: UserId,
    pub verified_by: Option<UserId>,
    pub verified_at: Option<i64>,
    pub state: String,
    pub version: i32,
    pub created_at: i64,
    pub updated_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
