use sea_orm::entity::prelude::*;

use crate::ids::{FundId, PeriodId, PersonId, UserId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "periods")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PeriodId,
    pub fund_id: FundId,
    pub month: String,
    pub opening_fen: i64,
    pub closing_fen: i64,
    pub ledger_fen: i64,
    pub difference_fen: i64,
    pub area_path: String,
    pub refusal: Option<String>,
    pub proposed_by: UserId,
    pub proposed_by_person: PersonId,
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
