//! Take an approval back before the payment reaches a batch.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Path};
use yichuang_base::ledger;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::Reason;
use yichuang_domain::ledger::EventCode;
use yichuang_domain::states::payments::{PaymentEvent, PaymentMachine, PaymentState};
use yichuang_domain::states::tranches::{TrancheEvent, TrancheMachine};
use yichuang_store::ids::PaymentId;
use yichuang_store::record::{Organisation, Payment, Tranche};

use super::view::reply;
use super::{Dossier, open, step_payment, step_tranche, tranche_place};

/// Withdraw the approval of a payment
///
/// With the reason, for example because the account has changed. The payment is void, the ledger takes its approval
/// back, and the tranche is due again.
#[utoipa::path(post, path = "/payments/{id}/withdraw-approval", operation_id = "withdrawPaymentApproval", tag = "payments",
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
    let event = PaymentEvent::WithdrawApproval;
    uow.fire::<PaymentMachine>(&payment.state, event, &tranche_place(&tranche))?;
    uow.fire::<TrancheMachine>(&tranche.state, TrancheEvent::WithdrawApproval, &tranche_place(&tranche))?;
    fall(uow, payment, tranche, &organisation, reason).await
}

/// Takes back every hand on a payment that has not left for the bank: an approved one falls with its journal, one on
/// its way to approval is refused. The tranche is due again. Project, tranche and payment are locked already.
pub async fn fall(uow: &Uow, payment: Payment, tranche: Tranche, organisation: &Organisation, reason: &str) -> Result<Payment, Problem> {
    let approved = payment.state == PaymentState::Approved.as_str();
    let (event, along) = if approved {
        (PaymentEvent::WithdrawApproval, TrancheEvent::WithdrawApproval)
    } else {
        (PaymentEvent::Reject, TrancheEvent::Reject)
    };
    let to = uow.follow::<PaymentMachine>(&payment.state, event)?;
    let tranche_to = uow.follow::<TrancheMachine>(&tranche.state, along)?;
    let payment = step_payment(uow, payment, to.as_str(), event, Some(reason)).await?;
    step_tranche(uow, tranche, tranche_to.as_str(), along, Some(reason)).await?;
    let text = format!("{} 的审批已撤回：{reason}", payment.number);
    uow.mail(&organisation.contact_email, "拨付审批已撤回", &text).await?;
    if approved {
        ledger::reverse(uow, EventCode::E06, ("payment", payment.id.0), &format!("{} 撤回审批", payment.number)).await?;
    }
    Ok(payment)
}
