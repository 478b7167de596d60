use sea_orm::entity::prelude::*;

use crate::ids::{FundId, UserId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "funds")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FundId,
    pub code: String,
    pub name: String,
    pub source: String,
    pub area_code: String,
    pub area_path: String,
    pub demonstration: bool,
    /// What becomes of available money at the end of a year.
    pub year_end_policy: String,
    /// The account the fund pays from: its holder, its sealed number with the last digits, its bank.
    pub payer_name: Option<String>,
    pub payer_sealed: Option<String>,
    pub payer_tail: Option<String>,
    pub payer_bank: Option<String>,
    pub payer_cnaps: Option<String>,
    pub version: i32,
    pub created_by: UserId,
    pub created_at: i64,
    pub updated_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
