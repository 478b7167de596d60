use sea_orm::entity::prelude::*;

use crate::ids::{CallId, FileId, JuryProtocolId, ResultRunId, UserId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "jury_protocols")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: JuryProtocolId,
    pub call_id: CallId,
    /// Which protocol of the call it is, from 1.
    pub seq: i32,
    /// `public_jury` or `site_visit`.
    pub stage: String,
    pub held_on: String,
    pub venue: String,
    /// Who went, of a site visit.
    pub visitors: Option<String>,
    pub evidence_id: FileId,
    pub evidence_sha256: String,
    /// Why another protocol was entered; nothing for the first.
    pub reason: Option<String>,
    /// The computation that its confirmation superseded.
    pub superseded_run_id: Option<ResultRunId>,
    pub entered_by: UserId,
    pub decided_by: Option<UserId>,
    pub decided_at: Option<i64>,
    pub decision_reason: Option<String>,
    pub state: String,
    pub version: i32,
    pub created_at: i64,
    pub updated_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
