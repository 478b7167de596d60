use sea_orm::entity::prelude::*;

use crate::ids::{OrganisationId, UserId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "duplicate_decisions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub first_id: OrganisationId,
    pub second_id: OrganisationId,
    pub verdict: String,
    pub kept_id: Option<OrganisationId>,
    pub reason: String,
    pub decided_by: UserId,
    pub decided_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
