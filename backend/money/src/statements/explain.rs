//! Explain a line: the first of two persons.

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

use super::{BankLineView, open, reply, step};

/// Explain a bank line
///
/// Says why the books do not know the line, such as a fee of the bank. Another person confirms it; until then it waits.
/// Nothing is posted.
#[utoipa::path(post, path = "/bank-lines/{id}/explain", operation_id = "explainBankLine", tag = "statements",
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
    let to = uow.fire::<BankLineMachine>(&row.state, BankLineEvent::Explain, &Place::area(&row.area_path))?;
    let who = uow.caller()?;
    let change = BankLine {
        explanation: Some(reason.to_owned()),
        explained_by: Some(who.user),
        explained_by_person: Some(who.person),
        refusal: None,
        ..row
    };
    step(uow, change, to.as_str(), BankLineEvent::Explain, Some(reason)).await
}
