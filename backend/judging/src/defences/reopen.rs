//! Open the scoring again.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::Reason;
use yichuang_domain::states::defence_turns::DefenceTurnEvent;
use yichuang_store::ids::DefenceTurnId;
use yichuang_store::record::DefenceTurn;

use super::{Day, Moving};

/// Open the scoring again
///
/// By an officer or the appointed chair, with the reason, before the defence is sealed and while no other proposal is before
/// the panel: a score that did not arrive in time can then be submitted.
#[utoipa::path(post, path = "/defence-turns/{id}/reopen", operation_id = "reopenDefenceTurn", tag = "defences",
    params(("id" = Uuid, Path, description = "Turn")), request_body = Reason,
    responses((status = 200, description = "The defence", body = super::DefenceView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<Reason>) -> Response {
    let input = &input;
    cx.write(|uow| async move { run(&uow, DefenceTurnId(id), seen, input).await?.reply(&uow).await }).await
}

pub async fn run(uow: &Uow, id: DefenceTurnId, seen: IfMatch, input: &Reason) -> Result<Day, Problem> {
    let moving = Moving::lock(uow, id, seen).await?;
    moving.must_be_alone(uow).await?;
    let reason = Some(input.reason.trim().to_owned());
    moving.go(uow, DefenceTurnEvent::Reopen, |turn| DefenceTurn { reason, closed_at: None, ..turn }).await
}
