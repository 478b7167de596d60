//! How a notice looks to staff, and how it is opened for a change.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::STAFF;
use yichuang_base::actions::{Offer, available};
use yichuang_base::http::{IfMatch, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{ActionView, Date, Instant, Money, NoticeState, PersonView};
use yichuang_domain::states::notices::{NoticeEvent, NoticeMachine};
use yichuang_records::calls;
use yichuang_store::ids::NoticeId;
use yichuang_store::record::{Call, Decision, DecisionLine, Notice};
use yichuang_store::{notices as rows, objections};

use super::decision::{DecidedCall, DecidedProposal};
use super::{Named, day, is_over, maybe_person, person};

/// One proposed award.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NoticeLineView {
    #[schema(example = 1)]
    pub rank: Option<i32>,
    pub proposal: DecidedProposal,
    pub amount: Money,
}

/// A public notice of proposed awards.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NoticeView {
    pub id: Uuid,
    #[schema(example = "GS2026-0001")]
    pub number: String,
    pub call: DecidedCall,
    pub decision_id: Uuid,
    #[schema(example = "2026年社区公益创投拟立项项目公示")]
    pub title: String,
    pub body: String,
    pub starts_on: Date,
    /// The last day, included.
    pub ends_on: Date,
    #[schema(example = 5)]
    pub working_days: i32,
    pub lines: Vec<NoticeLineView>,
    pub total: Money,
    pub created_by: PersonView,
    pub published_by: Option<PersonView>,
    pub published_at: Option<Instant>,
    pub closed_at: Option<Instant>,
    pub demonstration: bool,
    pub state: NoticeState,
    pub version: i32,
    pub created_at: Instant,
    pub updated_at: Instant,
    pub available_actions: Vec<ActionView>,
}

/// The call and its notice, locked in this order; 404 for strangers, 412 when it changed since it was read.
pub(super) async fn open(uow: &Uow, id: NoticeId, seen: IfMatch) -> Result<(Call, Notice), Problem> {
    let call: Call = uow.lock(uow.find::<Notice>(id).await?.call_id).await?;
    uow.must_see(STAFF, &calls::place(&call))?;
    let notice: Notice = uow.lock(id).await?;
    seen.check(notice.version)?;
    Ok((call, notice))
}

pub(super) async fn reply(uow: &Uow, notice: &Notice) -> Result<Reply, Problem> {
    Ok(Reply::ok(&view(uow, notice).await?)?.version(notice.version))
}

/// The awards of a notice in the order of the ranking.
pub(super) async fn awards(uow: &Uow, notice: &Notice) -> Result<Vec<DecisionLine>, Problem> {
    let lines = rows::lines_of(&uow.conn, notice.decision_id).await?;
    Ok(lines.into_iter().filter(|line| line.outcome == "recommend").collect())
}

pub(super) async fn view(uow: &Uow, notice: &Notice) -> Result<NoticeView, Problem> {
    let call: Call = uow.find(notice.call_id).await?;
    let decision: Decision = uow.find(notice.decision_id).await?;
    let awards = awards(uow, notice).await?;
    let named = Named::load(uow, &awards).await?;
    Ok(NoticeView {
        id: notice.id.0,
        number: notice.number.clone(),
        decision_id: notice.decision_id.0,
        title: notice.title.clone(),
        body: notice.body.clone(),
        starts_on: Date::read(&notice.starts_on)?,
        ends_on: Date::read(&notice.ends_on)?,
        working_days: notice.working_days,
        lines: awards.iter().map(|line| line_view(line, &named)).collect::<Result<_, _>>()?,
        total: Money::fen(decision.total_fen)?,
        created_by: person(uow, notice.created_by).await?,
        published_by: maybe_person(uow, notice.published_by).await?,
        published_at: Instant::maybe(notice.published_at)?,
        closed_at: Instant::maybe(notice.closed_at)?,
        demonstration: notice.demonstration,
        state: NoticeState::read(&notice.state)?,
        version: notice.version,
        created_at: Instant::micros(notice.created_at)?,
        updated_at: Instant::micros(notice.updated_at)?,
        available_actions: actions(uow, &call, notice).await?,
        call: DecidedCall { id: call.id.0, number: call.number, title: call.title },
    })
}

async fn actions(uow: &Uow, call: &Call, notice: &Notice) -> Result<Vec<ActionView>, Problem> {
    let other = !uow.is_me(notice.created_by).await?;
    let ahead = day(&notice.starts_on)? >= uow.today();
    let open = objections::open_of_notice(&uow.conn, notice.id).await?;
    available::<NoticeMachine>(
        uow,
        &notice.state,
        &calls::place(call),
        vec![
            Offer::new(NoticeEvent::Publish, "publishNotice")
                .needs(other, "same_person", "Who drafted the notice does not publish it")
                .needs(ahead, "starts_in_the_past", "The first day is over; discard the draft and write another"),
            Offer::new(NoticeEvent::Close, "closeNotice")
                .needs(is_over(uow, notice)?, "still_running", "The last day is not over yet")
                .needs(open == 0, "objection_open", "Objections wait for their answer"),
            Offer::new(NoticeEvent::Extend, "extendNotice"),
            Offer::new(NoticeEvent::Discard, "discardNotice"),
        ],
    )
}

fn line_view(line: &DecisionLine, named: &Named) -> Result<NoticeLineView, Problem> {
    let (proposal, organisation) = named.of(line)?;
    Ok(NoticeLineView {
        rank: line.place,
        proposal: DecidedProposal {
            id: proposal.id.0,
            number: proposal.number.clone(),
            title: proposal.title.clone(),
            organisation_name: organisation.name.clone(),
        },
        amount: Money::fen(line.recommended_fen)?,
    })
}
