//! Open the scoring again.

use axum::response::Response;
use serde_json::json;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_domain::states::review_stages::{ReviewStageEvent, ReviewStageMachine};
use yichuang_records::calls;
use yichuang_store::ids::CallId;
use yichuang_store::record::ReviewStage;
use yichuang_store::update;

use super::get_panel;
use super::reopening::{self, settled};
use super::set_last_day::{must_be_ahead, tell};

/// Open the scoring again
///
/// By the director, never the person who asked. Scores are taken again until the day that was asked for, and every member of the
/// panel is told. If-Match is the version of the stage.
#[utoipa::path(post, path = "/calls/{id}/reviews/reopening/approve", operation_id = "approveReviewReopening", tag = "reviews",
    params(("id" = Uuid, Path, description = "Call")),
    responses((status = 200, description = "The panel", body = get_panel::PanelView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch) -> Response {
    cx.write(|uow| async move {
        let stage = run(&uow, CallId(id), seen).await?;
        Ok(Reply::ok(&get_panel::view(&uow, CallId(id)).await?)?.version(stage.version))
    })
    .await
}

pub async fn run(uow: &Uow, id: CallId, seen: IfMatch) -> Result<ReviewStage, Problem> {
    let (call, stage) = reopening::held(uow, id, seen).await?;
    let to = uow.fire::<ReviewStageMachine>(&stage.state, ReviewStageEvent::Reopen, &calls::place(&call))?;
    let (day, reason) = reopening::must_decide(uow, &stage).await?;
    must_be_ahead(uow, day.0)?;
    let (from, before) = (stage.state.clone(), json!({ "scores_until": stage.scores_until }));
    let open = ReviewStage { scores_until: Some(day.0.to_string()), state: to.to_string(), updated_at: uow.micros(), ..settled(stage) };
    let after = update(&uow.conn, open).await?;
    let subject = Subject::new("review_stage", after.id).moved(&from, &after.state).before(before);
    uow.audit("review_stage.reopen", subject.after(json!({ "scores_until": after.scores_until })).because(&reason)).await?;
    tell(uow, &call, &after, &reason).await?;
    Ok(after)
}
