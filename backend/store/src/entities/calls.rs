use sea_orm::entity::prelude::*;

use crate::ids::{AllotmentId, CallId, UserId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "calls")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CallId,
    pub number: String,
    pub title: String,
    pub year: i32,
    pub area_code: String,
    pub area_path: String,
    pub host_name: String,
    pub scheme_preset: String,
    pub scheme: String,
    pub budget_fen: i64,
    pub allotment_id: Option<AllotmentId>,
    pub opens_at: i64,
    pub closes_at: i64,
    pub announcement: String,
    pub document: String,
    pub revision: i32,
    pub copied_from: Option<CallId>,
    pub round_of: Option<CallId>,
    pub round: i32,
    pub demonstration: bool,
    pub state: String,
    pub version: i32,
    pub created_by: UserId,
    pub approved_by: Option<UserId>,
    pub published_at: Option<i64>,
    pub created_at: i64,
    pub updated_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
