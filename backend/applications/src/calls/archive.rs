//! Archive a call.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_domain::fault::Fault;
use yichuang_domain::states::calls::CallEvent as Event;
use yichuang_store::calls;
use yichuang_store::ids::CallId;
use yichuang_store::record::Call;

use super::{advance, open_for, reply, unblocked};

/// Archive a call
///
/// Once every project of it is closed or terminated.
#[utoipa::path(post, path = "/calls/{id}/archive", operation_id = "archiveCall", tag = "calls",
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
    let row = open_for(uow, id, seen, Event::Archive).await?;
    unblocked(blockers(uow, &row).await?)?;
    advance(uow, row, Event::Archive).await
}

/// What the archive waits for.
pub(super) async fn blockers(uow: &Uow, row: &Call) -> Result<Vec<Fault>, Problem> {
    let live = calls::live_projects(&uow.conn, row.id).await?;
    let fault = (live > 0).then(|| {
        let fault = Fault::new("", "projects_under_way", "Projects of this call are still under way");
        fault.with_limit("0").with_actual(live.to_string())
    });
    Ok(fault.into_iter().collect())
}
