//! Suspend an organisation.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::Reason;
use yichuang_domain::states::organisations::OrganisationEvent;
use yichuang_store::ids::OrganisationId;
use yichuang_store::record::Organisation;

use super::{open, reply, step};

/// Suspend an organisation
///
/// With the reason; it can neither apply nor be paid until it is reinstated.
#[utoipa::path(post, path = "/organisations/{id}/suspend", operation_id = "suspendOrganisation", tag = "organisations",
    params(("id" = Uuid, Path, description = "Organisation")), request_body = Reason,
    responses((status = 200, description = "The organisation", body = super::OrganisationView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<Reason>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, OrganisationId(id), seen, &input.reason).await?;
        reply(&uow, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: OrganisationId, seen: IfMatch, reason: &str) -> Result<Organisation, Problem> {
    let row = open(uow, id, seen).await?;
    step(uow, row, OrganisationEvent::Suspend, Some(reason)).await
}
