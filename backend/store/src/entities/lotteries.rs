use sea_orm::entity::prelude::*;

use crate::ids::{CallId, LotteryId, ResultRunId, UserId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "lotteries")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LotteryId,
    pub call_id: CallId,
    pub run_id: ResultRunId,
    pub tie_group: i32,
    pub members: String,
    pub output_sha256: String,
    pub entropy_source: String,
    pub entropy_at: i64,
    pub witnesses: String,
    pub commitment: String,
    pub salt: String,
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
