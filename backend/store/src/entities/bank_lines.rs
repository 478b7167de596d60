use sea_orm::entity::prelude::*;

use crate::ids::{BankLineId, BankStatementId, FundId, JournalId, PersonId, UserId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "bank_lines")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: BankLineId,
    pub statement_id: BankStatementId,
    pub fund_id: FundId,
    pub seq: i32,
    pub line_key: String,
    pub serial: Option<String>,
    pub booked_on: String,
    pub amount_fen: i64,
    pub balance_fen: i64,
    pub counter_name: String,
    pub counter_sealed: String,
    pub counter_tail: String,
    pub summary: String,
    pub journal_id: Option<JournalId>,
    pub reasons: String,
    pub posted: bool,
    pub explanation: Option<String>,
    pub explained_by: Option<UserId>,
    pub explained_by_person: Option<PersonId>,
    pub refusal: Option<String>,
    pub settled_by: Option<UserId>,
    pub settled_at: Option<i64>,
    pub area_path: String,
    pub state: String,
    pub version: i32,
    pub created_at: i64,
    pub updated_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
