//! Approve a payment: the third hand.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Path};
use yichuang_base::ledger;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{Money, canonical};
use yichuang_domain::ledger::LedgerEvent;
use yichuang_domain::roles::Role;
use yichuang_domain::states::payments::PaymentEvent;
use yichuang_domain::states::tranches::TrancheEvent;
use yichuang_store::ids::PaymentId;
use yichuang_store::payments as rows;
use yichuang_store::record::Payment;

use super::view::reply;
use super::{Hand, open, take_hand, tell, turn};

/// Approve a payment
///
/// The approving hand. Everything is checked again: different persons, none of the payee; the same account, amount and
/// tranche as before; no approval older than 30 days. Where the amount tiers ask for a second approver, the first one only
/// adds a hand, and the payment is approved by the other.
#[utoipa::path(post, path = "/payments/{id}/approve", operation_id = "approvePayment", tag = "payments",
    params(("id" = Uuid, Path, description = "Payment")),
    responses((status = 200, description = "The payment", body = super::view::PaymentView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch) -> Response {
    cx.write(|uow| async move {
        let row = run(&uow, PaymentId(id), seen).await?;
        reply(&uow, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: PaymentId, seen: IfMatch) -> Result<Payment, Problem> {
    let dossier = open(uow, id, seen).await?;
    let demand = turn::demand(uow, &dossier.payment, &dossier.project).await?;
    let turn = turn::approver(&demand, &rows::approvals(&uow.conn, "payment", id.0).await?);
    if !turn.last {
        let dossier = take_hand(uow, dossier, Hand::new(turn.step, PaymentEvent::CoApprove)).await?;
        let text = format!("{}：按金额需要另一名审批人会签。", dossier.payment.number);
        tell(uow, Role::FinanceApprover, &dossier.tranche, "支付待会签", &text).await?;
        return Ok(dossier.payment);
    }
    let hand = Hand {
        along: Some(TrancheEvent::Approve),
        waits: turn.waits,
        asked: Some(canonical(&demand)?),
        ..Hand::new(turn.step, PaymentEvent::Approve)
    };
    let dossier = take_hand(uow, dossier, hand).await?;
    let payment = dossier.payment;
    let event = LedgerEvent::ApprovePayment {
        place: ledger::place_of(uow, dossier.project.allotment_id).await?,
        tranche: payment.tranche_id.to_string(),
        payment: payment.id.to_string(),
        amount: Money::fen(payment.amount_fen)?.0,
    };
    ledger::post(uow, &event, ("payment", payment.id.0), &payment.number).await?;
    Ok(payment)
}
