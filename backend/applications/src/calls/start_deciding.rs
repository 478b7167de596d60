//! Take verified results to the decision.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_domain::fault::Fault;
use yichuang_domain::states::calls::CallEvent as Event;
use yichuang_store::ids::CallId;
use yichuang_store::record::Call;
use yichuang_store::{calls, reviews};

use super::{advance, open_for, reply, unblocked};

/// Start deciding
///
/// Needs results that a second person has verified; where the scheme weighs a defence, those after it.
#[utoipa::path(post, path = "/calls/{id}/start-deciding", operation_id = "startDeciding", tag = "calls",
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
    let row = open_for(uow, id, seen, Event::StartDeciding).await?;
    unblocked(blockers(uow, &row).await?)?;
    advance(uow, row, Event::StartDeciding).await
}

/// What the decision waits for.
pub(super) async fn blockers(uow: &Uow, row: &Call) -> Result<Vec<Fault>, Problem> {
    let verified = calls::has_verified_run(&uow.conn, row.id).await?;
    let missing = (!verified).then(|| Fault::new("", "results_not_verified", "No results of this call are verified yet"));
    let defence = reviews::defence_stage_of(&uow.conn, row.id).await?.filter(|stage| stage.state != "verified");
    let unheard = defence.map(|stage| {
        let fault = Fault::new("", "defence_not_verified", "The scheme weighs a defence whose results are not verified yet");
        fault.with_limit("verified").with_actual(stage.state)
    });
    Ok(missing.into_iter().chain(unheard).collect())
}
