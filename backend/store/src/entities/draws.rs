use sea_orm::entity::prelude::*;

use crate::ids::{CallId, DrawId, UserId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "draws")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DrawId,
    pub call_id: CallId,
    pub n: i32,
    pub round: String,
    pub strata: String,
    pub list: String,
    pub list_sha256: String,
    pub max_conflicts: i32,
    pub entropy_source: String,
    pub entropy_at: i64,
    pub supervisor_id: UserId,
    pub commitment: String,
    pub salt: String,
    pub entropy: Option<String>,
    pub outcome: Option<String>,
    pub file_sha256: Option<String>,
    pub drawn_by: Option<UserId>,
    pub drawn_at: Option<i64>,
    pub confirmed_at: Option<i64>,
    pub replacements: String,
    pub void_reason: Option<String>,
    pub state: String,
    pub version: i32,
    pub created_by: UserId,
    pub created_at: i64,
    pub updated_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
