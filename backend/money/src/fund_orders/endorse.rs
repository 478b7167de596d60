//! The director's hand on a write-off: the collective decision.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_domain::roles::Role;
use yichuang_domain::states::fund_orders::FundOrderEvent;
use yichuang_store::ids::FundOrderId;
use yichuang_store::record::FundOrder;

use super::view::reply;
use super::{Hand, demand, open, take_hand, tell};
use crate::payments::endorse::CollectiveDecisionInput;
use crate::payments::turn;

/// Endorse a fund order
///
/// By the director, where the highest amount tier asks for a collective decision on write-offs: after the check and before
/// the last approver.
#[utoipa::path(post, path = "/fund-orders/{id}/endorse", operation_id = "endorseFundOrder", tag = "funds",
    params(("id" = Uuid, Path, description = "Fund order")), request_body = CollectiveDecisionInput,
    responses((status = 200, description = "The order", body = super::view::FundOrderView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<CollectiveDecisionInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, FundOrderId(id), seen, input).await?;
        reply(&uow, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: FundOrderId, seen: IfMatch, input: &CollectiveDecisionInput) -> Result<FundOrder, Problem> {
    let dossier = open(uow, id, seen).await?;
    let demand = demand(uow, &dossier.order).await?;
    let hand = Hand {
        waits: turn::director(demand.as_ref()),
        note: Some(input.minutes.trim().to_owned()),
        ..Hand::new("director", FundOrderEvent::Endorse)
    };
    let order = take_hand(uow, dossier, hand).await?.order;
    tell(uow, Role::FinanceApprover, &order, "资金事项待审批", &format!("{} 集体决策已登记，待审批。", order.number)).await?;
    Ok(order)
}
