//! Reinstate an expert.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_domain::states::experts::ExpertEvent;
use yichuang_store::ids::ExpertId;
use yichuang_store::record::Expert;

use super::{open, reply, step};

/// Reinstate an expert
///
/// Takes a suspension back; the last day of the approval stays what it was.
#[utoipa::path(post, path = "/experts/{id}/reinstate", operation_id = "reinstateExpert", tag = "experts",
    params(("id" = Uuid, Path, description = "Expert")),
    responses((status = 200, description = "The expert", body = super::get::ExpertDetail)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch) -> Response {
    cx.write(|uow| async move {
        let row = run(&uow, ExpertId(id), seen).await?;
        reply(&uow, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: ExpertId, seen: IfMatch) -> Result<Expert, Problem> {
    let row = open(uow, id, seen).await?;
    step(uow, row, ExpertEvent::Reinstate, None).await
}
