use sea_orm::entity::prelude::*;

use crate::ids::{CallId, CallVersionId, UserId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "call_versions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CallVersionId,
    pub call_id: CallId,
    pub revision: i32,
    pub area_path: String,
    pub reason: String,
    pub content: String,
    pub changes: String,
    pub scheme_sha256: String,
    pub return_reason: Option<String>,
    pub in_force_at: Option<i64>,
    pub state: String,
    pub version: i32,
    pub created_by: UserId,
    pub approved_by: Option<UserId>,
    pub created_at: i64,
    pub updated_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
