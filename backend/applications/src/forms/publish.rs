//! Publish a form.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_domain::states::forms::{FormEvent as Event, FormMachine};
use yichuang_store::ids::FormId;
use yichuang_store::record::Form as Row;
use yichuang_store::update;

use super::{open, place, reply, unsound};

/// Publish a form
///
/// Freezes this version, so that calls can use it. What should change later is a new version.
#[utoipa::path(post, path = "/forms/{id}/publish", operation_id = "publishForm", tag = "forms",
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
    let to = uow.fire::<FormMachine>(&row.state, Event::Publish, &place(&row))?;
    let faults = unsound(&row)?;
    if !faults.is_empty() {
        return Err(Problem::faults(faults));
    }
    let from = row.state.clone();
    let row = Row { state: to.to_string(), published_at: Some(uow.micros()), updated_at: uow.micros(), ..row };
    let after = update(&uow.conn, row).await?;
    uow.audit("form.publish", Subject::new("form", after.id).moved(&from, &after.state)).await?;
    Ok(after)
}
