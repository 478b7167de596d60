use sea_orm::entity::prelude::*;

use crate::ids::{OrganisationId, SponsorshipId, UserId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sponsorships")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SponsorshipId,
    pub group_id: OrganisationId,
    pub sponsor_id: OrganisationId,
    pub message: String,
    pub reason: Option<String>,
    pub answered_by: Option<UserId>,
    pub answered_at: Option<i64>,
    pub ended_at: Option<i64>,
    pub state: String,
    pub version: i32,
    pub created_by: UserId,
    pub created_at: i64,
    pub updated_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
