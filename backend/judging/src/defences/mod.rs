//! The defence day: who is heard in which drawn order, and the turn that is before the panel.

use std::str::FromStr as _;

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::PROGRAMME;
use yichuang_base::actions::{Offer, available};
use yichuang_base::http::Reply;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{
    ActionView, AssignmentState, DefenceState, DefenceTurnState as TurnStateCode, Instant, PersonView, ReviewStageState, document,
};
use yichuang_domain::fault::Fault;
use yichuang_domain::roles::Role;
use yichuang_domain::states::defence_turns::{DefenceTurnEvent, DefenceTurnMachine, DefenceTurnState};
use yichuang_domain::states::defences::{DefenceEvent, DefenceMachine};
use yichuang_domain::states::review_stages::{ReviewStageEvent, ReviewStageMachine};
use yichuang_records::calls;
use yichuang_store::ids::ProposalId;
use yichuang_store::record::{Assignment, Call, Defence, DefenceTurn, PanelSeat, Proposal, ReviewStage, User};
use yichuang_store::{defences as rows, get_many, proposals, reviews};

use crate::reviews::assignment::ReviewedProposal;
use crate::reviews::rubric::{self, CriterionView};

pub mod announce;
mod around;
pub mod begin_scoring;
pub mod close;
pub mod draw;
pub mod get;
pub mod miss;
mod moving;
pub mod open;
pub mod recall;
pub mod reopen;
pub mod watch;

use around::Around;
use moving::Moving;

/// How far one member of the panel is with one proposal; never a score.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DefenceSeatView {
    pub reviewer: PersonView,
    #[schema(example = "评委甲")]
    pub alias: String,
    /// `completed` once the score is submitted.
    pub state: AssignmentState,
}

/// The turn of one proposal.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DefenceTurnView {
    pub id: Uuid,
    /// The place in the drawn order, from 1.
    #[schema(example = 1)]
    pub position: i32,
    pub proposal: ReviewedProposal,
    pub opened_at: Option<Instant>,
    /// When the presentation ended.
    pub heard_at: Option<Instant>,
    pub closed_at: Option<Instant>,
    /// Why it was opened again, or nobody appeared.
    pub reason: Option<String>,
    /// Who scores it and how far they are; for staff and the chair.
    pub seats: Vec<DefenceSeatView>,
    /// Members of the panel who score it and have submitted; for staff and the chair.
    #[schema(example = 4)]
    pub submitted: Option<usize>,
    /// Members of the panel who score it, without those who have a conflict; for staff and the chair.
    #[schema(example = 5)]
    pub expected: Option<usize>,
    /// The caller's own assignment, if they sit on the panel and have no conflict.
    pub own_assignment_id: Option<Uuid>,
    pub own_state: Option<AssignmentState>,
    pub state: TurnStateCode,
    pub version: i32,
    pub available_actions: Vec<ActionView>,
}

/// The announced day.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DefenceDayView {
    pub id: Uuid,
    pub starts_at: Instant,
    #[schema(example = "天宁区社会组织服务中心二楼会议室")]
    pub venue: String,
    /// Minutes of one presentation with its questions.
    #[schema(example = 15)]
    pub minutes: i32,
    /// The member of the panel who opens and closes the turns; officers may always do so.
    pub chair: Option<PersonView>,
    /// Who is heard, by number; as they were when the digest was published.
    pub members: Vec<String>,
    /// The public source of chance, named beforehand.
    #[schema(example = "中国福利彩票双色球第2026100期开奖号码")]
    pub entropy_source: String,
    /// When the source speaks.
    pub entropy_at: Instant,
    /// SHA-256 of call, snapshot and salt, published before the source speaks.
    pub commitment: String,
    pub committed_at: Instant,
    /// What the source said.
    pub entropy: Option<String>,
    pub drawn_at: Option<Instant>,
    pub state: DefenceState,
    pub version: i32,
    pub available_actions: Vec<ActionView>,
}

