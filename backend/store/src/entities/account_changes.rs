use sea_orm::entity::prelude::*;

use crate::ids::{AccountChangeId, OrganisationId, PayeeAccountId, PersonId, UserId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "account_changes")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AccountChangeId,
    pub organisation_id: OrganisationId,
    pub account_id: PayeeAccountId,
    pub previous_id: Option<PayeeAccountId>,
    pub requested_by: UserId,
    pub requested_by_person: PersonId,
    pub confirmed_by: Option<UserId>,
    pub confirmed_by_person: Option<PersonId>,
    pub confirmed_as: Option<String>,
    pub confirmed_at: Option<i64>,
    pub rests_until_at: Option<i64>,
    pub ended_by: Option<UserId>,
    pub ended_at: Option<i64>,
    pub activated_at: Option<i64>,
    pub reason: Option<String>,
    pub state: String,
    pub version: i32,
    pub created_at: i64,
    pub updated_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
