//! Take a fund order back.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::caller::Place;
use yichuang_base::http::{Cx, IfMatch, Json, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::Reason;
use yichuang_domain::states::fund_orders::{FundOrderEvent, FundOrderMachine};
use yichuang_store::ids::FundOrderId;
use yichuang_store::record::FundOrder;

use super::view::reply;
use super::{open, step_order};

/// Withdraw a fund order
///
/// By its maker, as long as it has not moved any money.
#[utoipa::path(post, path = "/fund-orders/{id}/withdraw", operation_id = "withdrawFundOrder", tag = "funds",
    params(("id" = Uuid, Path, description = "Fund order")), request_body = Reason,
    responses((status = 200, description = "The order", body = super::view::FundOrderView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<Reason>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, FundOrderId(id), seen, &input.reason).await?;
        reply(&uow, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: FundOrderId, seen: IfMatch, reason: &str) -> Result<FundOrder, Problem> {
    let order = open(uow, id, seen).await?.order;
    let to = uow.fire::<FundOrderMachine>(&order.state, FundOrderEvent::Withdraw, &Place::area(&order.area_path))?;
    if order.created_by != uow.caller()?.user {
        return Err(Problem::refused("not_maker", "Only whoever made an order takes it back"));
    }
    step_order(uow, order, to.as_str(), FundOrderEvent::Withdraw, Some(reason)).await
}
