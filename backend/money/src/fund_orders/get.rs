//! One fund order.

use uuid::Uuid;
use yichuang_base::caller::Place;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_store::ids::FundOrderId;
use yichuang_store::record::FundOrder;

use super::readers;
use super::view::reply;

/// Show a fund order
///
/// With what could be moved at most now, and what keeps the next hand from acting.
#[utoipa::path(get, path = "/fund-orders/{id}", operation_id = "getFundOrder", tag = "funds",
    params(("id" = Uuid, Path, description = "Fund order")),
    responses((status = 200, description = "The order", body = super::view::FundOrderView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let row: FundOrder = uow.find(FundOrderId(id)).await?;
    uow.must_see(&readers(), &Place::area(&row.area_path))?;
    reply(&uow, &row).await
}
