use sea_orm::entity::prelude::*;

use crate::ids::{AllotmentId, FundOrderId, ProjectId, UserId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "fund_orders")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FundOrderId,
    pub number: String,
    pub kind: String,
    pub allotment_id: AllotmentId,
    pub to_allotment_id: Option<AllotmentId>,
    pub project_id: Option<ProjectId>,
    pub clawback_id: Option<FundOrderId>,
    pub amount_fen: i64,
    pub reason: String,
    pub evidence: String,
    pub digest: String,
    pub tiers_version: Option<i32>,
    pub plan: Option<String>,
    pub area_path: String,
    pub refusal: Option<String>,
    pub executed_at: Option<i64>,
    pub state: String,
    pub version: i32,
    pub created_by: UserId,
    pub created_at: i64,
    pub updated_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
