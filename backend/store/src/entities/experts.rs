use sea_orm::entity::prelude::*;

use crate::ids::{ExpertId, UserId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "experts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ExpertId,
    pub number: String,
    pub user_id: UserId,
    pub name: String,
    pub titles: String,
    pub phone: String,
    pub area_code: String,
    pub area_path: String,
    pub load_cap: i32,
    pub available: String,
    pub approved_until: Option<String>,
    pub renewal_asked_at: Option<i64>,
    pub submitted_by: Option<UserId>,
    pub approved_by: Option<UserId>,
    pub approved_at: Option<i64>,
    pub reason: Option<String>,
    pub demonstration: bool,
    pub state: String,
    pub version: i32,
    pub created_by: UserId,
    pub created_at: i64,
    pub updated_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
