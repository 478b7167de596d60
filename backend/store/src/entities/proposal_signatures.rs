use sea_orm::entity::prelude::*;

use crate::ids::{PersonId, ProposalId, UserId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "proposal_signatures")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub proposal_id: ProposalId,
    /// 1 for the first request, 2 for the next.
    pub n: i32,
    /// Fingerprint of what is signed; another content is not signed by it.
    pub content_sha256: String,
    pub state: String,
    pub asked_by: UserId,
    pub asked_person: PersonId,
    pub asked_at: i64,
    pub answered_by: Option<UserId>,
    pub answered_person: Option<PersonId>,
    pub answered_at: Option<i64>,
    pub signed_name: String,
    pub remark: String,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
