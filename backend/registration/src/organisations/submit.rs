//! Submit a registration.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_domain::states::organisations::OrganisationEvent;
use yichuang_store::ids::OrganisationId;
use yichuang_store::organisations;
use yichuang_store::record::Organisation;

use super::{missing, open, reply, step};

/// Submit a registration
///
/// For verification; everything that is missing is named at once.
#[utoipa::path(post, path = "/organisations/{id}/submit", operation_id = "submitOrganisation", tag = "organisations",
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
    let account = organisations::active_account(&uow.conn, id).await?;
    let faults = missing(&row, account.as_ref());
    if !faults.is_empty() {
        return Err(Problem::faults(faults));
    }
    step(uow, row, OrganisationEvent::Submit, None).await
}
