//! Send an expert's record back.

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

/// Return an expert
///
/// With the reason; the expert, or the officer who registered them, corrects the record and hands it in again.
#[utoipa::path(post, path = "/experts/{id}/return", operation_id = "returnExpert", tag = "experts",
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
    step(uow, row, ExpertEvent::Return, Some(reason)).await
}
