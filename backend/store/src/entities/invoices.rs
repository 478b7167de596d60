use sea_orm::entity::prelude::*;

use crate::ids::{CallId, InvoiceId, OrganisationId, ProjectId, TrancheId, UserId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "invoices")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: InvoiceId,
    pub number: String,
    pub kind: String,
    pub original_id: Option<InvoiceId>,
    pub tranche_id: TrancheId,
    pub project_id: ProjectId,
    pub organisation_id: OrganisationId,
    pub call_id: CallId,
    pub area_path: String,
    pub seq: i32,
    pub issued_on: String,
    pub seller_name: String,
    pub seller_uscc: String,
    pub buyer_name: String,
    pub buyer_uscc: Option<String>,
    pub amount_fen: i64,
    pub tax_fen: i64,
    pub total_fen: i64,
    /// The XML of the invoice, sealed.
    pub file_sealed: Option<String>,
    pub file_sha256: Option<String>,
    pub reason: Option<String>,
    pub state: String,
    pub version: i32,
    pub created_by: UserId,
    pub created_at: i64,
    pub updated_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
