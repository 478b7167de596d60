//! One chunk of an upload.

use axum::body::Bytes;
use axum::http::StatusCode;
use uuid::Uuid;
use yichuang_base::http::{Cx, Path, Raw, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::Binary;
use yichuang_domain::fault::Fault;
use yichuang_domain::files::{CHUNK_BYTES, Chunk, chunk};
use yichuang_domain::schemes::sha256_hex;
use yichuang_store::files::{self as rows, Part};
use yichuang_store::ids::FileId;
use yichuang_store::record::File;
use yichuang_store::update;

use super::headers::{UploadOffset, UploadToken};
use super::{FileView, Holder, reply};

/// Upload a chunk
///
/// The bytes from `Upload-Offset` on: `chunk_size` of them, fewer only at the end. A chunk that is there already is
/// harmless; one that leaves a gap is refused with 409 `wrong_offset` and the right `offset`.
#[utoipa::path(put, path = "/files/{id}/content", operation_id = "putFileContent", tag = "files",
    params(("id" = Uuid, Path, description = "File"), ("Upload-Offset" = i64, Header, description = "Where the chunk begins, in bytes", minimum = 0)),
    request_body(content = Binary, content_type = "application/octet-stream"),
    responses((status = 200, description = "The file, with the next offset", body = FileView)), extensions(("x-stores" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, at: UploadOffset, Raw(bytes): Raw) -> Result<Reply, Problem> {
    reply(&run(&cx, FileId(id), &Holder::Caller, (at.0, bytes)).await?)
}

/// Upload a chunk without an account
///
/// The same as `putFileContent`, for whoever has the token.
#[utoipa::path(put, path = "/public/files/{id}/content", operation_id = "putPublicFileContent", tag = "files",
    params(("id" = Uuid, Path, description = "File"), ("Upload-Offset" = i64, Header, description = "Where the chunk begins, in bytes", minimum = 0),
        ("Upload-Token" = String, Header, description = "The token that began it")),
    request_body(content = Binary, content_type = "application/octet-stream"),
    responses((status = 200, description = "The file, with the next offset", body = FileView)), extensions(("x-stores" = json!(true))))]
pub async fn public(cx: Cx, Path(id): Path<Uuid>, token: UploadToken, at: UploadOffset, Raw(bytes): Raw) -> Result<Reply, Problem> {
    reply(&run(&cx, FileId(id), &token.holder(), (at.0, bytes)).await?)
}

/// The object first, then the row: a chunk counts when its row is there.
async fn run(cx: &Cx, id: FileId, holder: &Holder, (offset, bytes): (i64, Bytes)) -> Result<File, Problem> {
    let length = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    if length > CHUNK_BYTES {
        let detail = format!("A chunk may have at most {CHUNK_BYTES} bytes");
        return Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", detail));
    }
    let part = &Part { starts_at: offset, size: length, sha256: sha256_hex(&bytes) };
    let uow = cx.read();
    let row: File = uow.find(id).await?;
    if judge(&uow, &row, holder, part).await? {
        cx.app().objects.put_chunk(id, part, bytes).await?;
    }
    cx.change(|uow| async move { take(&uow, id, holder, part).await }).await
}

async fn take(uow: &Uow, id: FileId, holder: &Holder, part: &Part) -> Result<File, Problem> {
    let row: File = uow.lock(id).await?;
    if !judge(uow, &row, holder, part).await? {
        return Ok(row);
    }
    rows::add_part(&uow.conn, id, part).await?;
    Ok(update(&uow.conn, File { received: part.starts_at + part.size, updated_at: uow.micros(), ..row }).await?)
}

/// Whether the chunk is the next one; false when it is there already. Everything else is refused.
async fn judge(uow: &Uow, row: &File, holder: &Holder, part: &Part) -> Result<bool, Problem> {
    holder.must_hold(uow, row)?;
    let elsewhere = || Problem::refused("wrong_offset", "The next chunk begins elsewhere").with("offset", row.received);
    match chunk(row.declared_size, row.received, part.starts_at, part.size) {
        _ if row.state != "uploading" => {
            let problem = Problem::refused("not_uploading", "This upload is over");
            Err(problem.with("state", row.state.clone()).with("offset", row.received))
        }
        Chunk::Next(_) => Ok(true),
        Chunk::Seen => {
            let there = rows::parts(&uow.conn, row.id).await?;
            if there.contains(part) { Ok(false) } else { Err(elsewhere()) }
        }
        Chunk::Gap => Err(elsewhere()),
        Chunk::WrongLength(expected) => {
            let fault = Fault::new("/content", "wrong_length", "Every chunk but the last has exactly chunk_size bytes");
            Err(Problem::faults(vec![fault.with_limit(expected.to_string()).with_actual(part.size.to_string())]))
        }
    }
}
