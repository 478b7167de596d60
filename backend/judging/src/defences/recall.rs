//! Take a recorded absence back.

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

/// Take a recorded absence back
///
/// By an officer, with the reason; the proposal waits for its turn again.
#[utoipa::path(post, path = "/defence-turns/{id}/recall", operation_id = "recallDefenceTurn", tag = "defences",
    params(("id" = Uuid, Path, description = "Turn")), request_body = Reason,
    responses((status = 200, description = "The defence", body = super::DefenceView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<Reason>) -> Response {
    let input = &input;
    cx.write(|uow| async move { run(&uow, DefenceTurnId(id), seen, input).await?.reply(&uow).await }).await
}

pub async fn run(uow: &Uow, id: DefenceTurnId, seen: IfMatch, input: &Reason) -> Result<Day, Problem> {
    let moving = Moving::lock(uow, id, seen).await?;
    let reason = Some(input.reason.trim().to_owned());
    moving.go(uow, DefenceTurnEvent::Recall, |turn| DefenceTurn { reason, ..turn }).await
}
