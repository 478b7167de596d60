//! How an invoice looks.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{Date, Instant, InvoiceKind, InvoiceState, Money, SignedMoney};
use yichuang_store::get_many;
use yichuang_store::ids::ProjectId;
use yichuang_store::record::{Invoice, Project};

use crate::payments::{by_id, tranche_number};
use crate::projects::ProjectRefView;

/// An invoice without its tranche.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct InvoiceView {
    pub id: Uuid,
    #[schema(example = "26322000000000000001")]
    pub number: String,
    pub kind: InvoiceKind,
    /// Of a red one: the blue one that it cancels.
    pub original_id: Option<Uuid>,
    pub issued_on: Date,
    #[schema(example = "示例社会工作服务中心")]
    pub seller_name: String,
    #[schema(example = "52310115MJ9000022D")]
    pub seller_uscc: String,
    #[schema(example = "示例区民政局")]
    pub buyer_name: String,
    pub buyer_uscc: Option<String>,
    /// Without tax; negative on a red one.
    pub amount: SignedMoney,
    pub tax: SignedMoney,
    /// With tax.
    pub total: SignedMoney,
    /// SHA-256 of the XML that was handed in and compared; nothing when the figures were only entered.
    pub file_sha256: Option<String>,
    /// Why it was cancelled.
    pub reason: Option<String>,
    pub state: InvoiceState,
    pub version: i32,
    pub created_at: Instant,
}

/// An invoice in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct InvoiceSummary {
    #[serde(flatten)]
    pub invoice: InvoiceView,
    pub tranche_id: Uuid,
    #[schema(example = "XM2026-0001-T1")]
    pub tranche_number: String,
    pub project: ProjectRefView,
    /// The part of the total that counts for the payment; nothing once it is cancelled.
    pub used: Money,
}

pub fn invoice_view(row: &Invoice) -> Result<InvoiceView, Problem> {
    Ok(InvoiceView {
        id: row.id.0,
        number: row.number.clone(),
        kind: InvoiceKind::read(&row.kind)?,
        original_id: row.original_id.map(|id| id.0),
        issued_on: Date::read(&row.issued_on)?,
        seller_name: row.seller_name.clone(),
        seller_uscc: row.seller_uscc.clone(),
        buyer_name: row.buyer_name.clone(),
        buyer_uscc: row.buyer_uscc.clone(),
        amount: SignedMoney::fen(row.amount_fen)?,
        tax: SignedMoney::fen(row.tax_fen)?,
        total: SignedMoney::fen(row.total_fen)?,
        file_sha256: row.file_sha256.clone(),
        reason: row.reason.clone(),
        state: InvoiceState::read(&row.state)?,
        version: row.version,
        created_at: Instant::micros(row.created_at)?,
    })
}

/// Invoices with their projects, read in one query.
pub(super) async fn summaries(uow: &Uow, found: &[Invoice]) -> Result<Vec<InvoiceSummary>, Problem> {
    let mut ids: Vec<ProjectId> = found.iter().map(|row| row.project_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let projects = by_id(get_many::<Project>(&uow.conn, &ids).await?, |row| row.id);
    let missing = || Problem::internal("an invoice without its project");
    found
        .iter()
        .map(|row| {
            let project = projects.get(&row.project_id).ok_or_else(missing)?;
            Ok(InvoiceSummary {
                invoice: invoice_view(row)?,
                tranche_id: row.tranche_id.0,
                tranche_number: tranche_number(project, row.seq),
                project: project.into(),
                used: Money::fen(if super::counts(row) { row.total_fen } else { 0 })?,
            })
        })
        .collect()
}
