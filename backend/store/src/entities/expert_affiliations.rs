use sea_orm::entity::prelude::*;

use crate::ids::ExpertId;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "expert_affiliations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub expert_id: ExpertId,
    pub organisation: String,
    pub uscc: String,
    pub role: String,
    pub employer: bool,
    pub from_on: Option<String>,
    pub to_on: Option<String>,
    pub ended_at: Option<i64>,
    pub created_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
