//! One version of a call.

use uuid::Uuid;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_store::ids::CallVersionId;
use yichuang_store::record::CallVersion;

use super::{call_of, reply};

/// Show an amendment
///
/// To staff of the call's area, with what its approval waits for.
#[utoipa::path(get, path = "/amendments/{id}", operation_id = "getAmendment", tag = "amendments",
    params(("id" = Uuid, Path, description = "Amendment")),
    responses((status = 200, description = "The version", body = super::view::AmendmentView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let row: CallVersion = uow.find(CallVersionId(id)).await?;
    let call = call_of(&uow, row.call_id).await?;
    reply(&uow, &call, &row).await
}
