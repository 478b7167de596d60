//! What came of an import.

use uuid::Uuid;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_store::organisation_imports as rows;

use super::{OrganisationImportView, known, view};

/// Show an import of organisations
///
/// What came of every row, with the state each organisation has now.
#[utoipa::path(get, path = "/organisation-imports/{id}", operation_id = "getOrganisationImport", tag = "organisations",
    params(("id" = Uuid, Path, description = "Import")),
    responses((status = 200, description = "The import", body = OrganisationImportView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let row = known(&uow, id).await?;
    let all = rows::rows(&uow.conn, row.id).await?;
    Reply::ok(&view(&row, all)?)
}
