//! Calls for applications: where they stand, their rules and dates, how they move.

use yichuang_base::access::STAFF;
use yichuang_base::caller::Place;
use yichuang_base::http::IfMatch;
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::document;
use yichuang_domain::fault::Fault;
use yichuang_domain::schemes::Scheme;
use yichuang_domain::states::calls::{CallEvent as Event, CallMachine, CallState};
use yichuang_domain::time::Timestamp;
use yichuang_store::ids::CallId;
use yichuang_store::record::Call;
use yichuang_store::update;

pub mod announced;
pub mod assignment_settings;
pub mod seats;

/// Where a call stands.
#[must_use]
pub fn place(call: &Call) -> Place<'_> {
    Place::area(&call.area_path).of_call(call.id)
}

/// The frozen rules of a call.
pub fn scheme(call: &Call) -> Result<Scheme, Problem> {
    document(&call.scheme)
}

/// Whether the deadline is over. The day ends half-open: at `closes_at` itself it is over.
#[must_use]
pub fn is_over(call: &Call, now: Timestamp) -> bool {
    now.micros() >= call.closes_at
}

/// Whether applications are taken at an instant: published, from the first date on and before the second. A request
/// that arrived in time may have waited while the check was started; it still counts.
#[must_use]
pub fn takes_applications(call: &Call, now: Timestamp) -> bool {
    let open = [CallState::Published.as_str(), CallState::Screening.as_str()].contains(&call.state.as_str());
    open && now.micros() >= call.opens_at && !is_over(call, now)
}

/// Moves the call along one edge of its table, which the caller's roles must allow.
pub async fn advance(uow: &Uow, call: Call, event: Event) -> Result<Call, Problem> {
    let to = uow.fire::<CallMachine>(&call.state, event, &place(&call))?;
    moved(uow, call, event, to, None).await
}

/// The one way a call changes its state.
pub async fn moved(uow: &Uow, before: Call, event: Event, to: CallState, reason: Option<&str>) -> Result<Call, Problem> {
    let from = before.state.clone();
    let after = update(&uow.conn, Call { state: to.to_string(), updated_at: uow.micros(), ..before }).await?;
    let mut subject = Subject::new("call", after.id).moved(&from, &after.state);
    subject.reason = reason;
    uow.audit(&format!("call.{}", event.as_str()), subject).await?;
    Ok(after)
}

/// The call, locked for a change; 404 for strangers, 412 when it changed since it was read.
pub async fn open(uow: &Uow, id: CallId, seen: IfMatch) -> Result<Call, Problem> {
    let call: Call = uow.lock(id).await?;
    uow.must_see(STAFF, &place(&call))?;
    seen.check(call.version)?;
    Ok(call)
}

/// The call, locked, with the caller allowed to fire the event now; its rules are the next question.
pub async fn open_for(uow: &Uow, id: CallId, seen: IfMatch, event: Event) -> Result<Call, Problem> {
    let call = open(uow, id, seen).await?;
    uow.fire::<CallMachine>(&call.state, event, &place(&call))?;
    Ok(call)
}

/// 409 with everything an event still waits for.
pub fn unblocked(faults: Vec<Fault>) -> Result<(), Problem> {
    let Some(first) = faults.first() else { return Ok(()) };
    Err(Problem::blocked(&first.code.clone(), first.detail.clone(), faults))
}
