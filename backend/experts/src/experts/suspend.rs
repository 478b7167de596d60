//! Suspend an expert.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::Reason;
use yichuang_domain::states::experts::ExpertEvent;
use yichuang_store::ids::ExpertId;
use yichuang_store::record::Expert;

use super::{open, reply, step};

/// Suspend an expert
///
/// With the reason; the expert sits on no further panel until reinstated. Seats and assignments that stand are left alone.
#[utoipa::path(post, path = "/experts/{id}/suspend", operation_id = "suspendExpert", tag = "experts",
    params(("id" = Uuid, Path, description = "Expert")), request_body = Reason,
    responses((status = 200, description = "The expert", body = super::get::ExpertDetail)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<Reason>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, ExpertId(id), seen, &input.reason).await?;
        reply(&uow, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: ExpertId, seen: IfMatch, reason: &str) -> Result<Expert, Problem> {
    let row = open(uow, id, seen).await?;
    step(uow, row, ExpertEvent::Suspend, Some(reason)).await
}
