use sea_orm::entity::prelude::*;

use crate::ids::{JournalId, UserId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "journals")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: JournalId,
    pub event: String,
    pub biz_date: String,
    pub memo: String,
    pub subject_kind: String,
    pub subject_id: Uuid,
    pub reverses_id: Option<JournalId>,
    pub created_by: UserId,
    pub created_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
