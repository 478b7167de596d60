//! Take a document off file.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_store::ids::DocumentId;
use yichuang_store::record::OrganisationDocument;
use yichuang_store::update;

use super::{reply, snapshot, writable};

/// Take a document off file
///
/// It is listed no more and nobody is reminded of it; the trail keeps it.
#[utoipa::path(delete, path = "/organisation-documents/{id}", operation_id = "deleteOrganisationDocument", tag = "organisation-documents",
    params(("id" = Uuid, Path, description = "Document")),
    responses((status = 200, description = "The document", body = super::OrganisationDocumentView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch) -> Response {
    cx.write(|uow| async move {
        let row = run(&uow, DocumentId(id), seen).await?;
        reply(&uow, &row)
    })
    .await
}

pub async fn run(uow: &Uow, id: DocumentId, seen: IfMatch) -> Result<OrganisationDocument, Problem> {
    let before: OrganisationDocument = uow.lock(id).await?;
    writable(uow, before.organisation_id).await?;
    seen.check(before.version)?;
    if before.removed_at.is_some() {
        return Err(Problem::refused("not_editable", "The document was taken off file"));
    }
    let subject = Subject::new("organisation", before.organisation_id).before(snapshot(&before));
    let after = update(&uow.conn, OrganisationDocument { removed_at: Some(uow.micros()), updated_at: uow.micros(), ..before }).await?;
    uow.audit("organisation_document.remove", subject).await?;
    Ok(after)
}
