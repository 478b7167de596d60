use sea_orm::entity::prelude::*;

use crate::ids::{OrganisationId, PayeeAccountId, UserId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "payee_accounts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PayeeAccountId,
    pub organisation_id: OrganisationId,
    pub number: i32,
    pub account_name: String,
    pub account_sealed: String,
    pub account_tail: String,
    pub bank_name: String,
    pub cnaps: String,
    pub active: bool,
    pub created_by: UserId,
    pub created_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
