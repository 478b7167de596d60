//! Confirm a donation: the second hand, which posts its money.

use axum::response::Response;
use serde_json::json;
use uuid::Uuid;
use yichuang_base::caller::Place;
use yichuang_base::http::{Cx, IfMatch, Path};
use yichuang_base::ledger;
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::Money;
use yichuang_domain::ledger::LedgerEvent;
use yichuang_domain::rules::donations::{DonationKind, budget_line};
use yichuang_domain::states::allotments::AllotmentState;
use yichuang_domain::states::donations::{DonationEvent, DonationMachine};
use yichuang_store::ids::{AllotmentId, DonationId};
use yichuang_store::record::{Allotment, Donation, Fund, User};
use yichuang_store::{donations as rows, insert, update};

use super::view::reply;
use super::{KIND, SECOND_PERSON, open, step};
use crate::funds::must_be_open;

/// Confirm a donation
///
/// Another person than its maker has seen money or goods. Money is available from then on, on the fund's line for its
/// purpose, or on the line of all money without one; goods can be handed out.
#[utoipa::path(post, path = "/donations/{id}/confirm", operation_id = "confirmDonation", tag = "donations",
    params(("id" = Uuid, Path, description = "Donation")),
    responses((status = 200, description = "The donation", body = super::view::DonationView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch) -> Response {
    cx.write(|uow| async move {
        let row = run(&uow, DonationId(id), seen).await?;
        reply(&uow, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: DonationId, seen: IfMatch) -> Result<Donation, Problem> {
    let before = open(uow, id, seen).await?;
    let place = Place::area(&before.area_path);
    let to = uow.fire::<DonationMachine>(&before.state, DonationEvent::Confirm, &place)?;
    let maker: User = uow.find(before.created_by).await?;
    let who = uow.caller()?;
    if maker.person_id == who.person {
        return Err(Problem::refused("same_person", SECOND_PERSON));
    }
    // One after the other in a fund: names are carried once, and lines are opened once.
    let fund: Fund = uow.lock(before.fund_id).await?;
    name_is_free(uow, &before).await?;
    let line = if before.kind == DonationKind::Cash.as_str() { Some(topped_up(uow, &fund, &before).await?) } else { None };
    let allotment_id = line.as_ref().map(|line| line.id);
    let change = Donation { allotment_id, confirmed_by: Some(who.user), confirmed_at: Some(uow.micros()), ..before };
    let after = step(uow, change, to.as_str(), DonationEvent::Confirm, None).await?;
    if let Some(line) = line {
        let event = LedgerEvent::AllotWithCash { place: ledger::place_of(uow, line.id).await?, amount: Money::fen(after.amount_fen)?.0 };
        ledger::post(uow, &event, (KIND, after.id.0), &format!("{} {}", after.number, line.budget_line)).await?;
    }
    Ok(after)
}

/// The line of the fund that holds money of this purpose, opened with the first donation and larger by each later one.
async fn topped_up(uow: &Uow, fund: &Fund, donation: &Donation) -> Result<Allotment, Problem> {
    let year = uow.today().year();
    must_be_open(uow, fund.id, year).await?;
    let line = budget_line(donation.purpose.as_deref());
    // Whoever changes an approved line holds its fund, which is held here.
    let Some(before) = rows::line(&uow.conn, fund.id, year, &line).await? else {
        return opened(uow, fund, donation, (year, line)).await;
    };
    if before.state != AllotmentState::Approved.as_str() || before.directed != donation.purpose.is_some() {
        let detail = "The fund has a line of this name that is none of donations; it is approved, or the purpose is worded otherwise";
        return Err(Problem::refused("line_taken", detail));
    }
    let amount = Money::fen(before.amount_fen)?.0.checked_add(Money::fen(donation.amount_fen)?.0).map_err(Problem::internal)?;
    let after = update(&uow.conn, Allotment { amount_fen: amount.get(), updated_at: uow.micros(), ..before }).await?;
    let subject = Subject::new("allotment", after.id).after(json!({ "amount": Money(amount), "donation": donation.number }));
    uow.audit("allotment.top_up", subject).await?;
    Ok(after)
}

async fn opened(uow: &Uow, fund: &Fund, donation: &Donation, (year, line): (i32, String)) -> Result<Allotment, Problem> {
    let row = Allotment {
        id: AllotmentId(uow.id()),
        fund_id: fund.id,
        fiscal_year: year,
        budget_line: line,
        document_no: format!("捐赠 {}", donation.number),
        amount_fen: donation.amount_fen,
        area_path: fund.area_path.clone(),
        state: AllotmentState::Approved.to_string(),
        version: 1,
        created_by: donation.created_by,
        approved_by: Some(uow.caller()?.user),
        origin_id: None,
        directed: donation.purpose.is_some(),
        created_at: uow.micros(),
        updated_at: uow.micros(),
    };
    insert(&uow.conn, row.clone()).await?;
    let after = json!({ "document_no": row.document_no, "budget_line": row.budget_line, "fiscal_year": year });
    uow.audit("allotment.open", Subject::new("allotment", row.id).after(after)).await?;
    Ok(row)
}

/// 409 when the fund carries this name for another donation.
async fn name_is_free(uow: &Uow, donation: &Donation) -> Result<(), Problem> {
    let Some(naming) = &donation.naming else { return Ok(()) };
    if rows::named(&uow.conn, donation.fund_id, naming, &donation.received_on).await?.is_some() {
        return Err(Problem::refused("name_taken", "The fund carries this name for another donation"));
    }
    Ok(())
}
