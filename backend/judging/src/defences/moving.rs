//! A turn of the defence that is about to move.

use yichuang_base::http::IfMatch;
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow, state_of};
use yichuang_domain::states::assignments::AssignmentState as Seat;
use yichuang_domain::states::defence_turns::{DefenceTurnEvent, DefenceTurnMachine};
use yichuang_records::calls;
use yichuang_store::ids::DefenceTurnId;
use yichuang_store::record::{Defence, DefenceTurn, ReviewStage};
use yichuang_store::{defences as rows, reviews};

use super::{ANOTHER_OPEN, Day, is_open};

/// A turn that is about to move: the stage is locked against scores, then the turn.
pub(super) struct Moving {
    day: Day,
    pub stage: ReviewStage,
    pub turn: DefenceTurn,
}

impl Moving {
    /// 404 for strangers and for whoever has a conflict about the proposal, 403 for who does not lead the day, 409 once the
    /// stage is sealed.
    pub async fn lock(uow: &Uow, id: DefenceTurnId, seen: IfMatch) -> Result<Self, Problem> {
        let found: DefenceTurn = uow.find(id).await?;
        let defence: Defence = uow.find(found.defence_id).await?;
        let day = Day::read(uow, uow.find(defence.call_id).await?).await?;
        yichuang_base::recusal::must_be_free(uow, found.proposal_id).await?;
        let stage: ReviewStage = uow.lock(defence.stage_id).await?;
        let turn: DefenceTurn = uow.lock(id).await?;
        if !day.leads(uow) {
            return Err(Problem::forbidden("Only an officer of the call or the appointed chair leads the defence"));
        }
        seen.check(turn.version)?;
        if stage.state != "open" {
            return Err(Problem::refused("stage_not_open", "The scoring has ended").with("state", stage.state));
        }
        Ok(Self { day, stage, turn })
    }

    /// 409 while another proposal is before the panel.
    pub async fn must_be_alone(&self, uow: &Uow) -> Result<(), Problem> {
        let turns = rows::turns(&uow.conn, self.turn.defence_id).await?;
        let open = turns.iter().find(|turn| turn.id != self.turn.id && is_open(&turn.state));
        match open {
            Some(other) => Err(Problem::refused("another_open", ANOTHER_OPEN).with("position", other.position)),
            None => Ok(()),
        }
    }

    /// Moves the turn, keeps `change` of it, and writes it down.
    pub async fn go(self, uow: &Uow, event: DefenceTurnEvent, change: impl FnOnce(DefenceTurn) -> DefenceTurn) -> Result<Day, Problem> {
        let from = self.turn.state.clone();
        let to = uow.fire::<DefenceTurnMachine>(&from, event, &calls::place(&self.day.call))?;
        let moved = DefenceTurn { state: to.to_string(), updated_at: uow.micros(), ..change(self.turn) };
        let after = yichuang_store::update(&uow.conn, moved).await?;
        let subject = Subject::new("defence_turn", after.id).moved(&from, &after.state);
        uow.audit(&format!("defence_turn.{}", event.as_str()), subject.because(after.reason.as_deref().unwrap_or_default())).await?;
        Day::read(uow, self.day.call).await
    }

    /// How many members of the panel have not submitted their score of it.
    pub async fn outstanding(&self, uow: &Uow) -> Result<Vec<String>, Problem> {
        let all = reviews::assignments_of(&uow.conn, self.stage.id).await?;
        let waiting = all.into_iter().filter(|one| one.proposal_id == self.turn.proposal_id);
        let mut aliases = Vec::new();
        for one in waiting {
            if matches!(state_of::<Seat>(&one.state)?, Seat::Offered | Seat::Accepted) {
                aliases.push(one.alias);
            }
        }
        Ok(aliases)
    }
}
