//! The score sheet of a proposal as PDF.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::access::PROGRAMME;
use yichuang_base::documents;
use yichuang_base::http::{Cx, Path};
use yichuang_base::problem::Problem;
use yichuang_base::recusal;
use yichuang_base::wire::Binary;
use yichuang_records::calls;
use yichuang_store::ids::ProposalId;
use yichuang_store::record::{Call, Proposal};
use yichuang_store::reviews as rows;

use super::score_sheet::{Sheet, sheet};

/// Print the score sheet of a proposal
///
/// To staff, once the results are computed: each review with its scores, whether it was kept, dropped or excluded and why,
/// the exact fraction, its one rounding, what decided the rank, and lines for the signatures. Reviewers appear by alias.
/// The same computation gives the same bytes until it is verified. 404 before there are results, and for whoever has a
/// conflict about a proposal of the call: the rank would speak of it. 503 where the program that makes PDFs is not
/// installed.
#[utoipa::path(get, path = "/proposals/{id}/score-sheet-pdf", operation_id = "getScoreSheetPdf", tag = "reviews",
    params(("id" = Uuid, Path, description = "Proposal")), extensions(("x-pdf" = json!(true))),
    responses((status = 200, description = "The score sheet", content_type = "application/pdf", body = Binary)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let uow = cx.read();
    let proposal: Proposal = uow.find(ProposalId(id)).await?;
    let call: Call = uow.find(proposal.call_id).await?;
    uow.must_see(PROGRAMME, &calls::place(&call))?;
    recusal::must_be_free_in(&uow, call.id).await?;
    let run = rows::last_run(&uow.conn, call.id).await?.ok_or_else(Problem::not_found)?;
    let row = rows::rows_of(&uow.conn, run.id).await?.into_iter().find(|row| row.proposal_id == proposal.id);
    let row = row.ok_or_else(Problem::not_found)?;
    let found = Sheet::read(&uow, call, run, proposal, row).await?;
    let pdf = documents::set(cx.app(), &sheet(&found)?).await?;
    documents::answer(pdf, &format!("{}-评分表.pdf", found.proposal.number))
}
