//! Admit an objection: the clock of the answer starts.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_domain::rules::objection_due_on;
use yichuang_domain::states::objections::{ObjectionEvent, ObjectionMachine};
use yichuang_records::calls;
use yichuang_store::ids::ObjectionId;
use yichuang_store::record::Objection;
use yichuang_store::update;

use super::{audited, must_handle, open, reply};

/// Admit an objection
///
/// By its handler. From today the days for the answer count, as the scheme sets them.
#[utoipa::path(post, path = "/objections/{id}/admit", operation_id = "admitObjection", tag = "objections",
    params(("id" = Uuid, Path, description = "Objection")),
    responses((status = 200, description = "The objection", body = super::ObjectionView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch) -> Response {
    cx.write(|uow| async move {
        let row = run(&uow, ObjectionId(id), seen).await?;
        reply(&uow, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: ObjectionId, seen: IfMatch) -> Result<Objection, Problem> {
    let (call, before) = open(uow, id, seen).await?;
    let to = uow.fire::<ObjectionMachine>(&before.state, ObjectionEvent::Admit, &calls::place(&call))?;
    must_handle(uow, &before).await?;
    let due_on = objection_due_on(&calls::scheme(&call)?, uow.app.calendar, uow.today());
    let from = before.state.clone();
    let admitted = Objection { due_on: due_on.map(|day| day.to_string()), state: to.to_string(), updated_at: uow.micros(), ..before };
    let after = update(&uow.conn, admitted).await?;
    audited(uow, ObjectionEvent::Admit, &from, &after, None).await?;
    Ok(after)
}
