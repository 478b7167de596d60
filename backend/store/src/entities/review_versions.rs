use sea_orm::entity::prelude::*;

use crate::ids::{ReviewId, UserId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "review_versions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub review_id: ReviewId,
    pub n: i32,
    pub kind: String,
    pub document: String,
    pub sha256: String,
    pub prev_sha256: Option<String>,
    pub created_by: UserId,
    pub created_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
