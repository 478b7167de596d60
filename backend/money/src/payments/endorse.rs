//! The director's hand on a large payment: the collective decision.

use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_domain::roles::Role;
use yichuang_domain::states::payments::PaymentEvent;
use yichuang_store::ids::PaymentId;
use yichuang_store::record::Payment;

use super::view::reply;
use super::{Hand, open, take_hand, tell, turn};

/// The collective decision on which a large movement of money rests.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CollectiveDecisionInput {
    /// Number of the minutes.
    #[schema(min_length = 2, max_length = 200, pattern = r"\S", example = "天民党组纪要〔2026〕18号")]
    pub minutes: String,
}

/// Endorse a payment
///
/// By the director, where the amount tiers ask for a collective decision: after the check and before the last approver.
/// Another person than every hand before, and nobody of the payee.
#[utoipa::path(post, path = "/payments/{id}/endorse", operation_id = "endorsePayment", tag = "payments",
    params(("id" = Uuid, Path, description = "Payment")), request_body = CollectiveDecisionInput,
    responses((status = 200, description = "The payment", body = super::view::PaymentView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<CollectiveDecisionInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, PaymentId(id), seen, input).await?;
        reply(&uow, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: PaymentId, seen: IfMatch, input: &CollectiveDecisionInput) -> Result<Payment, Problem> {
    let dossier = open(uow, id, seen).await?;
    let demand = turn::demand(uow, &dossier.payment, &dossier.project).await?;
    let hand = Hand {
        waits: turn::director(Some(&demand)),
        note: Some(input.minutes.trim().to_owned()),
        ..Hand::new("director", PaymentEvent::Endorse)
    };
    let dossier = take_hand(uow, dossier, hand).await?;
    let text = format!("{}：集体决策已登记，待审批。", dossier.payment.number);
    tell(uow, Role::FinanceApprover, &dossier.tranche, "支付待审批", &text).await?;
    Ok(dossier.payment)
}
