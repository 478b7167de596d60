//! End a presentation.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_domain::states::defence_turns::DefenceTurnEvent;
use yichuang_store::ids::DefenceTurnId;
use yichuang_store::record::DefenceTurn;

use super::{Day, Moving};

/// End a presentation
///
/// By an officer or the appointed chair. The panel goes on scoring.
#[utoipa::path(post, path = "/defence-turns/{id}/begin-scoring", operation_id = "beginDefenceScoring", tag = "defences",
    params(("id" = Uuid, Path, description = "Turn")),
    responses((status = 200, description = "The defence", body = super::DefenceView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch) -> Response {
    cx.write(|uow| async move { run(&uow, DefenceTurnId(id), seen).await?.reply(&uow).await }).await
}

pub async fn run(uow: &Uow, id: DefenceTurnId, seen: IfMatch) -> Result<Day, Problem> {
    let moving = Moving::lock(uow, id, seen).await?;
    let now = uow.micros();
    moving.go(uow, DefenceTurnEvent::BeginScoring, |turn| DefenceTurn { heard_at: Some(now), ..turn }).await
}
