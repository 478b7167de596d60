//! One call.

use uuid::Uuid;
use yichuang_base::access::STAFF;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_store::ids::CallId;
use yichuang_store::record::Call;

use super::{place, reply};

/// Show a call
///
/// To staff of its area, with its scheme, its counts and what the next step waits for.
#[utoipa::path(get, path = "/calls/{id}", operation_id = "getCall", tag = "calls", params(("id" = Uuid, Path, description = "Call")),
    responses((status = 200, description = "The call", body = super::view::CallView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let row: Call = uow.find(CallId(id)).await?;
    uow.must_see(STAFF, &place(&row))?;
    reply(&uow, &row).await
}
