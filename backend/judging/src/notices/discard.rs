//! Drop the draft of a notice.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_domain::states::notices::{NoticeEvent, NoticeMachine};
use yichuang_records::calls;
use yichuang_store::ids::NoticeId;
use yichuang_store::record::Notice;
use yichuang_store::update;

use super::view;

/// Discard a draft notice
///
/// Another one can be drafted then; its number is not given again.
#[utoipa::path(post, path = "/notices/{id}/discard", operation_id = "discardNotice", tag = "notices",
    params(("id" = Uuid, Path, description = "Notice")),
    responses((status = 200, description = "The notice", body = super::view::NoticeView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch) -> Response {
    cx.write(|uow| async move {
        let row = run(&uow, NoticeId(id), seen).await?;
        view::reply(&uow, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: NoticeId, seen: IfMatch) -> Result<Notice, Problem> {
    let (call, before) = view::open(uow, id, seen).await?;
    let to = uow.fire::<NoticeMachine>(&before.state, NoticeEvent::Discard, &calls::place(&call))?;
    let from = before.state.clone();
    let after = update(&uow.conn, Notice { state: to.to_string(), updated_at: uow.micros(), ..before }).await?;
    uow.audit("notice.discard", Subject::new("notice", id).moved(&from, &after.state)).await?;
    Ok(after)
}
