//! Answer an objection: it is right, or it is not.

use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Path};
use yichuang_base::ledger;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::Money;
use yichuang_domain::ledger::LedgerEvent;
use yichuang_domain::states::objections::{ObjectionEvent, ObjectionMachine};
use yichuang_domain::states::proposals::ProposalEvent;
use yichuang_records::{calls, proposals};
use yichuang_store::ids::{ObjectionId, ProposalId};
use yichuang_store::record::{Call, Objection, Proposal};
use yichuang_store::update;

use super::{audited, must_handle, open, reply};

/// What the handler found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ObjectionFinding {
    /// It is right: an award still on notice is revoked.
    Upheld,
    /// It is not right.
    Rejected,
}

/// The finding and the answer that everybody reads.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ObjectionAnswerInput {
    pub finding: ObjectionFinding,
    /// Published with the notice; without names.
    #[schema(min_length = 10, max_length = 2000, pattern = r"\S", example = "经核查，所反映情况不属实，维持公示结果。")]
    pub public_answer: String,
}

/// Answer an objection
///
/// By its handler. When it is right, the award it is about loses its place and its reserved money goes back to the
/// allotment, in the same transaction; where the notice is closed already, the agreement stays barred.
#[utoipa::path(post, path = "/objections/{id}/answer", operation_id = "answerObjection", tag = "objections",
    params(("id" = Uuid, Path, description = "Objection")), request_body = ObjectionAnswerInput,
    responses((status = 200, description = "The objection", body = super::ObjectionView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<ObjectionAnswerInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, ObjectionId(id), seen, input).await?;
        reply(&uow, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: ObjectionId, seen: IfMatch, input: &ObjectionAnswerInput) -> Result<Objection, Problem> {
    let (call, before) = open(uow, id, seen).await?;
    let event = match input.finding {
        ObjectionFinding::Upheld => ObjectionEvent::Uphold,
        ObjectionFinding::Rejected => ObjectionEvent::Reject,
    };
    let to = uow.fire::<ObjectionMachine>(&before.state, event, &calls::place(&call))?;
    must_handle(uow, &before).await?;
    let from = before.state.clone();
    let answered = Objection {
        public_answer: Some(input.public_answer.trim().to_owned()),
        answered_by: Some(uow.caller()?.user),
        answered_at: Some(uow.micros()),
        state: to.to_string(),
        updated_at: uow.micros(),
        ..before
    };
    let after = update(&uow.conn, answered).await?;
    audited(uow, event, &from, &after, after.public_answer.as_deref()).await?;
    if let (ObjectionEvent::Uphold, Some(proposal)) = (event, after.proposal_id) {
        revoke(uow, &call, proposal).await?;
    }
    Ok(after)
}

/// Takes a proposed award off the notice and gives its money back (E03x).
async fn revoke(uow: &Uow, call: &Call, id: ProposalId) -> Result<(), Problem> {
    let proposal: Proposal = uow.lock(id).await?;
    if proposal.state != "on_notice" {
        return Ok(());
    }
    let amount = Money::fen(proposal.recommended_fen.unwrap_or_default())?.0;
    let number = proposal.number.clone();
    proposals::follow(uow, proposal, ProposalEvent::Revoke).await?;
    let allotment = call.allotment_id.ok_or_else(|| Problem::internal("an award on notice has no allotment"))?;
    let event = LedgerEvent::ReleaseReserve { place: ledger::place_of(uow, allotment).await?, award: id.to_string(), amount };
    ledger::post(uow, &event, ("proposal", id.0), &format!("{number} 异议成立，撤销立项预留")).await?;
    Ok(())
}
