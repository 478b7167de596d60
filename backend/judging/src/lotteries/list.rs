//! The lotteries of a call, for staff.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::PROGRAMME;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::recusal;
use yichuang_records::calls;
use yichuang_store::ids::CallId;
use yichuang_store::lotteries as rows;
use yichuang_store::record::Call;

use super::{LotteryView, view};

/// The lotteries of a call.
#[derive(Serialize, ToSchema)]
pub struct LotteryList {
    pub items: Vec<LotteryView>,
}

/// List the lotteries of a call
///
/// The oldest first, with what the caller may do.
#[utoipa::path(get, path = "/calls/{id}/lotteries", operation_id = "listLotteries", tag = "lotteries",
    params(("id" = Uuid, Path, description = "Call")),
    responses((status = 200, description = "The lotteries", body = LotteryList)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let call: Call = uow.find(CallId(id)).await?;
    uow.must_see(PROGRAMME, &calls::place(&call))?;
    recusal::must_be_free_in(&uow, call.id).await?;
    let mut items = Vec::new();
    for row in rows::of_call(&uow.conn, call.id).await? {
        items.push(view(&uow, &call, &row).await?);
    }
    Reply::ok(&LotteryList { items })
}
