//! Approve a payment: the third hand.

use axum::response::Response;
use uuid::Uuid;
use yichuang_domain::ledger::LedgerEvent;
use yichuang_domain::states::payments::PaymentEvent;
use yichuang_domain::states::tranches::TrancheEvent;
use yichuang_store::ids::PaymentId;
use yichuang_store::record::Payment;

use super::view::reply;
use super::{open, take_hand};
use crate::http::{Cx, IfMatch, Path};
use crate::ledger;
use crate::problem::Problem;
use crate::uow::Uow;
use crate::wire::Money;

/// Approve a payment
///
/// The third of three hands. Everything is checked again: three different persons, none of the payee; the same
/// account, amount and tranche as before; no approval older than 30 days.
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
    let dossier = take_hand(uow, dossier, "approver", PaymentEvent::Approve, TrancheEvent::Approve).await?;
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
