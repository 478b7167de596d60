//! Drop a draft of a form.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_domain::states::forms::{FormEvent as Event, FormMachine};
use yichuang_store::ids::FormId;
use yichuang_store::record::Form as Row;
use yichuang_store::update;

use super::{open, place, reply};

/// Discard a form
///
/// Drops a draft for good; a published version stays.
#[utoipa::path(post, path = "/forms/{id}/discard", operation_id = "discardForm", tag = "forms",
    params(("id" = Uuid, Path, description = "Form")),
    responses((status = 200, description = "The form", body = super::view::FormView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch) -> Response {
    cx.write(|uow| async move {
        let row = run(&uow, FormId(id), seen).await?;
        reply(&uow, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: FormId, seen: IfMatch) -> Result<Row, Problem> {
    let row = open(uow, id, seen).await?;
    let to = uow.fire::<FormMachine>(&row.state, Event::Discard, &place(&row))?;
    let from = row.state.clone();
    let after = update(&uow.conn, Row { state: to.to_string(), updated_at: uow.micros(), ..row }).await?;
    uow.audit("form.discard", Subject::new("form", after.id).moved(&from, &after.state)).await?;
    Ok(after)
}
