//! Refuse a fund order before it moves any money.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::caller::Place;
use yichuang_base::http::{Cx, IfMatch, Json, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::Reason;
use yichuang_domain::states::fund_orders::{FundOrderEvent, FundOrderMachine};
use yichuang_store::ids::FundOrderId;
use yichuang_store::record::{FundOrder, User};

use super::view::reply;
use super::{open, step_order};

/// Reject a fund order
///
/// With the reason, which its maker gets by mail. The order is over; a better one is made anew.
#[utoipa::path(post, path = "/fund-orders/{id}/reject", operation_id = "rejectFundOrder", tag = "funds",
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
    let to = uow.fire::<FundOrderMachine>(&order.state, FundOrderEvent::Reject, &Place::area(&order.area_path))?;
    let maker: User = uow.find(order.created_by).await?;
    let order = step_order(uow, order, to.as_str(), FundOrderEvent::Reject, Some(reason)).await?;
    uow.mail(&maker.email, "资金事项被退回", &format!("{} 已被退回：{reason}", order.number)).await?;
    Ok(order)
}
