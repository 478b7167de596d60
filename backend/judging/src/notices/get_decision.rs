//! The decision of a call.

use uuid::Uuid;
use yichuang_base::access::PROGRAMME;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::recusal;
use yichuang_records::calls;
use yichuang_store::ids::CallId;
use yichuang_store::notices as rows;
use yichuang_store::record::Call;

use super::decision;

/// Show the decision
///
/// The one that stands, or else the newest one that was sent back.
#[utoipa::path(get, path = "/calls/{id}/decision", operation_id = "getDecision", tag = "notices",
    params(("id" = Uuid, Path, description = "Call")),
    responses((status = 200, description = "The decision", body = super::decision::DecisionView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let call: Call = uow.find(CallId(id)).await?;
    uow.must_see(PROGRAMME, &calls::place(&call))?;
    recusal::must_be_free_in(&uow, call.id).await?;
    let found = rows::decision_of(&uow.conn, call.id).await?.ok_or_else(Problem::not_found)?;
    decision::reply(&uow, &found).await
}
