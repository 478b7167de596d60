//! Approve a fund order: the third hand; the money moves.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Path};
use yichuang_base::ledger::{self, Part};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::Money;
use yichuang_domain::ledger::{Account, LedgerEvent};
use yichuang_domain::roles::Role;
use yichuang_domain::rules::fund_orders::FundOrderKind;
use yichuang_domain::states::fund_orders::FundOrderEvent;
use yichuang_store::ids::FundOrderId;
use yichuang_store::payments as rows;
use yichuang_store::record::FundOrder;

use super::view::reply;
use super::{Dossier, KIND, approving, demand, open, reduction, take_hand, tell};

/// Approve a fund order
///
/// The approving hand. Everything is checked again, and in the same transaction the ledger posts it. An order that was
/// executed stands for ever; what was wrong is put right by another one. Write-offs need every hand of the highest amount
/// tier: the first of two approvers only adds its own.
#[utoipa::path(post, path = "/fund-orders/{id}/approve", operation_id = "approveFundOrder", tag = "funds",
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
    let demand = demand(uow, &dossier.order).await?;
    let hand = approving(demand.as_ref(), &rows::approvals(&uow.conn, KIND, id.0).await?);
    let last = hand.event == FundOrderEvent::Approve;
    let dossier = take_hand(uow, dossier, hand).await?;
    if !last {
        tell(uow, Role::FinanceApprover, &dossier.order, "资金事项待会签", &format!("{} 需要另一名审批人会签。", dossier.order.number))
            .await?;
        return Ok(dossier.order);
    }
    for event in events(uow, &dossier).await? {
        ledger::post(uow, &event, (KIND, dossier.order.id.0), &format!("{} {}", dossier.order.number, dossier.order.reason)).await?;
    }
    Ok(dossier.order)
}

/// What the ledger posts for an order: one event, and one for each year where the money of a project was paid in several, the
/// latest first. The order keeps the allotment it was made for; its project may be paid from that of a later year by now.
async fn events(uow: &Uow, dossier: &Dossier) -> Result<Vec<LedgerEvent>, Problem> {
    let Dossier { order, kind, project, agreement } = dossier;
    let missing = |what: &str| Problem::internal(format!("order {} without its {what}", order.number));
    let place = ledger::place_of(uow, project.as_ref().map_or(order.allotment_id, |row| row.allotment_id)).await?;
    let amount = Money::fen(order.amount_fen)?.0;
    let award = || project.as_ref().map(|row| row.proposal_id.to_string()).ok_or_else(|| missing("project"));
    let contract = || agreement.as_ref().map(|row| row.id.to_string()).ok_or_else(|| missing("agreement"));
    let clawback = || order.clawback_id.map(|id| id.to_string()).ok_or_else(|| missing("clawback"));
    let parts = async |account: Account, detail: String| ledger::parts(uow, account, &detail, amount, None).await;
    Ok(match kind {
        FundOrderKind::Adjustment => {
            let to = ledger::place_of(uow, order.to_allotment_id.ok_or_else(|| missing("receiving allotment"))?).await?;
            vec![LedgerEvent::AdjustWithCash { from: place, to, amount }]
        }
        FundOrderKind::Clawback => {
            vec![LedgerEvent::OrderClawback { place, contract: contract()?, clawback: order.id.to_string(), amount }]
        }
        FundOrderKind::ClawbackReceipt => {
            let (award, contract, clawback) = (award()?, contract()?, clawback()?);
            let event = |Part { place, amount, .. }| LedgerEvent::ReceiveClawback {
                place,
                award: award.clone(),
                contract: contract.clone(),
                clawback: clawback.clone(),
                amount,
            };
            parts(Account::B70, contract.clone()).await?.into_iter().map(event).collect()
        }
        FundOrderKind::UnspentReturn => {
            let (award, contract) = (award()?, contract()?);
            let event =
                |Part { place, amount, .. }| LedgerEvent::ReturnUnspent { place, award: award.clone(), contract: contract.clone(), amount };
            parts(Account::B70, contract.clone()).await?.into_iter().map(event).collect()
        }
        FundOrderKind::Reuse => {
            let award = award()?;
            let event = |Part { place, amount, .. }| LedgerEvent::ReuseRecovered { place, award: award.clone(), amount };
            parts(Account::B80, award.clone()).await?.into_iter().map(event).collect()
        }
        FundOrderKind::Surrender => {
            let award = award()?;
            let event = |Part { place, amount, .. }| LedgerEvent::SurrenderRecovered { place, award: award.clone(), amount };
            parts(Account::B80, award.clone()).await?.into_iter().map(event).collect()
        }
        FundOrderKind::Reduction => reduction::carry_out(uow, dossier).await?,
        FundOrderKind::WriteOff => vec![LedgerEvent::WriteOff { place, contract: contract()?, clawback: clawback()?, amount }],
    })
}
