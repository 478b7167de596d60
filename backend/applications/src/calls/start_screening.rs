//! Start the eligibility check.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::Instant;
use yichuang_domain::fault::Fault;
use yichuang_domain::states::calls::CallEvent as Event;
use yichuang_store::ids::CallId;
use yichuang_store::record::Call;

use super::{advance, is_over, open_for, reply, unblocked};

/// Start the eligibility check
///
/// After the deadline. Drafts that were not submitted stay drafts for ever.
#[utoipa::path(post, path = "/calls/{id}/start-screening", operation_id = "startScreening", tag = "calls",
    params(("id" = Uuid, Path, description = "Call")),
    responses((status = 200, description = "The call", body = super::view::CallView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch) -> Response {
    cx.write(|uow| async move {
        let row = run(&uow, CallId(id), seen).await?;
        reply(&uow, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: CallId, seen: IfMatch) -> Result<Call, Problem> {
    let row = open_for(uow, id, seen, Event::StartScreening).await?;
    unblocked(blockers(uow, &row))?;
    advance(uow, row, Event::StartScreening).await
}

/// What the eligibility check waits for.
pub(super) fn blockers(uow: &Uow, row: &Call) -> Vec<Fault> {
    if is_over(row, uow.now) {
        return Vec::new();
    }
    let limit = Instant::micros(row.closes_at).map(|at| at.0.to_string()).unwrap_or_default();
    vec![Fault::new("/closes_at", "before_deadline", "The deadline is not over yet").with_limit(limit).with_actual(uow.now.to_string())]
}