/// The stage in which the defence is scored.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DefenceStageView {
    pub id: Uuid,
    pub criteria: Vec<CriterionView>,
    /// Weights in basis points: of the written review and of the defence.
    #[schema(example = 7000)]
    pub written_bp: u32,
    #[schema(example = 3000)]
    pub defence_bp: u32,
    /// Weight of the public jury in basis points; 0 where none is weighed.
    #[schema(example = 0)]
    pub public_jury_bp: u32,
    /// Weight of the site visits in basis points; 0 where none are weighed.
    #[schema(example = 0)]
    pub site_visit_bp: u32,
    pub state: ReviewStageState,
    pub version: i32,
    pub available_actions: Vec<ActionView>,
}

/// The defence of a call.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DefenceView {
    pub call_id: Uuid,
    #[schema(example = "2026年社区公益创投征集")]
    pub call_title: String,
    /// The platform's time when this was answered; the clock of a turn runs from it.
    pub now: Instant,
    /// Nothing where the scheme weighs no defence, or no panel is appointed yet.
    pub stage: Option<DefenceStageView>,
    /// How many proposals the verified written results shortlist; nothing before they are verified.
    pub shortlisted: Option<usize>,
    /// Whether an officer may announce the day now.
    pub may_announce: bool,
    /// Nothing until it is announced.
    pub day: Option<DefenceDayView>,
    /// In the drawn order; nothing before it is drawn.
    pub turns: Vec<DefenceTurnView>,
}

/// Everything about the defence of one call, and who looks at it.
pub struct Day {
    pub call: Call,
    pub stage: Option<ReviewStage>,
    pub defence: Option<Defence>,
    seats: Vec<PanelSeat>,
    /// The shortlist of the verified written results.
    shortlist: Option<(yichuang_store::record::ResultRun, Vec<String>)>,
}

impl Day {
    /// 404 unless the caller is staff of the call or sits on its panel.
    pub async fn read(uow: &Uow, call: Call) -> Result<Self, Problem> {
        let seats = match reviews::stage_of(&uow.conn, call.id).await? {
            Some(written) => reviews::seats(&uow.conn, written.id).await?,
            None => Vec::new(),
        };
        let me = uow.caller()?.user;
        if !seats.iter().any(|seat| seat.reviewer_id == me) || call.state == "screening" {
            uow.must_see(PROGRAMME, &calls::place(&call))?;
        }
        let stage = reviews::defence_stage_of(&uow.conn, call.id).await?;
        let defence = rows::of_call(&uow.conn, call.id).await?;
        let shortlist = shortlist(uow, &call, stage.as_ref()).await?;
        Ok(Self { call, stage, defence, seats, shortlist })
    }

    fn is_chair(&self, uow: &Uow) -> bool {
        let chair = self.defence.as_ref().and_then(|defence| defence.chair_id);
        chair.is_some() && chair == uow.who.as_ref().map(|who| who.user)
    }

    fn is_staff(&self, uow: &Uow) -> bool {
        uow.who.as_ref().is_some_and(|who| who.holds(PROGRAMME, &calls::place(&self.call)))
    }

    /// Whether the caller may lead the day: officers of the call, and the appointed chair.
    fn leads(&self, uow: &Uow) -> bool {
        let officer = uow.who.as_ref().is_some_and(|who| who.holds(&[Role::ProgrammeOfficer], &calls::place(&self.call)));
        officer || self.is_chair(uow)
    }

    pub async fn view(&self, uow: &Uow) -> Result<DefenceView, Problem> {
        let hidden = yichuang_base::recusal::hidden(uow).await?;
        let place = calls::place(&self.call);
        let officer = uow.who.as_ref().is_some_and(|who| who.holds(&[Role::ProgrammeOfficer], &place));
        let silent = self.defence.as_ref().is_none_or(|day| day.state == "announced" && uow.micros() < day.entropy_at);
        Ok(DefenceView {
            call_id: self.call.id.0,
            call_title: self.call.title.clone(),
            now: Instant(uow.now),
            stage: match &self.stage {
                Some(stage) => Some(self.stage_view(uow, stage).await?),
                None => None,
            },
            shortlisted: self.shortlist.as_ref().map(|(_, members)| members.len()),
            may_announce: officer && silent && self.shortlist.as_ref().is_some_and(|(_, members)| !members.is_empty()),
            day: match &self.defence {
                Some(day) => Some(self.day_view(uow, day, &hidden).await?),
                None => None,
            },
            turns: self.turn_views(uow, &hidden).await?,
        })
    }

