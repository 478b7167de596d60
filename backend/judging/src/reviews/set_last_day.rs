//! Set the last day of scoring.

use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::Date;
use yichuang_domain::fault::Fault;
use yichuang_domain::states::review_stages::{ReviewStageEvent, ReviewStageMachine};
use yichuang_domain::time::Day;
use yichuang_records::calls;
use yichuang_store::ids::{CallId, UserId};
use yichuang_store::record::{Call, ReviewStage, User};
use yichuang_store::{get_many, reviews as rows, update};

use super::{get_panel, is_over, reopening};

/// Why the day is not simply set once it is over.
const REOPEN: &str = "The last day of scoring is over; only two persons open it again";

/// The last day of scoring, and why it is this one.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LastDayInput {
    /// The last day on which scores are taken, included, in Asia/Shanghai; today or later.
    pub scores_until: Date,
    #[schema(min_length = 1, max_length = 500, pattern = r"\S", example = "两位专家出差，评分顺延三天")]
    pub reason: String,
}

/// Set the last day of scoring
///
/// While the written stage is open. After that day nothing is declared, saved, submitted, declined or taken back (409 `scoring_over`), and a
/// reviewer can only be recused;
/// what was submitted stands, and the reviews can be sealed on any day. Every member of the panel is told. Once the day is over two persons open
/// the scoring again: requestReviewReopening. A review begins
/// with the last day of the call's timetable. If-Match is the version of the stage.
#[utoipa::path(put, path = "/calls/{id}/reviews/last-day", operation_id = "setReviewLastDay", tag = "reviews",
    params(("id" = Uuid, Path, description = "Call")), request_body = LastDayInput,
    responses((status = 200, description = "The panel", body = get_panel::PanelView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<LastDayInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let stage = run(&uow, CallId(id), seen, input).await?;
        Ok(Reply::ok(&get_panel::view(&uow, CallId(id)).await?)?.version(stage.version))
    })
    .await
}

pub async fn run(uow: &Uow, id: CallId, seen: IfMatch, input: &LastDayInput) -> Result<ReviewStage, Problem> {
    let (call, stage) = reopening::held(uow, id, seen).await?;
    // Whoever may seal now may say until when nobody is asked to.
    uow.fire::<ReviewStageMachine>(&stage.state, ReviewStageEvent::Seal, &calls::place(&call))?;
    if is_over(uow, &stage)? {
        return Err(Problem::refused("scoring_over", REOPEN).with("limit", stage.scores_until.clone()));
    }
    let day = input.scores_until.0;
    must_be_ahead(uow, day)?;
    let before = json!({ "scores_until": stage.scores_until });
    let after = ReviewStage { scores_until: Some(day.to_string()), updated_at: uow.micros(), ..stage };
    let after = update(&uow.conn, after).await?;
    let subject = Subject::new("review_stage", after.id).before(before).after(json!({ "scores_until": after.scores_until }));
    uow.audit("review_stage.set_last_day", subject.because(&input.reason)).await?;
    tell(uow, &call, &after, &input.reason).await?;
    Ok(after)
}

/// Refuses a last day that is over already.
pub(super) fn must_be_ahead(uow: &Uow, day: Day) -> Result<(), Problem> {
    if day >= uow.today() {
        return Ok(());
    }
    let fault = Fault::new("/scores_until", "already_over", "The last day of scoring cannot be over already");
    Err(Problem::faults(vec![fault.with_limit(uow.today().to_string()).with_actual(day.to_string())]))
}

/// Tells every member of the panel until when scores are taken.
pub(super) async fn tell(uow: &Uow, call: &Call, stage: &ReviewStage, reason: &str) -> Result<(), Problem> {
    let members: Vec<UserId> = rows::seats(&uow.conn, stage.id).await?.iter().map(|seat| seat.reviewer_id).collect();
    let day = stage.scores_until.as_deref().unwrap_or_default();
    for user in get_many::<User>(&uow.conn, &members).await? {
        let text = format!("{} {}：评分截止日期为{day}（含当日）。{reason}", call.number, call.title);
        uow.mail(&user.email, "评分截止日期", &text).await?;
    }
    Ok(())
}
