//! Publish a call.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_domain::fault::Fault;
use yichuang_domain::states::calls::CallEvent as Event;
use yichuang_records::news::{self, Published};
use yichuang_store::ids::CallId;
use yichuang_store::record::Call;

use super::{advance, is_over, open_for, reply, unblocked};
use crate::amendments;

/// Publish a call
///
/// An officer; from then on everybody can read it and its scheme is frozen. Its deadline must lie ahead. What is announced
/// is kept as the first version; later ones are amendments.
#[utoipa::path(post, path = "/calls/{id}/publish", operation_id = "publishCall", tag = "calls",
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
    let row = open_for(uow, id, seen, Event::Publish).await?;
    unblocked(blockers(uow, &row))?;
    let row = advance(uow, Call { published_at: Some(uow.micros()), ..row }, Event::Publish).await?;
    amendments::first(uow, &row).await?;
    news::published(uow, Published::Call(id)).await?;
    Ok(row)
}

/// What publication waits for.
pub(super) fn blockers(uow: &Uow, row: &Call) -> Vec<Fault> {
    let fault = is_over(row, uow.now).then(|| Fault::new("/closes_at", "deadline_over", "The deadline is over already"));
    fault.into_iter().collect()
}
