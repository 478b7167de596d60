use sea_orm::entity::prelude::*;

use crate::ids::{AllotmentId, CallId, NoticeId, OrganisationId, ProjectId, ProposalId, UserId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "projects")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ProjectId,
    pub number: String,
    pub proposal_id: ProposalId,
    pub notice_id: NoticeId,
    pub call_id: CallId,
    pub organisation_id: OrganisationId,
    pub allotment_id: AllotmentId,
    pub title: String,
    pub approved_fen: i64,
    pub area_path: String,
    pub starts_on: Option<String>,
    pub ends_on: Option<String>,
    pub sign_within: Option<i32>,
    pub sign_by: Option<String>,
    pub sign_by_reminded: Option<i32>,
    pub extension_until: Option<String>,
    pub extension_reason: Option<String>,
    pub extension_asked_by: Option<UserId>,
    pub extension_granted_by: Option<UserId>,
    pub demonstration: bool,
    pub state: String,
    pub version: i32,
    pub created_at: i64,
    pub updated_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
