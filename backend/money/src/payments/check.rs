//! Check a payment: the second hand.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_domain::roles::Role;
use yichuang_domain::states::payments::PaymentEvent;
use yichuang_domain::states::tranches::TrancheEvent;
use yichuang_store::ids::PaymentId;
use yichuang_store::record::Payment;

use super::view::reply;
use super::{Hand, open, take_hand, tell, turn};

/// Check a payment
///
/// The second of three hands: another person than the maker, and nobody of the payee.
#[utoipa::path(post, path = "/payments/{id}/check", operation_id = "checkPayment", tag = "payments",
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
    let hand = Hand { along: Some(TrancheEvent::Check), ..Hand::new("checker", PaymentEvent::Check) };
    let dossier = take_hand(uow, dossier, hand).await?;
    let text = format!("{}：{} 已复核，待审批。", dossier.payment.number, dossier.organisation.name);
    tell(uow, Role::FinanceApprover, &dossier.tranche, "支付待审批", &text).await?;
    let demand = turn::demand(uow, &dossier.payment, &dossier.project).await?;
    if turn::director(Some(&demand)).is_empty() {
        tell(uow, Role::ProgrammeDirector, &dossier.tranche, "大额支付待集体决策", &text).await?;
    }
    Ok(dossier.payment)
}
