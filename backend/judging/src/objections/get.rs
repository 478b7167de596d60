//! One objection.

use uuid::Uuid;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_store::ids::ObjectionId;
use yichuang_store::record::{Call, Objection};

use super::{must_see, reply};

/// Show an objection
///
/// To the staff of its area, and to the organisation that filed it.
#[utoipa::path(get, path = "/objections/{id}", operation_id = "getObjection", tag = "objections",
    params(("id" = Uuid, Path, description = "Objection")),
    responses((status = 200, description = "The objection", body = super::ObjectionView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let row: Objection = uow.find(ObjectionId(id)).await?;
    let call: Call = uow.find(row.call_id).await?;
    must_see(&uow, &call, &row).await?;
    reply(&uow, &row).await
}
