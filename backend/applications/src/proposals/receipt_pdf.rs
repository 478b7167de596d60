//! The receipt of a submission as PDF.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::documents;
use yichuang_base::http::{Cx, Path, Query};
use yichuang_base::problem::Problem;
use yichuang_base::wire::Binary;
use yichuang_store::ids::ProposalId;
use yichuang_store::record::{Call, Proposal};

use super::snapshot::SnapshotQuery;
use super::{openings, paper};

/// Print the receipt of a proposal
///
/// Reference, instant in Asia/Shanghai and SHA-256 of one submission, with a QR code that leads to the page where anybody
/// verifies it. 404 when nothing was handed in; 503 where the program that makes PDFs is not installed.
#[utoipa::path(get, path = "/proposals/{id}/receipt-pdf", operation_id = "getProposalReceiptPdf", tag = "proposals",
    params(("id" = Uuid, Path, description = "Proposal"), SnapshotQuery), extensions(("x-pdf" = json!(true))),
    responses((status = 200, description = "The receipt", content_type = "application/pdf", body = Binary)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, Query(query): Query<SnapshotQuery>) -> Result<Response, Problem> {
    let uow = cx.read();
    let row: Proposal = uow.find(ProposalId(id)).await?;
    let call: Call = uow.find(row.call_id).await?;
    let printed = paper::read(&uow, &call, &row, query.n).await?;
    let pdf = documents::set(cx.app(), &paper::receipt(&printed)?).await?;
    openings::record(&uow, &call, &row).await?;
    documents::answer(pdf, &format!("{}-申报回执.pdf", printed.number()))
}
