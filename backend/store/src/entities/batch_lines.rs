use sea_orm::entity::prelude::*;

use crate::ids::{BatchId, PaymentId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "batch_lines")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub batch_id: BatchId,
    pub seq: i32,
    pub payment_id: PaymentId,
    pub account_name: String,
    pub account_sealed: String,
    pub account_tail: String,
    pub bank_name: String,
    pub cnaps: String,
    pub amount_fen: i64,
    pub memo: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
