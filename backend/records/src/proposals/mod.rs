//! Proposals: where they stand, who may know of them, how they move, what is written in them.

use serde::{Deserialize, Serialize};
use uuid::Uuid;
use yichuang_base::access::{APPLICANTS, STAFF};
use yichuang_base::caller::Place;
use yichuang_base::http::IfMatch;
use yichuang_base::problem::Problem;
use yichuang_base::recusal;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::{Date, Instant, document as stored};
use yichuang_domain::fault::Fault;
use yichuang_domain::states::proposals::{ProposalEvent as Event, ProposalMachine, ProposalState};
use yichuang_domain::time::{Timestamp, end_of_day_shanghai};
use yichuang_store::ids::ProposalId;
use yichuang_store::record::{Call, Proposal};
use yichuang_store::update;

use crate::{calls, needs};

pub mod answers;
pub mod attachments;
pub mod document;
pub mod openings;
pub mod parts;

/// Where a proposal stands: the area of its call, its call, its organisation.
#[must_use]
pub fn place<'a>(call: &'a Call, proposal: &Proposal) -> Place<'a> {
    Place::area(&call.area_path).of_call(call.id).of_organisation(proposal.organisation_id)
}

/// Moves the proposal along one edge of its table as the consequence of something else.
pub async fn follow(uow: &Uow, proposal: Proposal, event: Event) -> Result<Proposal, Problem> {
    let to = uow.follow::<ProposalMachine>(&proposal.state, event)?;
    moved(uow, proposal, event, to, None).await
}

/// Moves the proposal along one edge of its table, which the caller's roles must allow.
pub async fn advance(uow: &Uow, call: &Call, proposal: Proposal, event: Event, reason: Option<&str>) -> Result<Proposal, Problem> {
    let to = uow.fire::<ProposalMachine>(&proposal.state, event, &place(call, &proposal))?;
    moved(uow, proposal, event, to, reason).await
}

/// The one way a proposal changes its state.
pub async fn moved(uow: &Uow, before: Proposal, event: Event, to: ProposalState, reason: Option<&str>) -> Result<Proposal, Problem> {
    let from = before.state.clone();
    let after = update(&uow.conn, Proposal { state: to.to_string(), updated_at: uow.micros(), ..before }).await?;
    let mut subject = Subject::new("proposal", after.id).moved(&from, &after.state);
    subject.reason = reason;
    uow.audit(&format!("proposal.{}", event.as_str()), subject).await?;
    needs::links::proposal_moved(uow, after.id, event).await?;
    Ok(after)
}

/// What the screening of a proposal came to.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Screening {
    pub outcome: Option<String>,
    pub decided_by: Option<Uuid>,
    pub decided_at: Option<Instant>,
    pub reason: Option<String>,
    pub correction_reason: Option<String>,
    /// The last day on which a correction counts.
    pub correction_due_on: Option<Date>,
}

pub fn screening(proposal: &Proposal) -> Result<Screening, Problem> {
    stored(&proposal.screening)
}

/// Whether a correction was asked for and its last day is not over.
pub fn may_still_correct(proposal: &Proposal, now: Timestamp) -> Result<bool, Problem> {
    let due = screening(proposal)?.correction_due_on;
    Ok(proposal.state == "correction_requested" && due.is_some_and(|day| now < end_of_day_shanghai(day.0)))
}

/// Why it is too late (or too early) to write and submit: the dates of the call, or of the correction.
pub fn untimely(call: &Call, proposal: &Proposal, now: Timestamp) -> Result<Option<Fault>, Problem> {
    if proposal.state == "correction_requested" {
        let due = screening(proposal)?.correction_due_on.map_or_else(String::new, |day| day.0.to_string());
        let late = || Fault::new("", "correction_window_over", "The last day for the correction is over");
        return Ok((!may_still_correct(proposal, now)?).then(|| late().with_limit(due).with_actual(now.to_string())));
    }
    if calls::takes_applications(call, now) {
        return Ok(None);
    }
    let closes = Instant::micros(call.closes_at)?.0.to_string();
    let fault = Fault::new("", "call_not_open", "The call does not take proposals now");
    Ok(Some(fault.with_limit(closes).with_actual(now.to_string())))
}

pub fn refuse(fault: Option<Fault>) -> Result<(), Problem> {
    let Some(fault) = fault else { return Ok(()) };
    Err(Problem::blocked(&fault.code.clone(), fault.detail.clone(), vec![fault]))
}

/// 404 for strangers, for staff as long as nothing was handed in, and for whoever of them has a conflict. Answers whether the caller belongs to the
/// organisation.
pub async fn must_know(uow: &Uow, call: &Call, proposal: &Proposal) -> Result<bool, Problem> {
    let place = place(call, proposal);
    if uow.caller()?.holds(APPLICANTS, &Place::default().of_organisation(proposal.organisation_id)) {
        return Ok(true);
    }
    if proposal.submitted_at.is_none() {
        return Err(Problem::not_found());
    }
    uow.must_see(STAFF, &place)?;
    recusal::must_be_free(uow, proposal.id).await?;
    Ok(false)
}

/// Staff read what a proposal says only when nothing can be handed in any more.
#[must_use]
pub fn is_sealed(uow: &Uow, call: &Call, own: bool) -> bool {
    !own && !calls::is_over(call, uow.now)
}

/// The proposal, locked for a change, and its call; 404 for strangers, 412 when it changed since it was read.
pub async fn open(uow: &Uow, id: ProposalId, seen: IfMatch) -> Result<(Call, Proposal), Problem> {
    let found: Proposal = uow.find(id).await?;
    let call: Call = uow.find(found.call_id).await?;
    locked(uow, call, id, seen).await
}

/// The same with the call locked too, so that its next step and this change never pass each other.
pub async fn open_with_call(uow: &Uow, id: ProposalId, seen: IfMatch) -> Result<(Call, Proposal), Problem> {
    let found: Proposal = uow.find(id).await?;
    let call: Call = uow.lock(found.call_id).await?;
    locked(uow, call, id, seen).await
}

pub async fn locked(uow: &Uow, call: Call, id: ProposalId, seen: IfMatch) -> Result<(Call, Proposal), Problem> {
    let proposal: Proposal = uow.lock(id).await?;
    must_know(uow, &call, &proposal).await?;
    seen.check(proposal.version)?;
    Ok((call, proposal))
}
