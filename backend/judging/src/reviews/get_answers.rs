//! What a proposal on a desk answers.

use uuid::Uuid;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_records::proposals::answers::Sheet;
use yichuang_records::proposals::openings;
use yichuang_store::ids::AssignmentId;

use super::assignment::Desk;

/// Show the answers of an assigned proposal
///
/// The form of the call with what was answered in each section; to its reviewer only after the declaration of
/// conflicts.
#[utoipa::path(get, path = "/assignments/{id}/answers", operation_id = "getAssignmentAnswers", tag = "reviews",
    params(("id" = Uuid, Path, description = "Assignment")),
    responses((status = 200, description = "Form and answers", body = yichuang_records::proposals::answers::ProposalAnswersView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let desk = Desk::read(&uow, AssignmentId(id)).await?;
    let sheet = Sheet::of(&uow, &desk.proposal).await?;
    if !desk.is_readable(&uow) {
        return Reply::ok(&sheet.sealed()?);
    }
    openings::record(&uow, &desk.call, &desk.proposal).await?;
    Reply::ok(&sheet.view(&uow, false).await?)
}
