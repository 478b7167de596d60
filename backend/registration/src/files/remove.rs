//! Take an upload back.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::http::{Cx, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_domain::states::files::FileEvent as Event;
use yichuang_store::ids::FileId;
use yichuang_store::record::File;

use super::headers::UploadToken;
use super::{FileView, Holder, discard, reply};

/// Remove a file
///
/// Whoever uploaded it, as long as it is not attached to anything; a file of a thing is taken out of it there.
#[utoipa::path(post, path = "/files/{id}/remove", operation_id = "removeFile", tag = "files",
    params(("id" = Uuid, Path, description = "File")), responses((status = 200, description = "What is left of it", body = FileView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Response {
    cx.write(|uow| async move { reply(&run(&uow, FileId(id), &Holder::Caller).await?) }).await
}

/// Remove an upload without an account
///
/// Whoever has the token, as long as it is not attached to anything.
#[utoipa::path(post, path = "/public/files/{id}/remove", operation_id = "removePublicFile", tag = "files",
    params(("id" = Uuid, Path, description = "File"), ("Upload-Token" = String, Header, description = "The token that began it")),
    responses((status = 200, description = "What is left of it", body = FileView)))]
pub async fn public(cx: Cx, Path(id): Path<Uuid>, token: UploadToken) -> Response {
    let holder = &token.holder();
    cx.write(|uow| async move { reply(&run(&uow, FileId(id), holder).await?) }).await
}

async fn run(uow: &Uow, id: FileId, holder: &Holder) -> Result<File, Problem> {
    let row: File = uow.lock(id).await?;
    holder.must_hold(uow, &row)?;
    discard(uow, row, Event::Remove, None).await
}
