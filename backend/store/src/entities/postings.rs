use sea_orm::entity::prelude::*;

use crate::ids::{AllotmentId, JournalId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "postings")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub journal_id: JournalId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub line_no: i32,
    pub layer: String,
    pub account: String,
    pub allotment_id: AllotmentId,
    pub detail: String,
    pub amount_fen: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
