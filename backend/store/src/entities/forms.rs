use sea_orm::entity::prelude::*;

use crate::ids::{FormId, UserId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "forms")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FormId,
    pub chain_id: FormId,
    pub revision: i32,
    pub purpose: String,
    pub title: String,
    pub area_code: String,
    pub area_path: String,
    pub document: String,
    pub sha256: String,
    pub fields: i32,
    pub copied_from: Option<FormId>,
    pub demonstration: bool,
    pub published_at: Option<i64>,
    pub state: String,
    pub version: i32,
    pub created_by: UserId,
    pub updated_by: UserId,
    pub created_at: i64,
    pub updated_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
