//! One assignment.

use uuid::Uuid;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_store::ids::AssignmentId;

use super::assignment::Desk;

/// Show an assignment
///
/// To its reviewer: the title and the organisation at once, the proposal after the declaration of conflicts; nothing
/// at all after a recusal. To officer and auditor: never a score before the stage is sealed. While the stage
/// is open, assignment and review share one version.
#[utoipa::path(get, path = "/assignments/{id}", operation_id = "getAssignment", tag = "reviews",
    params(("id" = Uuid, Path, description = "Assignment")),
    responses((status = 200, description = "The assignment", body = super::assignment::AssignmentView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    Desk::read(&uow, AssignmentId(id)).await?.reply(&uow).await
}
