//! Leave the scoring closed.

use axum::response::Response;
use serde_json::json;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Path, Reply};
use yichuang_base::parties::tell;
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::Reason;
use yichuang_domain::roles::Role;
use yichuang_domain::states::review_stages::{ReviewStageEvent, ReviewStageMachine};
use yichuang_records::calls;
use yichuang_store::ids::CallId;
use yichuang_store::record::ReviewStage;
use yichuang_store::update;

use super::{get_panel, reopening};

/// Leave the scoring closed
///
/// By the director with the reason, never the person who asked. If-Match is the version of the stage.
#[utoipa::path(post, path = "/calls/{id}/reviews/reopening/reject", operation_id = "rejectReviewReopening", tag = "reviews",
    params(("id" = Uuid, Path, description = "Call")), request_body = Reason,
    responses((status = 200, description = "The panel", body = get_panel::PanelView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<Reason>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let stage = run(&uow, CallId(id), seen, input).await?;
        Ok(Reply::ok(&get_panel::view(&uow, CallId(id)).await?)?.version(stage.version))
    })
    .await
}

pub async fn run(uow: &Uow, id: CallId, seen: IfMatch, input: &Reason) -> Result<ReviewStage, Problem> {
    let (call, stage) = reopening::held(uow, id, seen).await?;
    uow.fire::<ReviewStageMachine>(&stage.state, ReviewStageEvent::RefuseReopening, &calls::place(&call))?;
    reopening::must_decide(uow, &stage).await?;
    let before = json!({ "reopen_until": stage.reopen_until });
    let after = update(&uow.conn, ReviewStage { updated_at: uow.micros(), ..reopening::settled(stage) }).await?;
    let reason = input.reason.trim();
    uow.audit("review_stage.refuse_reopening", Subject::new("review_stage", after.id).before(before).because(reason)).await?;
    let text = format!("「{}」的评分不予重新开放，原因：{reason}", call.title);
    tell(uow, Role::ProgrammeOfficer, &call, "评分不予重新开放", &text).await?;
    Ok(after)
}
