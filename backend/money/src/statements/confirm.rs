//! Confirm an explanation: the second of two persons.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::caller::Place;
use yichuang_base::http::{Cx, IfMatch, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_domain::states::bank_lines::{BankLineEvent, BankLineMachine};
use yichuang_store::ids::BankLineId;
use yichuang_store::record::BankLine;

use super::{BankLineView, open, reply, second_person, step};

/// Confirm an explanation
///
/// Another person than the one who explained it. The line stays a listed difference between bank and books.
#[utoipa::path(post, path = "/bank-lines/{id}/confirm", operation_id = "confirmBankLine", tag = "statements",
    params(("id" = Uuid, Path, description = "Bank line")),
    responses((status = 200, description = "The line", body = BankLineView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch) -> Response {
    cx.write(|uow| async move {
        let row = run(&uow, BankLineId(id), seen).await?;
        reply(&uow, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: BankLineId, seen: IfMatch) -> Result<BankLine, Problem> {
    let row = open(uow, id, seen).await?;
    let to = uow.fire::<BankLineMachine>(&row.state, BankLineEvent::Confirm, &Place::area(&row.area_path))?;
    second_person(uow, &row)?;
    let change = BankLine { settled_by: Some(uow.caller()?.user), settled_at: Some(uow.micros()), ..row };
    step(uow, change, to.as_str(), BankLineEvent::Confirm, None).await
}
