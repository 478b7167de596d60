//! The public jury of a call.

use uuid::Uuid;
use yichuang_applications::calls;
use yichuang_base::access::PROGRAMME;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_store::ids::CallId;
use yichuang_store::record::Call;

use super::view;

/// Show the public jury
///
/// To staff: what it weighs, whom it votes about, and every protocol of its count. Proposals of a conflict are left out.
#[utoipa::path(get, path = "/calls/{id}/jury", operation_id = "getJury", tag = "juries",
    params(("id" = Uuid, Path, description = "Call")),
    responses((status = 200, description = "The jury", body = super::view::JuryView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let call: Call = uow.find(CallId(id)).await?;
    uow.must_see(PROGRAMME, &calls::place(&call))?;
    Reply::ok(&view::jury(&uow, &call).await?)
}
