//! Ask to open the scoring again.

use axum::response::Response;
use serde_json::json;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Path, Reply};
use yichuang_base::parties::tell;
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_domain::roles::Role;
use yichuang_domain::states::review_stages::{ReviewStageEvent, ReviewStageMachine};
use yichuang_records::calls;
use yichuang_store::ids::CallId;
use yichuang_store::record::ReviewStage;
use yichuang_store::update;

use super::set_last_day::{LastDayInput, must_be_ahead};
use super::{get_panel, reopening};

/// Ask to open the scoring again
///
/// Once its last day is over (409 `scoring_not_over` before: the day is simply set). Nothing changes until the director, as a second
/// person, agrees; sealing the reviews settles it. If-Match is the version of the stage.
#[utoipa::path(post, path = "/calls/{id}/reviews/reopening", operation_id = "requestReviewReopening", tag = "reviews",
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
    uow.fire::<ReviewStageMachine>(&stage.state, ReviewStageEvent::AskReopening, &calls::place(&call))?;
    reopening::must_be_due(uow, &stage)?;
    let day = input.scores_until.0;
    must_be_ahead(uow, day)?;
    let reason = input.reason.trim().to_owned();
    let asked = ReviewStage {
        reopen_until: Some(day.to_string()),
        reopen_reason: Some(reason.clone()),
        reopen_by: Some(uow.caller()?.user),
        reopen_at: Some(uow.micros()),
        updated_at: uow.micros(),
        ..stage
    };
    let after = update(&uow.conn, asked).await?;
    let subject = Subject::new("review_stage", after.id).after(json!({ "reopen_until": after.reopen_until }));
    uow.audit("review_stage.ask_reopening", subject.because(&reason)).await?;
    let text = format!("「{}」评分已截止，经办人员申请重新开放至{day}（含当日），请批准或退回。原因：{reason}", call.title);
    tell(uow, Role::ProgrammeDirector, &call, "评分重新开放待批准", &text).await?;
    Ok(after)
}
