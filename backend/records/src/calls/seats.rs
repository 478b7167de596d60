//! Proposals given to seats of a panel.

use std::collections::HashMap;

use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_domain::states::assignments::{AssignmentEvent, AssignmentMachine};
use yichuang_store::ids::{AssignmentId, CallId, ProposalId, UserId};
use yichuang_store::record::{Assignment, Conflict, PanelSeat, Proposal, ReviewStage, User};
use yichuang_store::{conflicts, get_many};

/// Who on a panel is shut out of which proposals of the call by what is written down, read once for all of them.
pub struct ShutOut(HashMap<(UserId, ProposalId), Conflict>);

impl ShutOut {
    pub async fn of(uow: &Uow, call: CallId, seats: &[PanelSeat]) -> Result<Self, Problem> {
        let ids: Vec<UserId> = seats.iter().map(|seat| seat.reviewer_id).collect();
        let users = get_many::<User>(&uow.conn, &ids).await?;
        let mut shut = HashMap::new();
        for (person, proposal, conflict) in conflicts::shutting_in(&uow.conn, call, uow.micros()).await? {
            for user in users.iter().filter(|user| user.person_id == person) {
                shut.entry((user.id, proposal)).or_insert_with(|| conflict.clone());
            }
        }
        Ok(Self(shut))
    }
}

/// A proposal given to a seat: offered, or recused where a conflict is written down.
pub fn assigned(uow: &Uow, stage: &ReviewStage, seat: &PanelSeat, proposal: &Proposal, shut: &ShutOut) -> Result<Assignment, Problem> {
    let offered = offered(uow, stage, seat, proposal);
    match shut.0.get(&(seat.reviewer_id, proposal.id)) {
        Some(conflict) => recused(uow, offered, conflict.clone()),
        None => Ok(offered),
    }
}

fn offered(uow: &Uow, stage: &ReviewStage, seat: &PanelSeat, proposal: &Proposal) -> Assignment {
    Assignment {
        id: AssignmentId(uow.id()),
        stage_id: stage.id,
        call_id: proposal.call_id,
        proposal_id: proposal.id,
        reviewer_id: seat.reviewer_id,
        alias: seat.alias.clone(),
        run_id: None,
        attested_at: None,
        statement_sha256: None,
        recusal_kind: None,
        recusal_reason: None,
        recusal_source: None,
        recused_at: None,
        state: "offered".to_owned(),
        version: 1,
        created_at: uow.micros(),
        updated_at: uow.micros(),
    }
}

/// The same for a reviewer who has a conflict about the proposal.
fn recused(uow: &Uow, assignment: Assignment, conflict: Conflict) -> Result<Assignment, Problem> {
    let to = uow.follow::<AssignmentMachine>(&assignment.state, AssignmentEvent::Recuse)?;
    Ok(Assignment {
        recusal_kind: Some(conflict.kind),
        recusal_reason: Some(conflict.reason),
        recusal_source: Some(conflict.source),
        recused_at: Some(uow.micros()),
        state: to.to_string(),
        ..assignment
    })
}
