//! A proposal as PDF.

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

/// Print a proposal
///
/// One submission as it was handed in, as PDF: the same submission gives the same bytes. Its own people also get a
/// draft, marked as one; staff read it after the deadline, which is recorded. 503 where the program that makes PDFs is
/// not installed.
#[utoipa::path(get, path = "/proposals/{id}/pdf", operation_id = "getProposalPdf", tag = "proposals",
    params(("id" = Uuid, Path, description = "Proposal"), SnapshotQuery), extensions(("x-pdf" = json!(true))),
    responses((status = 200, description = "The proposal", content_type = "application/pdf", body = Binary)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, Query(query): Query<SnapshotQuery>) -> Result<Response, Problem> {
    let uow = cx.read();
    let row: Proposal = uow.find(ProposalId(id)).await?;
    let call: Call = uow.find(row.call_id).await?;
    let printed = paper::read(&uow, &call, &row, query.n).await?;
    let pdf = documents::set(cx.app(), &paper::application(&printed)?).await?;
    openings::record(&uow, &call, &row).await?;
    documents::answer(pdf, &format!("{}-申报书.pdf", printed.number()))
}
