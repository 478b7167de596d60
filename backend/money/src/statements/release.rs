//! Take a wrong match back.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::caller::Place;
use yichuang_base::http::{Cx, IfMatch, Json, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::Reason;
use yichuang_domain::states::bank_lines::{BankLineEvent, BankLineMachine};
use yichuang_store::ids::BankLineId;
use yichuang_store::record::{BankLine, Journal};
use yichuang_store::statements as rows;

use super::{BankLineView, POSTED, open, reply, step};

/// Release a match
///
/// While the months of line and movement are open. What accepting the line has posted stands, and so does its match.
#[utoipa::path(post, path = "/bank-lines/{id}/release", operation_id = "releaseBankLine", tag = "statements",
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
    let found: BankLine = uow.find(id).await?;
    super::fund_of(uow, found.fund_id).await?;
    // Whoever closes a month holds the fund.
    uow.lock::<yichuang_store::record::Fund>(found.fund_id).await?;
    let row = open(uow, id, seen).await?;
    let to = uow.fire::<BankLineMachine>(&row.state, BankLineEvent::Release, &Place::area(&row.area_path))?;
    if row.posted {
        return Err(Problem::refused("posted_by_line", POSTED));
    }
    let journal: Journal = uow.find(row.journal_id.ok_or_else(|| Problem::internal("a match without its movement"))?).await?;
    let earlier = journal.biz_date.min(row.booked_on.clone());
    if rows::last_closed(&uow.conn, row.fund_id).await?.is_some_and(|month| earlier[..7] <= *month) {
        return Err(Problem::refused("month_closed", "The month of the line or of its movement is closed"));
    }
    let change =
        BankLine { journal_id: None, reasons: String::new(), settled_by: None, settled_at: None, refusal: Some(reason.to_owned()), ..row };
    step(uow, change, to.as_str(), BankLineEvent::Release, Some(reason)).await
}
