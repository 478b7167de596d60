use sea_orm::entity::prelude::*;

use crate::ids::{AllotmentId, FundId, UserId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "allotments")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AllotmentId,
    pub fund_id: FundId,
    pub fiscal_year: i32,
    pub budget_line: String,
    pub document_no: String,
    pub amount_fen: i64,
    pub area_path: String,
    pub state: String,
    pub version: i32,
    pub created_by: UserId,
    pub approved_by: Option<UserId>,
    /// The allotment the cash came in for, when this one carries on its money.
    pub origin_id: Option<AllotmentId>,
    /// Holds money that was given for a purpose, which is that of its line.
    pub directed: bool,
    pub created_at: i64,
    pub updated_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