    async fn stage_view(&self, uow: &Uow, stage: &ReviewStage) -> Result<DefenceStageView, Problem> {
        let policy: serde_json::Value = document(&stage.policy)?;
        let weight = |kind: &str| policy["stage_weights_bp"][kind].as_u64().and_then(|bp| u32::try_from(bp).ok()).unwrap_or_default();
        let seal = Offer::new(ReviewStageEvent::Seal, "sealDefence");
        let seal = if self.is_staff(uow) { seal.blocked(self.unsealable(uow).await?) } else { seal };
        Ok(DefenceStageView {
            id: stage.id.0,
            criteria: rubric::criteria(stage)?,
            written_bp: weight("written"),
            defence_bp: weight("defence"),
            public_jury_bp: weight("public_jury"),
            site_visit_bp: weight("site_visit"),
            state: ReviewStageState::read(&stage.state)?,
            version: stage.version,
            available_actions: available::<ReviewStageMachine>(uow, &stage.state, &calls::place(&self.call), vec![seal])?,
        })
    }

    /// Everything that keeps the defence from being sealed.
    async fn unsealable(&self, uow: &Uow) -> Result<Vec<Fault>, Problem> {
        let mut faults = crate::reviews::seal_defence::unheard(uow, &self.call).await?;
        faults.extend(crate::juries::missing(uow, &self.call).await?);
        Ok(faults)
    }

    async fn day_view(&self, uow: &Uow, day: &Defence, hidden: &[ProposalId]) -> Result<DefenceDayView, Problem> {
        let mut members: Vec<String> = document(&day.members)?;
        for gone in get_many::<Proposal>(&uow.conn, hidden).await? {
            members.retain(|number| *number != gone.number);
        }
        let chair = match day.chair_id {
            Some(id) => Some(uow.find::<User>(id).await?),
            None => None,
        };
        let other = !uow.is_me(day.created_by).await?;
        let draw = Offer::new(DefenceEvent::Draw, "drawDefence")
            .needs(other, "same_person", "Who announced the defence does not draw its order")
            .needs(day.entropy_at <= uow.micros(), "source_silent", crate::chance::SILENT);
        Ok(DefenceDayView {
            id: day.id.0,
            starts_at: Instant::micros(day.starts_at)?,
            venue: day.venue.clone(),
            minutes: day.minutes,
            chair: chair.map(|user| PersonView { id: user.id.0, name: user.name }),
            members,
            entropy_source: day.entropy_source.clone(),
            entropy_at: Instant::micros(day.entropy_at)?,
            commitment: day.commitment.clone(),
            committed_at: Instant::micros(day.committed_at)?,
            entropy: day.entropy.clone(),
            drawn_at: Instant::maybe(day.drawn_at)?,
            state: DefenceState::read(&day.state)?,
            version: day.version,
            available_actions: available::<DefenceMachine>(uow, &day.state, &calls::place(&self.call), vec![draw])?,
        })
    }

    async fn turn_views(&self, uow: &Uow, hidden: &[ProposalId]) -> Result<Vec<DefenceTurnView>, Problem> {
        let (Some(day), Some(stage)) = (&self.defence, &self.stage) else { return Ok(Vec::new()) };
        let turns: Vec<DefenceTurn> =
            rows::turns(&uow.conn, day.id).await?.into_iter().filter(|turn| !hidden.contains(&turn.proposal_id)).collect();
        let around = Around::load(uow, &turns, stage, &self.seats).await?;
        let busy = turns.iter().any(|turn| is_open(&turn.state));
        turns.iter().map(|turn| self.turn_view(uow, turn, &around, (stage, busy))).collect()
    }

