//! Notices: the funding decision, and the public notice of its awards.

use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{PersonView, document};
use yichuang_domain::schemes::Scheme;
use yichuang_domain::time::Day;
use yichuang_store::get_many;
use yichuang_store::ids::{OrganisationId, ProposalId, UserId};
use yichuang_store::record::{Call, DecisionLine, Notice, Organisation, Proposal, User};

pub mod approve_decision;
pub mod close;
pub mod decision;
pub mod discard;
pub mod draft;
pub mod extend;
mod frozen;
pub mod funding;
pub mod funding_alternatives;
pub mod get;
pub mod get_decision;
pub mod get_public;
pub mod list;
pub mod list_public;
pub mod propose;
pub mod publish;
pub mod ranking;
pub mod return_decision;
pub mod view;

async fn person(uow: &Uow, user: UserId) -> Result<PersonView, Problem> {
    let found: User = uow.find(user).await?;
    Ok(PersonView { id: user.0, name: found.name })
}

async fn maybe_person(uow: &Uow, user: Option<UserId>) -> Result<Option<PersonView>, Problem> {
    match user {
        Some(user) => person(uow, user).await.map(Some),
        None => Ok(None),
    }
}

fn scheme(call: &Call) -> Result<Scheme, Problem> {
    document(&call.scheme)
}

/// A stored day of a notice.
fn day(text: &str) -> Result<Day, Problem> {
    yichuang_base::wire::Date::read(text).map(|date| date.0)
}

/// Whether the last day of the notice is over.
fn is_over(uow: &Uow, notice: &Notice) -> Result<bool, Problem> {
    Ok(uow.today() > day(&notice.ends_on)?)
}

/// What the lines of a decision name, one query a kind.
struct Named {
    proposals: Vec<Proposal>,
    organisations: Vec<Organisation>,
}

impl Named {
    async fn load(uow: &Uow, lines: &[DecisionLine]) -> Result<Self, Problem> {
        let ids: Vec<ProposalId> = lines.iter().map(|line| line.proposal_id).collect();
        let proposals = get_many::<Proposal>(&uow.conn, &ids).await?;
        let ids: Vec<OrganisationId> = proposals.iter().map(|proposal| proposal.organisation_id).collect();
        Ok(Self { organisations: get_many(&uow.conn, &ids).await?, proposals })
    }

    fn of(&self, line: &DecisionLine) -> Result<(&Proposal, &Organisation), Problem> {
        let proposal = self.proposals.iter().find(|proposal| proposal.id == line.proposal_id);
        let organisation = proposal.and_then(|proposal| self.organisations.iter().find(|one| one.id == proposal.organisation_id));
        proposal.zip(organisation).ok_or_else(|| Problem::internal(format!("decision line {} lost what it names", line.id)))
    }
}
