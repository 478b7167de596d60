//! An agreement as PDF.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::documents;
use yichuang_base::http::{Cx, Path};
use yichuang_base::problem::Problem;
use yichuang_base::wire::Binary;
use yichuang_store::ids::AgreementId;
use yichuang_store::projects as rows;
use yichuang_store::record::{Agreement, Project};

use super::paper;
use crate::projects::{place, readers};

/// Print an agreement
///
/// The text that both parties sign, with the plan and the signatures it has, as PDF; marked as long as not both have
/// signed. 503 where the program that makes PDFs is not installed.
#[utoipa::path(get, path = "/agreements/{id}/pdf", operation_id = "getAgreementPdf", tag = "agreements",
    params(("id" = Uuid, Path, description = "Agreement")), extensions(("x-pdf" = json!(true))),
    responses((status = 200, description = "The agreement", content_type = "application/pdf", body = Binary)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let uow = cx.read();
    let row: Agreement = uow.find(AgreementId(id)).await?;
    let project: Project = uow.find(row.project_id).await?;
    uow.must_see(&readers(), &place(&project))?;
    let signatures = rows::signatures(&uow.conn, row.id).await?;
    let pdf = documents::set(cx.app(), &paper::agreement(&row, &signatures)?).await?;
    documents::answer(pdf, &format!("{}-资助协议.pdf", row.number))
}
