//! Proposals: write, check, submit, screen.

use yichuang_domain::machine::StringEnum;
use yichuang_domain::states::proposals::{ProposalEvent as Event, ProposalMachine, ProposalState};
use yichuang_store::record::{Call, Proposal};
use yichuang_store::update;

use crate::caller::Place;
use crate::problem::Problem;
use crate::uow::{Subject, Uow};

/// Where a proposal stands: the area of its call, its call, its organisation.
pub(crate) fn place<'a>(call: &'a Call, proposal: &Proposal) -> Place<'a> {
    Place::area(&call.area_path).of_call(call.id).of_organisation(proposal.organisation_id)
}

/// Moves the proposal along one edge of its table as the consequence of something else.
pub(crate) async fn follow(uow: &Uow, proposal: Proposal, event: Event) -> Result<Proposal, Problem> {
    let to = uow.follow::<ProposalMachine>(&proposal.state, event)?;
    moved(uow, proposal, event, to, None).await
}

async fn moved(uow: &Uow, before: Proposal, event: Event, to: ProposalState, reason: Option<&str>) -> Result<Proposal, Problem> {
    let from = before.state.clone();
    let after = update(&uow.conn, Proposal { state: to.to_string(), updated_at: uow.micros(), ..before }).await?;
    let mut subject = Subject::new("proposal", after.id).moved(&from, &after.state);
    subject.reason = reason;
    uow.audit(&format!("proposal.{}", event.as_str()), subject).await?;
    Ok(after)
}
