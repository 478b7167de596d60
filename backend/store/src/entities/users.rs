use sea_orm::entity::prelude::*;

use crate::ids::{PersonId, UserId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "users")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: UserId,
    pub person_id: PersonId,
    pub email: String,
    pub name: String,
    pub password_hash: String,
    pub language: String,
    pub state: String,
    pub demonstration: bool,
    pub failed_logins: i32,
    pub locked_until_at: Option<i64>,
    pub version: i32,
    pub created_at: i64,
    pub updated_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
