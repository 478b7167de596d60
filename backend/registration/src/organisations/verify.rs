//! Verify an organisation.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_domain::states::organisations::OrganisationEvent;
use yichuang_store::ids::OrganisationId;
use yichuang_store::record::Organisation;

use super::{not_own, open, reply, step};

/// Verify an organisation
///
/// An officer of its area, never one of its own people.
#[utoipa::path(post, path = "/organisations/{id}/verify", operation_id = "verifyOrganisation", tag = "organisations",
    params(("id" = Uuid, Path, description = "Organisation")),
    responses((status = 200, description = "The organisation", body = super::OrganisationView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch) -> Response {
    cx.write(|uow| async move {
        let row = run(&uow, OrganisationId(id), seen).await?;
        reply(&uow, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: OrganisationId, seen: IfMatch) -> Result<Organisation, Problem> {
    let row = open(uow, id, seen).await?;
    not_own(uow, &row).await?;
    step(uow, row, OrganisationEvent::Verify, None).await
}
