//! Make an allotment effective.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::access::STAFF;
use yichuang_base::caller::Place;
use yichuang_base::http::{Cx, IfMatch, Path, Reply};
use yichuang_base::ledger;
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::Money;
use yichuang_domain::ledger::LedgerEvent;
use yichuang_domain::states::allotments::{AllotmentEvent, AllotmentMachine};
use yichuang_store::ids::AllotmentId;
use yichuang_store::record::{Allotment, Fund, User};
use yichuang_store::update;

use super::{SECOND_PERSON, allotment_views, must_be_open};

/// Approve an allotment
///
/// Another person than its maker. From then on its money is available, and the ledger shows its cash.
#[utoipa::path(post, path = "/allotments/{id}/approve", operation_id = "approveAllotment", tag = "funds",
    params(("id" = Uuid, Path, description = "Allotment")),
    responses((status = 200, description = "The allotment", body = super::AllotmentView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch) -> Response {
    cx.write(|uow| async move {
        let row = run(&uow, AllotmentId(id), seen).await?;
        let view = allotment_views(&uow, std::slice::from_ref(&row)).await?.pop();
        Ok(Reply::ok(&view)?.version(row.version))
    })
    .await
}

pub async fn run(uow: &Uow, id: AllotmentId, seen: IfMatch) -> Result<Allotment, Problem> {
    let before: Allotment = uow.lock(id).await?;
    let area_path = before.area_path.clone();
    let place = Place::area(&area_path);
    uow.must_see(STAFF, &place)?;
    seen.check(before.version)?;
    let to = uow.fire::<AllotmentMachine>(&before.state, AllotmentEvent::Approve, &place)?;
    let creator: User = uow.find(before.created_by).await?;
    let who = uow.caller()?;
    if creator.person_id == who.person {
        return Err(Problem::refused("same_person", SECOND_PERSON));
    }
    // Whoever closes the year has the fund alone: the money comes in before, or not at all.
    let fund: Fund = uow.lock(before.fund_id).await?;
    must_be_open(uow, fund.id, before.fiscal_year).await?;
    let from = before.state.clone();
    let change = Allotment { state: to.to_string(), approved_by: Some(who.user), updated_at: uow.micros(), ..before };
    let after = update(&uow.conn, change).await?;
    uow.audit("allotment.approve", Subject::new("allotment", after.id).moved(&from, &after.state)).await?;
    let event = LedgerEvent::AllotWithCash { place: ledger::place_of(uow, after.id).await?, amount: Money::fen(after.amount_fen)?.0 };
    ledger::post(uow, &event, ("allotment", after.id.0), &format!("{} {}", after.document_no, after.budget_line)).await?;
    Ok(after)
}
