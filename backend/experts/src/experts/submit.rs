//! Hand in an expert's record.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_domain::states::experts::ExpertEvent;
use yichuang_store::experts as rows;
use yichuang_store::ids::ExpertId;
use yichuang_store::record::Expert;

use super::{fields, open, reply, step};

/// Submit an expert
///
/// By the expert themself, or by an officer for them; everything that is missing is named at once.
#[utoipa::path(post, path = "/experts/{id}/submit", operation_id = "submitExpert", tag = "experts",
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
    complete(uow, &row).await?;
    let row = Expert { submitted_by: Some(uow.caller()?.user), ..row };
    step(uow, row, ExpertEvent::Submit, None).await
}

/// 422 with everything that is missing.
pub(super) async fn complete(uow: &Uow, row: &Expert) -> Result<(), Problem> {
    let affiliations = rows::affiliations_of(&uow.conn, row.id).await?;
    let specialities = rows::specialities_of(&uow.conn, row.id).await?;
    let faults = fields::missing(row, &affiliations, &specialities);
    if faults.is_empty() { Ok(()) } else { Err(Problem::faults(faults)) }
}
