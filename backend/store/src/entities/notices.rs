use sea_orm::entity::prelude::*;

use crate::ids::{CallId, DecisionId, NoticeId, UserId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notices")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: NoticeId,
    pub number: String,
    pub call_id: CallId,
    pub decision_id: DecisionId,
    pub title: String,
    pub body: String,
    pub starts_on: String,
    pub ends_on: String,
    pub working_days: i32,
    pub area_path: String,
    pub published_at: Option<i64>,
    pub published_by: Option<UserId>,
    pub closed_at: Option<i64>,
    pub demonstration: bool,
    pub state: String,
    pub version: i32,
    pub created_by: UserId,
    pub created_at: i64,
    pub updated_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
