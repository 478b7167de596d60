use sea_orm::entity::prelude::*;

use crate::ids::{AgreementId, PersonId, UserId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "agreement_signatures")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub agreement_id: AgreementId,
    pub party: String,
    pub user_id: UserId,
    pub person_id: PersonId,
    pub signed_name: String,
    pub document_sha256: String,
    pub signed_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
