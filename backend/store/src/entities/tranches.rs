use sea_orm::entity::prelude::*;

use crate::ids::{AgreementId, CallId, OrganisationId, ProjectId, TrancheId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "tranches")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TrancheId,
    pub project_id: ProjectId,
    pub agreement_id: AgreementId,
    pub call_id: CallId,
    pub organisation_id: OrganisationId,
    pub seq: i32,
    pub share_bp: i32,
    pub amount_fen: i64,
    pub gate: String,
    pub due_on: Option<String>,
    pub evidence: Option<String>,
    pub request_note: Option<String>,
    pub invoice_number: Option<String>,
    pub return_reason: Option<String>,
    pub area_path: String,
    pub state: String,
    pub version: i32,
    pub created_at: i64,
    pub updated_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
