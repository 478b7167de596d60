//! One document.

use uuid::Uuid;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_store::ids::DocumentId;
use yichuang_store::record::OrganisationDocument;

use super::{reply, visible};

/// Show a document of an organisation
///
/// To people of the organisation and to staff of its area.
#[utoipa::path(get, path = "/organisation-documents/{id}", operation_id = "getOrganisationDocument", tag = "organisation-documents",
    params(("id" = Uuid, Path, description = "Document")),
    responses((status = 200, description = "The document", body = super::OrganisationDocumentView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let row: OrganisationDocument = uow.find(DocumentId(id)).await?;
    visible(&uow, row.organisation_id).await?;
    reply(&uow, &row)
}
