//! Take a proposal back.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::Reason;
use yichuang_domain::states::assignments::{AssignmentEvent, AssignmentMachine};
use yichuang_domain::states::proposals::ProposalEvent as Event;
use yichuang_store::ids::ProposalId;
use yichuang_store::record::{Assignment, Call, Proposal};
use yichuang_store::{proposals as rows, update};

use super::{advance, corrections, open_with_call, reply};

/// Withdraw a proposal
///
/// The owner, with the reason, at any time before it is ranked. Nobody is asked to review it any more.
#[utoipa::path(post, path = "/proposals/{id}/withdraw", operation_id = "withdrawProposal", tag = "proposals",
    params(("id" = Uuid, Path, description = "Proposal")), request_body = Reason,
    responses((status = 200, description = "The proposal", body = super::view::ProposalView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<Reason>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let (call, row) = run(&uow, ProposalId(id), seen, &input.reason).await?;
        reply(&uow, &call, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: ProposalId, seen: IfMatch, reason: &str) -> Result<(Call, Proposal), Problem> {
    let (call, row) = open_with_call(uow, id, seen).await?;
    let row = advance(uow, &call, row, Event::Withdraw, Some(reason)).await?;
    corrections::end(uow, row.id, "withdrawn").await?;
    for assignment in rows::waiting_assignments(&uow.conn, row.id).await? {
        lapse(uow, assignment).await?;
    }
    Ok((call, row))
}

async fn lapse(uow: &Uow, before: Assignment) -> Result<(), Problem> {
    let to = uow.follow::<AssignmentMachine>(&before.state, AssignmentEvent::Lapse)?;
    let from = before.state.clone();
    let after = update(&uow.conn, Assignment { state: to.to_string(), updated_at: uow.micros(), ..before }).await?;
    uow.audit("assignment.lapse", Subject::new("assignment", after.id).moved(&from, &after.state)).await
}
