//! Approve a call.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_domain::fault::Fault;
use yichuang_domain::ledger::{Account, NO_DETAIL};
use yichuang_domain::money::Fen;
use yichuang_domain::states::calls::CallEvent as Event;
use yichuang_store::ids::CallId;
use yichuang_store::ledger::{Key, balance};
use yichuang_store::record::{Allotment, Call};
use yichuang_store::{calls, find};

use super::{advance, announced, is_over, open_for, reply, tell_creator, unblocked};

/// Approve a call
///
/// The director, who is another person than anybody who wrote any of it. The allotment must be approved, of this area or
/// one above it, and large enough for the budget of every round; the scheme may weigh only stages that are held; the
/// timetable must be possible and allowed. Everything that is not is named at once.
#[utoipa::path(post, path = "/calls/{id}/approve", operation_id = "approveCall", tag = "calls",
    params(("id" = Uuid, Path, description = "Call")),
    responses((status = 200, description = "The call", body = super::view::CallView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch) -> Response {
    cx.write(|uow| async move {
        let row = run(&uow, CallId(id), seen).await?;
        reply(&uow, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: CallId, seen: IfMatch) -> Result<Call, Problem> {
    let row = open_for(uow, id, seen, Event::Approve).await?;
    if same_person(uow, &row).await? {
        return Err(Problem::refused("same_person", SAME_PERSON));
    }
    unblocked(findings(uow, &row).await?)?;
    let row = Call { approved_by: Some(uow.caller()?.user), ..row };
    let row = advance(uow, row, Event::Approve).await?;
    tell_creator(uow, &row, "征集公告已批准，可以发布").await?;
    Ok(row)
}

const SAME_PERSON: &str = "Whoever wrote the call may not approve it";

/// What approval waits for, as the caller sees it.
pub(super) async fn blockers(uow: &Uow, row: &Call) -> Result<Vec<Fault>, Problem> {
    let mut faults = findings(uow, row).await?;
    if same_person(uow, row).await? {
        faults.insert(0, Fault::new("", "same_person", SAME_PERSON));
    }
    Ok(faults)
}

/// One person may have two accounts; what counts is the person. Whoever changed a word has written it, too.
async fn same_person(uow: &Uow, row: &Call) -> Result<bool, Problem> {
    Ok(uow.is_me(row.created_by).await? || calls::was_written_by(&uow.conn, row.id, uow.caller()?.person).await?)
}

/// Everything that keeps the call from being announced, whoever asks: dates, lists, stages, money.
pub(super) async fn findings(uow: &Uow, row: &Call) -> Result<Vec<Fault>, Problem> {
    let mut found = announced::faults(uow, row)?;
    if row.announcement.trim().is_empty() {
        found.push(Fault::new("/announcement", "empty", "The announcement is empty"));
    }
    if is_over(row, uow.now) {
        found.push(Fault::new("/closes_at", "in_the_past", "The call must close in the future").with_limit(uow.now.to_string()));
    }
    found.extend(funding(uow, row).await?);
    Ok(found)
}

/// What may be spent from an allotment in all, in fen: what was granted, and what was adjusted since.
async fn authority(uow: &Uow, allotment: &Allotment) -> Result<i64, Problem> {
    if allotment.state != "approved" {
        return Ok(allotment.amount_fen);
    }
    let granted = Key { account: Account::B10.to_string(), allotment_id: allotment.id, detail: NO_DETAIL.to_owned() };
    Ok(-balance(&uow.conn, &granted).await?)
}

/// Whether there is money behind the call.
pub async fn funding(uow: &Uow, row: &Call) -> Result<Vec<Fault>, Problem> {
    let place = "/allotment_id";
    let Some(id) = row.allotment_id else {
        return Ok(vec![Fault::new(place, "allotment_missing", "Name the allotment that pays")]);
    };
    let Some(allotment) = find::<Allotment>(&uow.conn, id).await? else {
        return Ok(vec![Fault::new(place, "allotment_missing", "There is no such allotment")]);
    };
    let mut faults = Vec::new();
    if allotment.state != "approved" {
        let fault = Fault::new(place, "allotment_not_approved", "The allotment is not approved");
        faults.push(fault.with_limit("approved").with_actual(&*allotment.state));
    }
    if !row.area_path.starts_with(&allotment.area_path) {
        faults.push(Fault::new(place, "allotment_elsewhere", "The allotment belongs to another area"));
    }
    let later = announced::call_document(row)?.later_rounds.len();
    let rounds = i64::try_from(later).map(|later| later + i64::from(row.round)).map_err(Problem::internal)?;
    let needed = rounds.checked_mul(row.budget_fen).unwrap_or(i64::MAX);
    let limit = authority(uow, &allotment).await?;
    if needed > limit {
        let yuan = |fen: i64| Fen::new(fen).map(|amount| amount.to_string()).unwrap_or_default();
        let fault = Fault::new("/budget", "above_allotment", "The budget of all rounds is larger than the allotment");
        faults.push(fault.with_limit(yuan(limit)).with_actual(yuan(needed)));
    }
    Ok(faults)
}
