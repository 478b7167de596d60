use sea_orm::entity::prelude::*;

use crate::ids::{PersonId, UserId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "approvals")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub subject_kind: String,
    pub subject_id: Uuid,
    pub round: i32,
    pub step: String,
    pub person_id: PersonId,
    pub user_id: UserId,
    pub digest: String,
    /// The minutes of a collective decision.
    pub note: Option<String>,
    /// JSON: what the tiers asked for when the last approver acted.
    pub asked: Option<String>,
    pub created_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
