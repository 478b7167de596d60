//! What a proposal answers.

use uuid::Uuid;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_store::ids::ProposalId;
use yichuang_store::record::{Call, Proposal};

use super::answers::Sheet;
use super::{is_sealed, must_know, openings};

/// Show the answers of a proposal
///
/// The form of its call with what was answered in each section, how far each is and who saved it last. In the
/// standard form the answers are the texts and indicators of the proposal. Staff see them after the deadline.
#[utoipa::path(get, path = "/proposals/{id}/answers", operation_id = "getProposalAnswers", tag = "proposals",
    params(("id" = Uuid, Path, description = "Proposal")),
    responses((status = 200, description = "Form and answers", body = super::answers::ProposalAnswersView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let row: Proposal = uow.find(ProposalId(id)).await?;
    let call: Call = uow.find(row.call_id).await?;
    let own = must_know(&uow, &call, &row).await?;
    let sheet = Sheet::of(&uow, &row).await?;
    if is_sealed(&uow, &call, own) {
        return Reply::ok(&sheet.sealed()?);
    }
    openings::record(&uow, &call, &row).await?;
    Reply::ok(&sheet.view(&uow, own).await?)
}
