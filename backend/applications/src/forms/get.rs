//! One form.

use uuid::Uuid;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_store::ids::FormId;

use super::{known, reply};

/// Show a form
///
/// One version with its document, its fingerprint and what keeps it from being published.
#[utoipa::path(get, path = "/forms/{id}", operation_id = "getForm", tag = "forms",
    params(("id" = Uuid, Path, description = "Form")),
    responses((status = 200, description = "The form", body = super::view::FormView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let row = known(&uow, FormId(id)).await?;
    reply(&uow, &row).await
}
