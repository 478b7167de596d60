//! Proposals that answer needs: which ones, whether the scheme is content, and what that does to the needs.

use yichuang_base::problem::Problem;
use yichuang_base::uow::{Uow, state_of};
use yichuang_domain::fault::Fault;
use yichuang_domain::schemes::{NeedLink, Scheme};
use yichuang_domain::states::needs::{NeedEvent as Event, NeedState as State};
use yichuang_domain::states::proposals::ProposalEvent;
use yichuang_store::ids::{CallId, NeedId, ProposalId};
use yichuang_store::record::{Call, Need, Proposal};
use yichuang_store::{get_many, needs, proposals};

use super::follow;

/// Makes the proposal answer exactly these needs. Each must be on the public list, open, and of an area that the call
/// covers; otherwise every one that is not is named, by its place in the list.
pub async fn link(uow: &Uow, call: &Call, proposal: ProposalId, ids: &[NeedId]) -> Result<(), Problem> {
    let known = get_many::<Need>(&uow.conn, ids).await?;
    let mut faults = Vec::new();
    for (index, id) in ids.iter().enumerate() {
        let pointer = format!("/needs/{index}");
        let need = known.iter().find(|need| need.id == *id).filter(|need| state_of::<State>(&need.state).is_ok_and(State::is_public));
        match need {
            None => faults.push(Fault::new(pointer, "unknown", "There is no such need on the public list")),
            Some(_) if ids[..index].contains(id) => faults.push(Fault::new(pointer, "repeated", "The same need stands here twice")),
            Some(need) => faults.extend(unfit(call, need, &pointer)?),
        }
    }
    if !faults.is_empty() {
        return Err(Problem::faults(faults));
    }
    Ok(needs::answer(&uow.conn, proposal, ids, uow.micros()).await?)
}

/// Why a proposal of the call cannot answer the need.
fn unfit(call: &Call, need: &Need, pointer: &str) -> Result<Option<Fault>, Problem> {
    if !need.area_path.starts_with(&call.area_path) {
        let fault = Fault::new(pointer, "outside_area", "The need lies outside the area of the call");
        return Ok(Some(fault.with_actual(&need.number)));
    }
    if !state_of::<State>(&need.state)?.is_open() {
        let fault = Fault::new(pointer, "need_not_open", "No proposal can answer this need any more");
        return Ok(Some(fault.with_actual(&need.number)));
    }
    Ok(None)
}

/// What the scheme's rule on needs finds wrong with a proposal: none where one is required, or one that is over. What
/// becomes of a need after the proposal was handed in is not held against it.
pub async fn check_links(uow: &Uow, scheme: &Scheme, call: &Call, proposal: &Proposal) -> Result<Vec<Fault>, Problem> {
    if scheme.need_link == NeedLink::None {
        return Ok(Vec::new());
    }
    let answered = needs::answered_by(&uow.conn, proposal.id).await?;
    if answered.is_empty() && scheme.need_link == NeedLink::Required {
        return Ok(vec![Fault::new("/needs", "missing", "The proposal must answer at least one need of the public list")]);
    }
    let mut faults = Vec::new();
    for (index, need) in answered.iter().enumerate().filter(|_| proposal.submitted_at.is_none()) {
        faults.extend(unfit(call, need, &format!("/needs/{index}"))?);
    }
    Ok(faults)
}

/// What the step of a proposal means for the needs it answers.
pub async fn proposal_moved(uow: &Uow, proposal: ProposalId, event: ProposalEvent) -> Result<(), Problem> {
    match event {
        ProposalEvent::Submit => claim(uow, proposal).await,
        ProposalEvent::Withdraw | ProposalEvent::DeclareIneligible | ProposalEvent::Revoke => release(uow, proposal).await,
        ProposalEvent::LapseAward => reopen(uow, proposal).await,
        ProposalEvent::Award => start_delivery(uow, proposal).await,
        _ => Ok(()),
    }
}

/// The needs of a proposal that was handed in are claimed, if they were not before.
async fn claim(uow: &Uow, proposal: ProposalId) -> Result<(), Problem> {
    for need in locked(uow, proposal).await? {
        if need.state == State::Published.as_str() {
            follow(uow, need, Event::Claim).await?;
        }
    }
    Ok(())
}

/// The needs of a proposal that fell out are open again, unless another one answers them.
async fn release(uow: &Uow, proposal: ProposalId) -> Result<(), Problem> {
    for need in locked(uow, proposal).await? {
        if need.state == State::Claimed.as_str() && !needs::still_answered(&uow.conn, need.id, proposal).await? {
            follow(uow, need, Event::Release).await?;
        }
    }
    Ok(())
}

/// The needs of an award that lapsed before its project began are open again, unless another one answers them.
async fn reopen(uow: &Uow, proposal: ProposalId) -> Result<(), Problem> {
    for need in locked(uow, proposal).await? {
        if need.state == State::InDelivery.as_str() && !needs::still_answered(&uow.conn, need.id, proposal).await? {
            follow(uow, need, Event::Release).await?;
        }
    }
    Ok(())
}

/// A project begins to work on the needs of an awarded proposal.
async fn start_delivery(uow: &Uow, proposal: ProposalId) -> Result<(), Problem> {
    for need in locked(uow, proposal).await? {
        if state_of::<State>(&need.state)?.is_open() {
            follow(uow, need, Event::StartDelivery).await?;
        }
    }
    Ok(())
}

/// Once the outcome of a call is told, what it did not fund is open again.
pub async fn release_unfunded(uow: &Uow, call: CallId) -> Result<(), Problem> {
    for proposal in proposals::list_in(&uow.conn, call, &["not_selected", "reserve"]).await? {
        release(uow, proposal.id).await?;
    }
    Ok(())
}

/// The needs of a proposal, locked in the order of their ids.
async fn locked(uow: &Uow, proposal: ProposalId) -> Result<Vec<Need>, Problem> {
    let mut rows = Vec::new();
    for need in needs::answered_by(&uow.conn, proposal).await? {
        rows.push(uow.lock::<Need>(need.id).await?);
    }
    Ok(rows)
}
