//! Scoring that is over is opened again only by two persons: an officer asks, the director decides.

use serde::Serialize;
use utoipa::ToSchema;
use yichuang_base::access::PROGRAMME;
use yichuang_base::actions::Offer;
use yichuang_base::http::IfMatch;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{Date, Instant, PersonView};
use yichuang_domain::states::review_stages::ReviewStageEvent as Event;
use yichuang_records::calls;
use yichuang_store::ids::{CallId, UserId};
use yichuang_store::record::{Call, ReviewStage, User};

use super::{is_over, stage_of};

/// Why nothing can be decided.
const NOT_ASKED: &str = "Nobody has asked to open the scoring again";
/// Why nobody decides what they asked for.
const SAME_PERSON: &str = "Who asked to open the scoring again does not decide it";
/// Why nobody has to ask.
const NOT_OVER: &str = "The scoring is not over; its last day can be set";
/// Why nobody asks twice.
const WAITING: &str = "A reopening waits for its decision";

/// A reopening that waits for a second person.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReopeningView {
    /// The last day on which scores would be taken, included.
    pub scores_until: Date,
    #[schema(example = "两位专家因暴雨未能按时提交，已通知全体评委")]
    pub reason: String,
    pub requested_by: PersonView,
    pub requested_at: Instant,
}

/// What waits for a second person: until when, and who asked.
struct Asked<'a> {
    until: &'a str,
    reason: &'a str,
    by: UserId,
    at: i64,
}

fn asked(stage: &ReviewStage) -> Option<Asked<'_>> {
    let until = stage.reopen_until.as_deref()?;
    Some(Asked { until, reason: stage.reopen_reason.as_deref()?, by: stage.reopen_by?, at: stage.reopen_at? })
}

/// The same stage with nothing waiting.
pub(super) fn settled(stage: ReviewStage) -> ReviewStage {
    ReviewStage { reopen_until: None, reopen_reason: None, reopen_by: None, reopen_at: None, ..stage }
}

/// Call and stage, locked in this order; 404 for strangers, 412 for an older version.
pub(super) async fn held(uow: &Uow, id: CallId, seen: IfMatch) -> Result<(Call, ReviewStage), Problem> {
    let call: Call = uow.lock(id).await?;
    uow.must_see(PROGRAMME, &calls::place(&call))?;
    let stage: ReviewStage = uow.lock(stage_of(uow, &call).await?.id).await?;
    seen.check(stage.version)?;
    Ok((call, stage))
}

/// Refuses to ask before the last day is over, and while somebody has asked.
pub(super) fn must_be_due(uow: &Uow, stage: &ReviewStage) -> Result<(), Problem> {
    if !is_over(uow, stage)? {
        return Err(Problem::refused("scoring_not_over", NOT_OVER).with("limit", stage.scores_until.clone()));
    }
    if asked(stage).is_some() {
        return Err(Problem::refused("reopening_waits", WAITING));
    }
    Ok(())
}

/// The day and the reason that were asked for; refuses where nobody has asked, and the person who has.
pub(super) async fn must_decide(uow: &Uow, stage: &ReviewStage) -> Result<(Date, String), Problem> {
    let asked = asked(stage).ok_or_else(|| Problem::refused("not_asked", NOT_ASKED))?;
    if uow.is_me(asked.by).await? {
        return Err(Problem::refused("same_person", SAME_PERSON));
    }
    Ok((Date::read(asked.until)?, asked.reason.to_owned()))
}

pub(super) async fn view(uow: &Uow, stage: &ReviewStage) -> Result<Option<ReopeningView>, Problem> {
    let Some(asked) = asked(stage) else { return Ok(None) };
    let by: User = uow.find(asked.by).await?;
    Ok(Some(ReopeningView {
        scores_until: Date::read(asked.until)?,
        reason: asked.reason.to_owned(),
        requested_by: PersonView { id: by.id.0, name: by.name },
        requested_at: Instant::micros(asked.at)?,
    }))
}

/// What can be done about it now: asking once the scoring is over, deciding once somebody has asked.
pub(super) async fn offers(uow: &Uow, stage: &ReviewStage) -> Result<Vec<Offer<Event>>, Problem> {
    let Some(asked) = asked(stage) else {
        let ask = Offer::new(Event::AskReopening, "requestReviewReopening");
        return Ok(if is_over(uow, stage)? { vec![ask] } else { Vec::new() });
    };
    let another = !uow.is_me(asked.by).await?;
    let decide = |event, operation| Offer::new(event, operation).needs(another, "same_person", SAME_PERSON);
    Ok(vec![decide(Event::Reopen, "approveReviewReopening"), decide(Event::RefuseReopening, "rejectReviewReopening")])
}
