use sea_orm::entity::prelude::*;

use crate::ids::{CallId, NoticeId, ObjectionId, OrganisationId, ProposalId, UserId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "objections")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ObjectionId,
    pub number: String,
    pub notice_id: NoticeId,
    pub call_id: CallId,
    pub proposal_id: Option<ProposalId>,
    pub organisation_id: Option<OrganisationId>,
    pub area_path: String,
    pub filer_name: String,
    pub contact_sealed: String,
    pub contact_hint: String,
    pub statement: String,
    pub facts: String,
    pub channel: String,
    pub received_on: String,
    pub due_on: Option<String>,
    pub handler_id: Option<UserId>,
    pub ground: Option<String>,
    pub public_answer: Option<String>,
    pub answered_by: Option<UserId>,
    pub answered_at: Option<i64>,
    pub demonstration: bool,
    pub state: String,
    pub version: i32,
    pub created_by: Option<UserId>,
    pub created_at: i64,
    pub updated_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