    fn turn_view(
        &self,
        uow: &Uow,
        turn: &DefenceTurn,
        around: &Around,
        (stage, busy): (&ReviewStage, bool),
    ) -> Result<DefenceTurnView, Problem> {
        let me = uow.caller()?.user;
        let work: Vec<&Assignment> = around.assignments.iter().filter(|one| one.proposal_id == turn.proposal_id).collect();
        let own = work.iter().find(|one| one.reviewer_id == me && !matches!(one.state.as_str(), "recused" | "replaced"));
        let scoring = work.iter().filter(|one| !matches!(one.state.as_str(), "recused" | "replaced"));
        let shown = self.is_staff(uow) || self.is_chair(uow);
        Ok(DefenceTurnView {
            id: turn.id.0,
            position: turn.position,
            proposal: around.proposal(turn.proposal_id)?,
            opened_at: Instant::maybe(turn.opened_at)?,
            heard_at: Instant::maybe(turn.heard_at)?,
            closed_at: Instant::maybe(turn.closed_at)?,
            reason: turn.reason.clone(),
            seats: work.iter().filter(|_| shown).map(|one| around.seat(one)).collect::<Result<_, _>>()?,
            submitted: shown.then(|| scoring.clone().filter(|one| one.state == "completed").count()),
            expected: shown.then(|| scoring.count()),
            own_assignment_id: own.map(|one| one.id.0),
            own_state: own.map(|one| AssignmentState::read(&one.state)).transpose()?,
            state: TurnStateCode::read(&turn.state)?,
            version: turn.version,
            available_actions: if stage.state == "open" && self.leads(uow) { self.offers(uow, turn, busy)? } else { Vec::new() },
        })
    }

    fn offers(&self, uow: &Uow, turn: &DefenceTurn, busy: bool) -> Result<Vec<ActionView>, Problem> {
        use DefenceTurnEvent as Event;
        let free = |event, operation| Offer::new(event, operation).needs(!busy, "another_open", ANOTHER_OPEN);
        let offers = vec![
            free(Event::Open, "openDefenceTurn"),
            Offer::new(Event::BeginScoring, "beginDefenceScoring"),
            Offer::new(Event::Close, "closeDefenceTurn"),
            free(Event::Reopen, "reopenDefenceTurn"),
            Offer::new(Event::Miss, "missDefenceTurn"),
            Offer::new(Event::Recall, "recallDefenceTurn"),
        ];
        available::<DefenceTurnMachine>(uow, &turn.state, &calls::place(&self.call), offers)
    }

    pub async fn reply(&self, uow: &Uow) -> Result<Reply, Problem> {
        Ok(Reply::ok(&self.view(uow).await?)?.version(self.stage.as_ref().map_or(0, |stage| stage.version)))
    }
}

/// Whether a turn in this state is before the panel.
#[must_use]
pub fn is_open(state: &str) -> bool {
    DefenceTurnState::from_str(state).is_ok_and(DefenceTurnState::is_open)
}

/// Why a turn is not opened.
const ANOTHER_OPEN: &str = "Another proposal is before the panel; close its turn first";

/// Who is shortlisted by the verified results of the written stage and still under review; nothing before that.
pub(crate) async fn shortlist(
    uow: &Uow,
    call: &Call,
    stage: Option<&ReviewStage>,
) -> Result<Option<(yichuang_store::record::ResultRun, Vec<String>)>, Problem> {
    if stage.is_none_or(|stage| stage.state != "open") {
        return Ok(None);
    }
    let Some(run) = reviews::last_run(&uow.conn, call.id).await?.filter(|run| run.state == "verified") else { return Ok(None) };
    let output: serde_json::Value = document(&run.output)?;
    let mut members: Vec<String> = document(&output["shortlist"].to_string())?;
    let live = proposals::list_in(&uow.conn, call.id, &["under_review"]).await?;
    members.retain(|number| live.iter().any(|proposal| proposal.number == *number));
    Ok(Some((run, members)))
}
