//! Check a fund order: the second hand.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_domain::roles::Role;
use yichuang_domain::states::fund_orders::FundOrderEvent;
use yichuang_store::ids::FundOrderId;
use yichuang_store::record::FundOrder;

use super::view::reply;
use super::{Hand, demand, open, take_hand, tell};
use crate::payments::turn;

/// Check a fund order
///
/// The second of three hands: another person than the maker, and nobody of the organisation it is about.
#[utoipa::path(post, path = "/fund-orders/{id}/check", operation_id = "checkFundOrder", tag = "funds",
    params(("id" = Uuid, Path, description = "Fund order")),
    responses((status = 200, description = "The order", body = super::view::FundOrderView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch) -> Response {
    cx.write(|uow| async move {
        let row = run(&uow, FundOrderId(id), seen).await?;
        reply(&uow, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: FundOrderId, seen: IfMatch) -> Result<FundOrder, Problem> {
    let dossier = open(uow, id, seen).await?;
    let order = take_hand(uow, dossier, Hand::new("checker", FundOrderEvent::Check)).await?.order;
    tell(uow, Role::FinanceApprover, &order, "资金事项待审批", &format!("{} 已复核，待审批。", order.number)).await?;
    if turn::director(demand(uow, &order).await?.as_ref()).is_empty() {
        tell(uow, Role::ProgrammeDirector, &order, "核销待集体决策", &format!("{} 已复核，待集体决策。", order.number)).await?;
    }
    Ok(order)
}
