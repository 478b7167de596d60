use sea_orm::entity::prelude::*;

use crate::ids::{NeedId, UserId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "needs")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: NeedId,
    pub number: String,
    pub area_code: String,
    pub area_path: String,
    pub words: String,
    pub place: String,
    pub title: String,
    pub description: String,
    pub category: Option<String>,
    pub target_group: String,
    pub head_count: Option<i32>,
    pub urgency: String,
    pub source: String,
    pub amount_fen: Option<i64>,
    pub self_raised_min_fen: Option<i64>,
    pub min_applicants: Option<i32>,
    pub starts_on: Option<String>,
    pub ends_on: Option<String>,
    pub contact_sealed: Option<String>,
    pub contact_hint: Option<String>,
    pub contact_digest: Option<String>,
    pub reporter_id: Option<UserId>,
    pub code_digest: Option<String>,
    pub level: String,
    pub level_path: String,
    pub due_on: Option<String>,
    pub responded_at: Option<i64>,
    pub merged_into_id: Option<NeedId>,
    pub root_id: NeedId,
    pub endorsement_count: i32,
    pub outcome: Option<String>,
    pub published_at: Option<i64>,
    pub demonstration: bool,
    pub state: String,
    pub version: i32,
    pub created_by: Option<UserId>,
    pub created_at: i64,
    pub updated_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
