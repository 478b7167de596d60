//! Give a draw up.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::Reason;
use yichuang_domain::states::draws::{DrawEvent, DrawMachine};
use yichuang_records::calls;
use yichuang_store::ids::DrawId;
use yichuang_store::record::{Call, Draw};
use yichuang_store::update;

use super::{open, reply};

/// Void a draw
///
/// By the director with the reason, before the supervisor has signed, for example because the source never spoke. It
/// stays on record and public; another draw may be announced.
#[utoipa::path(post, path = "/draws/{id}/void", operation_id = "voidDraw", tag = "draws",
    params(("id" = Uuid, Path, description = "Draw")), request_body = Reason,
    responses((status = 200, description = "The draw", body = super::DrawView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<Reason>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let (call, row) = run(&uow, DrawId(id), seen, &input.reason).await?;
        reply(&uow, &call, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: DrawId, seen: IfMatch, reason: &str) -> Result<(Call, Draw), Problem> {
    let (call, before) = open(uow, id, seen).await?;
    let to = uow.fire::<DrawMachine>(&before.state, DrawEvent::Void, &calls::place(&call))?;
    let from = before.state.clone();
    let row = Draw { void_reason: Some(reason.trim().to_owned()), state: to.to_string(), updated_at: uow.micros(), ..before };
    let after = update(&uow.conn, row).await?;
    uow.audit("draw.void", Subject::new("draw", id).moved(&from, &after.state).because(reason)).await?;
    Ok((call, after))
}
