//! What the turns of a day name.

use std::collections::HashMap;

use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{AssignmentState, PersonView};
use yichuang_store::ids::{OrganisationId, ProposalId, UserId};
use yichuang_store::record::{Assignment, DefenceTurn, Organisation, PanelSeat, Proposal, ReviewStage, User};
use yichuang_store::{get_many, reviews};

use super::DefenceSeatView;
use crate::reviews::assignment::ReviewedProposal;

/// What the turns name, read once for all of them.
pub(super) struct Around {
    proposals: HashMap<ProposalId, Proposal>,
    organisations: HashMap<OrganisationId, String>,
    pub assignments: Vec<Assignment>,
    users: HashMap<UserId, String>,
}

impl Around {
    pub async fn load(uow: &Uow, turns: &[DefenceTurn], stage: &ReviewStage, seats: &[PanelSeat]) -> Result<Self, Problem> {
        let ids: Vec<ProposalId> = turns.iter().map(|turn| turn.proposal_id).collect();
        let proposals = get_many::<Proposal>(&uow.conn, &ids).await?;
        let ids: Vec<OrganisationId> = proposals.iter().map(|proposal| proposal.organisation_id).collect();
        let organisations = get_many::<Organisation>(&uow.conn, &ids).await?;
        let ids: Vec<UserId> = seats.iter().map(|seat| seat.reviewer_id).collect();
        Ok(Self {
            proposals: proposals.into_iter().map(|proposal| (proposal.id, proposal)).collect(),
            organisations: organisations.into_iter().map(|one| (one.id, one.name)).collect(),
            assignments: reviews::assignments_of(&uow.conn, stage.id).await?,
            users: get_many::<User>(&uow.conn, &ids).await?.into_iter().map(|user| (user.id, user.name)).collect(),
        })
    }

    pub fn proposal(&self, id: ProposalId) -> Result<ReviewedProposal, Problem> {
        let proposal = self.proposals.get(&id).ok_or_else(|| Problem::internal(format!("turn of {id} lost its proposal")))?;
        Ok(ReviewedProposal {
            id: proposal.id.0,
            number: proposal.number.clone(),
            title: proposal.title.clone(),
            organisation_name: self.organisations.get(&proposal.organisation_id).cloned().unwrap_or_default(),
        })
    }

    pub fn seat(&self, one: &Assignment) -> Result<DefenceSeatView, Problem> {
        let name = self.users.get(&one.reviewer_id).cloned().unwrap_or_default();
        Ok(DefenceSeatView {
            reviewer: PersonView { id: one.reviewer_id.0, name },
            alias: one.alias.clone(),
            state: AssignmentState::read(&one.state)?,
        })
    }
}
