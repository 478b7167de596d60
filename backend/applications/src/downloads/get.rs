//! How far an upload is.

use uuid::Uuid;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_records::files::headers::UploadToken;
use yichuang_records::files::{FileView, Holder, reply};
use yichuang_store::ids::FileId;
use yichuang_store::record::File;

use super::readers;

/// Show a file
///
/// Where the next chunk begins, and everything else about it: to whoever uploads it, and once it is attached to
/// whoever may read the thing it belongs to.
#[utoipa::path(get, path = "/files/{id}", operation_id = "getFile", tag = "files", params(("id" = Uuid, Path, description = "File")),
    responses((status = 200, description = "The file", body = FileView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    reply(&run(&cx.read(), FileId(id), &Holder::Caller).await?)
}

/// Show an upload without an account
///
/// To whoever has its token.
#[utoipa::path(get, path = "/public/files/{id}", operation_id = "getPublicFile", tag = "files",
    params(("id" = Uuid, Path, description = "File"), ("Upload-Token" = String, Header, description = "The token that began it")),
    responses((status = 200, description = "The file", body = FileView)))]
pub async fn public(cx: Cx, Path(id): Path<Uuid>, token: UploadToken) -> Result<Reply, Problem> {
    reply(&run(&cx.read(), FileId(id), &token.holder()).await?)
}

pub(super) async fn run(uow: &Uow, id: FileId, holder: &Holder) -> Result<File, Problem> {
    let row: File = uow.find(id).await?;
    let may = match row.state.as_str() {
        "attached" => readers::may_read(uow, &row).await?,
        _ => holder.holds(uow, &row),
    };
    if may { Ok(row) } else { Err(Problem::not_found()) }
}
