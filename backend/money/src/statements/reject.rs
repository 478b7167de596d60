//! Reject an explanation.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::caller::Place;
use yichuang_base::http::{Cx, IfMatch, Json, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::Reason;
use yichuang_domain::states::bank_lines::{BankLineEvent, BankLineMachine};
use yichuang_store::ids::BankLineId;
use yichuang_store::record::BankLine;

use super::{BankLineView, open, reply, second_person, step};

/// Reject an explanation
///
/// The second person does not accept it; the line is open again, with the reason.
#[utoipa::path(post, path = "/bank-lines/{id}/reject", operation_id = "rejectBankLine", tag = "statements",
    params(("id" = Uuid, Path, description = "Bank line")), request_body = Reason,
    responses((status = 200, description = "The line", body = BankLineView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<Reason>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, BankLineId(id), seen, input.reason.trim()).await?;
        reply(&uow, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: BankLineId, seen: IfMatch, reason: &str) -> Result<BankLine, Problem> {
    let row = open(uow, id, seen).await?;
    let to = uow.fire::<BankLineMachine>(&row.state, BankLineEvent::Reject, &Place::area(&row.area_path))?;
    second_person(uow, &row)?;
    let change = BankLine { explanation: None, explained_by: None, explained_by_person: None, refusal: Some(reason.to_owned()), ..row };
    step(uow, change, to.as_str(), BankLineEvent::Reject, Some(reason)).await
}
