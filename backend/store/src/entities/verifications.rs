use sea_orm::entity::prelude::*;

use crate::ids::{OrganisationId, UserId, VerificationId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "verifications")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: VerificationId,
    pub organisation_id: OrganisationId,
    pub kind: String,
    pub before: String,
    pub after: String,
    pub note: String,
    pub checklist: String,
    pub reasons: String,
    pub area_path: String,
    pub submitted_by: UserId,
    pub submitted_at: i64,
    pub decided_by: Option<UserId>,
    pub decided_at: Option<i64>,
    pub state: String,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
