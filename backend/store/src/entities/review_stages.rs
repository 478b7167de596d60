use sea_orm::entity::prelude::*;

use crate::ids::{CallId, ReviewStageId, UserId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "review_stages")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ReviewStageId,
    pub call_id: CallId,
    pub kind: String,
    pub rubric: String,
    pub policy: String,
    pub input_sha256: Option<String>,
    pub sealed_at: Option<i64>,
    /// The last day on which scores are taken, included; without one until the seal.
    pub scores_until: Option<String>,
    /// Until when somebody asked to open the scoring again after its last day, waiting for a second person; why, who and when.
    pub reopen_until: Option<String>,
    pub reopen_reason: Option<String>,
    pub reopen_by: Option<UserId>,
    pub reopen_at: Option<i64>,
    /// The last day before which the panel was reminded.
    pub reminded_until: Option<String>,
    pub state: String,
    pub version: i32,
    pub created_by: UserId,
    pub created_at: i64,
    pub updated_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
