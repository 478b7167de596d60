//! Take an assignment back.

use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_domain::states::assignment_runs::{AssignmentRunEvent, AssignmentRunMachine};
use yichuang_records::calls;
use yichuang_store::ids::{AssignmentRunId, CallId};
use yichuang_store::record::{Assignment, AssignmentRun, Call};
use yichuang_store::{assignment_runs as rows, delete, update};

use super::{call_of, list, stage_of};

/// The run that is taken back.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AssignmentUndoInput {
    /// The latest run of the call that stands.
    pub run_id: Uuid,
}

/// Undo an assignment
///
/// Removes the assignments of the latest run, as long as nobody has begun one of them: no declaration, no recusal. Undo the
/// runs before it afterwards, one by one. If-Match is the version of the run.
#[utoipa::path(post, path = "/calls/{id}/assignment-runs/undo", operation_id = "undoAssignmentRun", tag = "reviews",
    params(("id" = Uuid, Path, description = "Call")), request_body = AssignmentUndoInput,
    responses((status = 200, description = "The run", body = super::list::AssignmentRunView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<AssignmentUndoInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let (call, run) = run(&uow, CallId(id), seen, input).await?;
        Ok(Reply::ok(&list::view(&uow, &call, &run).await?)?.version(run.version))
    })
    .await
}

pub async fn run(uow: &Uow, id: CallId, seen: IfMatch, input: &AssignmentUndoInput) -> Result<(Call, AssignmentRun), Problem> {
    let call = call_of(uow, id, true).await?;
    let found: AssignmentRun = uow.lock(AssignmentRunId(input.run_id)).await?;
    if found.call_id != call.id {
        return Err(Problem::not_found());
    }
    seen.check(found.version)?;
    let to = uow.fire::<AssignmentRunMachine>(&found.state, AssignmentRunEvent::Undo, &calls::place(&call))?;
    stage_of(uow, &call, true).await?;
    let last = rows::last(&uow.conn, call.id, Some("applied")).await?.is_some_and(|last| last.id == found.id);
    let made = rows::assignments_of(&uow.conn, found.id).await?;
    let started = made.iter().filter(|one| one.state != "offered").count();
    let blockers = list::blockers(last, i64::try_from(started).unwrap_or(i64::MAX));
    if !blockers.is_empty() {
        return Err(Problem::blocked("run_stands", "This run cannot be undone any more", blockers));
    }
    for one in &made {
        delete::<Assignment>(&uow.conn, one.id).await?;
    }
    let from = found.state.clone();
    let undone = AssignmentRun {
        undone_by: Some(uow.caller()?.user),
        undone_at: Some(uow.micros()),
        state: to.to_string(),
        updated_at: uow.micros(),
        ..found
    };
    let after = update(&uow.conn, undone).await?;
    let mut subject = Subject::new("assignment_run", after.id).moved(&from, &after.state);
    subject.after = Some(json!({ "state": after.state, "removed": made.len() }));
    uow.audit("assignment_run.undo", subject).await?;
    Ok((call, after))
}
