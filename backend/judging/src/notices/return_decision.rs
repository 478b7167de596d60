//! Send the funding decision back.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::Reason;
use yichuang_domain::states::decisions::{DecisionEvent, DecisionMachine};
use yichuang_records::calls;
use yichuang_store::ids::DecisionId;
use yichuang_store::record::{Decision, User};
use yichuang_store::update;

use super::decision;

/// Send a decision back
///
/// With the reason; an officer proposes another one.
#[utoipa::path(post, path = "/decisions/{id}/return", operation_id = "returnDecision", tag = "notices",
    params(("id" = Uuid, Path, description = "Decision")), request_body = Reason,
    responses((status = 200, description = "The decision", body = super::decision::DecisionView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<Reason>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, DecisionId(id), seen, &input.reason).await?;
        decision::reply(&uow, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: DecisionId, seen: IfMatch, reason: &str) -> Result<Decision, Problem> {
    let (call, before) = decision::open(uow, id, seen).await?;
    let to = uow.fire::<DecisionMachine>(&before.state, DecisionEvent::Return, &calls::place(&call))?;
    let from = before.state.clone();
    let returned = Decision { return_reason: Some(reason.trim().to_owned()), state: to.to_string(), updated_at: uow.micros(), ..before };
    let after = update(&uow.conn, returned).await?;
    uow.audit("decision.return", Subject::new("decision", id).moved(&from, &after.state).because(reason)).await?;
    let proposer: User = uow.find(after.created_by).await?;
    uow.mail(&proposer.email, "立项建议被退回", &format!("「{}」的立项建议被退回：{reason}", call.title)).await?;
    Ok(after)
}
