//! Say why a need was not met.

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

/// Mark a need as not met
///
/// With the reason, which everybody reads.
#[utoipa::path(post, path = "/needs/{id}/mark-unmet", operation_id = "markNeedUnmet", tag = "needs",
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
    let need = Need { outcome: Some(reason.trim().to_owned()), ..need };
    advance(uow, need, NeedEvent::MarkUnmet, Some(reason)).await
}
