//! One agreement.

use uuid::Uuid;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_store::ids::AgreementId;
use yichuang_store::record::{Agreement, Project};

use super::reply;
use crate::projects::{place, readers};

/// Show an agreement
///
/// With the document that is signed, its hash, the plan and the signatures.
#[utoipa::path(get, path = "/agreements/{id}", operation_id = "getAgreement", tag = "agreements",
    params(("id" = Uuid, Path, description = "Agreement")),
    responses((status = 200, description = "The agreement", body = super::AgreementView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let row: Agreement = uow.find(AgreementId(id)).await?;
    let project: Project = uow.find(row.project_id).await?;
    uow.must_see(&readers(), &place(&project))?;
    reply(&uow, &row).await
}
