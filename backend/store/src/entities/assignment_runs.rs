use sea_orm::entity::prelude::*;

use crate::ids::{AssignmentRunId, CallId, ReviewStageId, UserId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "assignment_runs")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AssignmentRunId,
    pub call_id: CallId,
    pub stage_id: ReviewStageId,
    pub seq: i32,
    pub mode: String,
    pub settings: String,
    pub input: String,
    pub input_sha256: String,
    pub plan: String,
    pub state: String,
    pub version: i32,
    pub undone_by: Option<UserId>,
    pub undone_at: Option<i64>,
    pub created_by: UserId,
    pub created_at: i64,
    pub updated_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
