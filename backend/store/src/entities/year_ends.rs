use sea_orm::entity::prelude::*;

use crate::ids::{FundId, UserId, YearEndId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "year_ends")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: YearEndId,
    pub fund_id: FundId,
    pub fiscal_year: i32,
    pub policy: String,
    pub lapsed_fen: i64,
    pub carried_fen: i64,
    pub allotment_count: i32,
    /// JSON: what lapses and what is carried, allotment by allotment.
    pub figures: String,
    pub digest: String,
    /// Which time it was proposed, from 1; the hands of an earlier time do not count.
    pub round: i32,
    pub area_path: String,
    pub refusal: Option<String>,
    pub proposed_by: UserId,
    pub closed_by: Option<UserId>,
    pub closed_at: Option<i64>,
    pub state: String,
    pub version: i32,
    pub created_at: i64,
    pub updated_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
