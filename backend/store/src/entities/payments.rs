use sea_orm::entity::prelude::*;

use crate::ids::{BatchId, PayeeAccountId, PaymentId, ProjectId, TrancheId, UserId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "payments")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PaymentId,
    pub number: String,
    pub tranche_id: TrancheId,
    pub project_id: ProjectId,
    pub payee_account_id: PayeeAccountId,
    pub amount_fen: i64,
    pub memo: String,
    pub digest: String,
    pub round: i32,
    pub tiers_version: Option<i32>,
    pub batch_id: Option<BatchId>,
    pub area_path: String,
    pub reason: Option<String>,
    pub paid_on: Option<String>,
    pub state: String,
    pub version: i32,
    pub created_by: UserId,
    pub created_at: i64,
    pub updated_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
