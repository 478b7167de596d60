use sea_orm::entity::prelude::*;

use crate::ids::{ConflictId, OrganisationId, ProposalId, UserId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "conflicts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ConflictId,
    pub root_id: ConflictId,
    pub n: i32,
    pub user_id: UserId,
    pub organisation_id: OrganisationId,
    pub proposal_id: Option<ProposalId>,
    pub area_path: String,
    pub kind: String,
    pub source: String,
    pub severity: String,
    pub state: String,
    pub pinned: bool,
    pub detection_key: String,
    pub reason: String,
    pub valid_until_at: Option<i64>,
    pub recorded_by: Option<UserId>,
    pub recorded_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
