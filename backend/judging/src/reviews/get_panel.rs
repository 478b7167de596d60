//! The panel of a call and how far it is.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::PROGRAMME;
use yichuang_base::actions::{Offer, available};
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::recusal;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{ActionView, Date, Instant, PersonView, ReviewStageState, document};
use yichuang_domain::schemes::Scheme;
use yichuang_domain::states::review_stages::{ReviewStageEvent as Event, ReviewStageMachine};
use yichuang_records::calls;
use yichuang_store::ids::{CallId, UserId};
use yichuang_store::record::{Call, PanelSeat, ReviewStage, User};
use yichuang_store::{get_many, reviews as rows};

use super::is_over;
use super::reopening::{self, ReopeningView};
use super::rubric::{self, CriterionView};

/// The stage in which the panel scores.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StageView {
    pub id: Uuid,
    #[schema(example = "written")]
    pub kind: String,
    pub criteria: Vec<CriterionView>,
    /// Numbers of the scoring, frozen from the scheme.
    #[schema(value_type = Object)]
    pub policy: serde_json::Value,
    /// Fingerprint of what was sealed.
    pub input_sha256: Option<String>,
    pub sealed_at: Option<Instant>,
    /// The last day on which scores are taken, included; without one they are taken until the seal.
    pub scores_until: Option<Date>,
    /// That day is over: nothing is scored any more.
    pub scoring_over: bool,
    /// What waits for the director.
    pub reopening: Option<ReopeningView>,
    pub state: ReviewStageState,
    pub version: i32,
    pub created_at: Instant,
    pub updated_at: Instant,
}

/// One seat.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PanelMemberView {
    pub user: PersonView,
    /// The name in results and wherever names are not shown.
    #[schema(example = "评委甲")]
    pub alias: String,
}

/// How far one reviewer is; never a score.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProgressView {
    pub reviewer: PersonView,
    #[schema(example = "评委甲")]
    pub alias: String,
    /// Wait for the declaration of conflicts.
    pub offered: i64,
    /// Being scored.
    pub accepted: i64,
    pub recused: i64,
    /// Submitted.
    pub completed: i64,
    /// Ended without a review.
    pub lapsed: i64,
}

/// The panel of a call.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PanelView {
    pub call_id: Uuid,
    /// The least number of seats the scheme asks for.
    #[schema(example = 5)]
    pub size: u32,
    /// Whether the number of seats must be odd.
    pub odd: bool,
    /// Nothing until a panel is appointed.
    pub stage: Option<StageView>,
    pub members: Vec<PanelMemberView>,
    pub progress: Vec<ProgressView>,
    /// Reviews that sealing now would let lapse.
    pub outstanding: i64,
    pub available_actions: Vec<ActionView>,
}

/// Show the panel
///
/// Seats and counts. Nobody sees scores before the stage is sealed. Sealing takes the stage's version as If-Match.
#[utoipa::path(get, path = "/calls/{id}/panel", operation_id = "getPanel", tag = "reviews",
    params(("id" = Uuid, Path, description = "Call")),
    responses((status = 200, description = "The panel", body = PanelView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let view = view(&uow, CallId(id)).await?;
    let version = view.stage.as_ref().map_or(0, |stage| stage.version);
    Ok(Reply::ok(&view)?.version(version))
}

pub(super) async fn view(uow: &Uow, id: CallId) -> Result<PanelView, Problem> {
    let call: Call = uow.find(id).await?;
    uow.must_see(PROGRAMME, &calls::place(&call))?;
    let scheme: Scheme = document(&call.scheme)?;
    let empty = PanelView {
        call_id: call.id.0,
        size: scheme.panel.size,
        odd: scheme.panel.odd,
        stage: None,
        members: Vec::new(),
        progress: Vec::new(),
        outstanding: 0,
        available_actions: Vec::new(),
    };
    let Some(stage) = rows::stage_of(&uow.conn, call.id).await? else { return Ok(empty) };
    let seats = rows::seats(&uow.conn, stage.id).await?;
    let ids: Vec<UserId> = seats.iter().map(|seat| seat.reviewer_id).collect();
    let users = get_many::<User>(&uow.conn, &ids).await?;
    let counts = rows::progress(&uow.conn, stage.id, &recusal::hidden(uow).await?).await?;
    let progress: Vec<ProgressView> = seats.iter().map(|seat| progress(seat, &users, &counts)).collect();
    let offer = Offer::new(Event::Seal, "sealReviews").needs(call.state == "reviewing", "not_reviewing", "The review has not started");
    let last = scheme.scoring.stage_weights_bp.defence == 0;
    let offer = if last { offer.and_blocked(crate::juries::missing(uow, &call).await?) } else { offer };
    let mut offers = vec![offer];
    offers.extend(reopening::offers(uow, &stage).await?);
    Ok(PanelView {
        members: seats.iter().map(|seat| PanelMemberView { user: person(seat, &users), alias: seat.alias.clone() }).collect(),
        outstanding: progress.iter().map(|one| one.offered + one.accepted).sum(),
        progress,
        available_actions: available::<ReviewStageMachine>(uow, &stage.state, &calls::place(&call), offers)?,
        stage: Some(StageView::of(uow, &stage).await?),
        ..empty
    })
}

impl StageView {
    async fn of(uow: &Uow, stage: &ReviewStage) -> Result<Self, Problem> {
        Ok(Self {
            id: stage.id.0,
            kind: stage.kind.clone(),
            criteria: rubric::criteria(stage)?,
            policy: document(&stage.policy)?,
            input_sha256: stage.input_sha256.clone(),
            sealed_at: Instant::maybe(stage.sealed_at)?,
            scores_until: Date::maybe(stage.scores_until.as_deref())?,
            scoring_over: is_over(uow, stage)?,
            reopening: reopening::view(uow, stage).await?,
            state: ReviewStageState::read(&stage.state)?,
            version: stage.version,
            created_at: Instant::micros(stage.created_at)?,
            updated_at: Instant::micros(stage.updated_at)?,
        })
    }
}

fn person(seat: &PanelSeat, users: &[User]) -> PersonView {
    let name = users.iter().find(|user| user.id == seat.reviewer_id).map(|user| user.name.clone());
    PersonView { id: seat.reviewer_id.0, name: name.unwrap_or_default() }
}

fn progress(seat: &PanelSeat, users: &[User], counts: &[(UserId, String, i64)]) -> ProgressView {
    let of = |state: &str| counts.iter().filter(|(reviewer, at, _)| *reviewer == seat.reviewer_id && at == state).map(|(_, _, n)| n).sum();
    ProgressView {
        reviewer: person(seat, users),
        alias: seat.alias.clone(),
        offered: of("offered"),
        accepted: of("accepted"),
        recused: of("recused"),
        completed: of("completed"),
        lapsed: of("lapsed"),
    }
}
