//! Proposals: write, check, submit, screen.

use yichuang_base::http::{IfMatch, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_domain::fault::Fault;
use yichuang_domain::states::proposals::{ProposalEvent as Event, ProposalMachine};
use yichuang_store::ids::{ProposalId, UserId};
use yichuang_store::record::{Call, Organisation, Proposal, User};
use yichuang_store::{accounts, get_many, update};

pub use yichuang_records::proposals::*;

pub mod ask_signature;
pub mod attach;
pub mod bulk;
pub mod check;
pub mod copy;
pub mod corrections;
pub mod create;
pub mod declare_eligible;
pub mod declare_ineligible;
pub mod detach;
pub mod editors;
pub mod get;
pub mod get_answers;
pub mod judge_rule;
mod likeness;
pub mod list;
pub mod list_attachments;
pub mod list_openings;
mod paper;
pub mod pdf;
pub mod receipt_pdf;
pub mod request_correction;
pub mod return_to_writers;
mod rules;
pub mod save_section;
pub mod screening;
pub mod set_needs;
pub mod sign;
mod signing;
pub mod similar;
pub mod snapshot;
pub mod submit;
mod team;
pub mod update;
pub mod verify_receipt;
pub mod view;
pub mod withdraw;

/// The proposal, locked, for a decision of the screening which the caller may take now.
async fn open_to_screen(uow: &Uow, id: ProposalId, seen: IfMatch, event: Event) -> Result<(Call, Proposal), Problem> {
    let (call, proposal) = open_with_call(uow, id, seen).await?;
    uow.fire::<ProposalMachine>(&proposal.state, event, &place(&call, &proposal))?;
    refuse(not_screening(uow, &call, &proposal).await?)?;
    Ok((call, proposal))
}

/// Why the caller cannot screen the proposal: too early, or it is their own.
async fn not_screening(uow: &Uow, call: &Call, proposal: &Proposal) -> Result<Option<Fault>, Problem> {
    Ok(if belongs(uow, proposal).await? {
        Some(Fault::new("", "own_organisation", "Nobody judges a proposal of their own organisation"))
    } else if call.state == "screening" {
        None
    } else {
        let fault = Fault::new("", "call_not_in_screening", "Proposals are screened after the deadline, once the check has started");
        Some(fault.with_limit("screening").with_actual(&*call.state))
    })
}

/// Whether the caller, as a person, belongs to the organisation: with this login or with another one.
async fn belongs(uow: &Uow, proposal: &Proposal) -> Result<bool, Problem> {
    let who = uow.caller()?;
    let people: Vec<UserId> = accounts::grants_on(&uow.conn, proposal.organisation_id.0).await?.iter().map(|grant| grant.user_id).collect();
    if people.contains(&who.user) {
        return Ok(true);
    }
    Ok(get_many::<User>(&uow.conn, &people).await?.iter().any(|user| user.person_id == who.person))
}

/// The proposal as the caller may see it now; whoever reads what it says has opened it.
async fn reply(uow: &Uow, call: &Call, proposal: &Proposal) -> Result<Reply, Problem> {
    if !is_sealed(uow, call, must_know(uow, call, proposal).await?) {
        openings::record(uow, call, proposal).await?;
    }
    Ok(Reply::ok(&view::view(uow, call, proposal).await?)?.version(proposal.version))
}

/// Writes to the contact of the organisation.
async fn tell(uow: &Uow, proposal: &Proposal, subject: &str, text: &str) -> Result<(), Problem> {
    let organisation: Organisation = uow.find(proposal.organisation_id).await?;
    uow.mail(&organisation.contact_email, subject, &format!("{} {}：{text}", proposal.number, proposal.title)).await
}
