use sea_orm::entity::prelude::*;

use crate::ids::{BankStatementId, FundId, UserId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "bank_statements")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: BankStatementId,
    pub fund_id: FundId,
    pub file_name: String,
    pub sha256: String,
    pub starts_on: String,
    pub ends_on: String,
    pub opening_fen: i64,
    pub closing_fen: i64,
    pub line_count: i32,
    pub new_count: i32,
    pub area_path: String,
    pub created_by: UserId,
    pub created_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
