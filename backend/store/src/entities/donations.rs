use sea_orm::entity::prelude::*;

use crate::ids::{AllotmentId, DonationId, FundId, UserId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "donations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DonationId,
    pub number: String,
    pub fund_id: FundId,
    pub kind: String,
    pub donor_name: String,
    pub donor_kind: String,
    pub donor_uscc: Option<String>,
    pub anonymous: bool,
    /// Money, or the value of the goods.
    pub amount_fen: i64,
    pub goods: Option<String>,
    pub value_basis: Option<String>,
    /// What it is for, when the donor said so.
    pub purpose: Option<String>,
    /// The name that the fund carries for it, and its last day.
    pub naming: Option<String>,
    pub naming_until: Option<String>,
    pub receipt_no: Option<String>,
    pub received_on: String,
    pub remark: Option<String>,
    /// Where its money is, once it is confirmed.
    pub allotment_id: Option<AllotmentId>,
    /// Value of the goods that were handed out.
    pub handed_out_fen: i64,
    pub area_path: String,
    pub refusal: Option<String>,
    pub created_by: UserId,
    pub confirmed_by: Option<UserId>,
    pub confirmed_at: Option<i64>,
    pub state: String,
    pub version: i32,
    pub created_at: i64,
    pub updated_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
