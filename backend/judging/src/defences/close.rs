//! Close the turn of a proposal.

use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_domain::fault::Fault;
use yichuang_domain::states::defence_turns::DefenceTurnEvent;
use yichuang_store::ids::DefenceTurnId;
use yichuang_store::record::DefenceTurn;

use super::{Day, Moving, is_open};

/// How to treat members of the panel who have not submitted.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TurnCloseInput {
    /// True: close without them. They count as missing, never as zero, unless the turn is opened again.
    #[schema(example = false)]
    pub confirm_missing: bool,
}

/// Close the turn of a proposal
///
/// By an officer or the appointed chair. Nobody scores it any more. While members of the panel have not submitted, only
/// with their absence confirmed.
#[utoipa::path(post, path = "/defence-turns/{id}/close", operation_id = "closeDefenceTurn", tag = "defences",
    params(("id" = Uuid, Path, description = "Turn")), request_body = TurnCloseInput,
    responses((status = 200, description = "The defence", body = super::DefenceView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<TurnCloseInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move { run(&uow, DefenceTurnId(id), seen, input).await?.reply(&uow).await }).await
}

pub async fn run(uow: &Uow, id: DefenceTurnId, seen: IfMatch, input: &TurnCloseInput) -> Result<Day, Problem> {
    let moving = Moving::lock(uow, id, seen).await?;
    let waiting = moving.outstanding(uow).await?;
    let open = is_open(&moving.turn.state);
    if open && !waiting.is_empty() && !input.confirm_missing {
        let faults = waiting.into_iter().map(|alias| Fault::new("", "review_missing", alias)).collect();
        let detail = "Some members of the panel have not submitted; confirm that they are missing, or wait";
        return Err(Problem::blocked("reviews_outstanding", detail, faults));
    }
    let now = uow.micros();
    moving
        .go(uow, DefenceTurnEvent::Close, |turn| DefenceTurn { closed_at: Some(now), heard_at: turn.heard_at.or(Some(now)), ..turn })
        .await
}
