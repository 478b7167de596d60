//! Refuse a payment before it reaches the bank.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::Reason;
use yichuang_domain::states::payments::{PaymentEvent, PaymentMachine};
use yichuang_domain::states::tranches::{TrancheEvent, TrancheMachine};
use yichuang_store::ids::PaymentId;
use yichuang_store::record::Payment;

use super::view::reply;
use super::{Dossier, open, step_payment, step_tranche, tranche_place};

/// Reject a payment
///
/// With the reason. The payment is void for good; the tranche is due again and can be requested anew.
#[utoipa::path(post, path = "/payments/{id}/reject", operation_id = "rejectPayment", tag = "payments",
    params(("id" = Uuid, Path, description = "Payment")), request_body = Reason,
    responses((status = 200, description = "The payment", body = super::view::PaymentView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<Reason>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, PaymentId(id), seen, &input.reason).await?;
        reply(&uow, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: PaymentId, seen: IfMatch, reason: &str) -> Result<Payment, Problem> {
    let Dossier { tranche, payment, organisation, .. } = open(uow, id, seen).await?;
    let to = uow.fire::<PaymentMachine>(&payment.state, PaymentEvent::Reject, &tranche_place(&tranche))?;
    let tranche_to = uow.fire::<TrancheMachine>(&tranche.state, TrancheEvent::Reject, &tranche_place(&tranche))?;
    let payment = step_payment(uow, payment, to.as_str(), PaymentEvent::Reject, Some(reason)).await?;
    step_tranche(uow, tranche, tranche_to.as_str(), TrancheEvent::Reject, Some(reason)).await?;
    let text = format!("{} 已被退回：{reason}", payment.number);
    uow.mail(&organisation.contact_email, "拨付申请被退回", &text).await?;
    Ok(payment)
}
