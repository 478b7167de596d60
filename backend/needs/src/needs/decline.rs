//! Decline a need.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::Reason;
use yichuang_domain::states::needs::NeedEvent;
use yichuang_store::ids::NeedId;
use yichuang_store::record::Need;

use super::{advance, open, reply, view};

/// Decline a need
///
/// With the reason, which the reporter reads.
#[utoipa::path(post, path = "/needs/{id}/decline", operation_id = "declineNeed", tag = "needs",
    params(("id" = Uuid, Path, description = "Need")), request_body = Reason,
    responses((status = 200, description = "The need", body = view::NeedView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<Reason>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let need = run(&uow, NeedId(id), seen, &input.reason).await?;
        reply(&uow, &need).await
    })
    .await
}

pub async fn run(uow: &Uow, id: NeedId, seen: IfMatch, reason: &str) -> Result<Need, Problem> {
    let need = open(uow, id, seen).await?;
    advance(uow, need, NeedEvent::Decline, Some(reason)).await
}
