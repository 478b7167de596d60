use sea_orm::entity::prelude::*;

use crate::ids::{DonationId, ProjectId, UserId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "donation_handouts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub donation_id: DonationId,
    pub recipient: String,
    pub project_id: Option<ProjectId>,
    pub goods: String,
    pub value_fen: i64,
    pub handed_out_on: String,
    pub created_by: UserId,
    pub created_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
