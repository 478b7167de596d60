use sea_orm::entity::prelude::*;

use crate::ids::{InvitationId, OrganisationId, UserId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organisation_invitations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: InvitationId,
    pub organisation_id: OrganisationId,
    pub email: String,
    pub role: String,
    pub message: String,
    pub token_sha256: Option<String>,
    pub expires_at: Option<i64>,
    pub sent: i32,
    pub accepted_by: Option<UserId>,
    pub state: String,
    pub version: i32,
    pub created_by: UserId,
    pub created_at: i64,
    pub updated_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
