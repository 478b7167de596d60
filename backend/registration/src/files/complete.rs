//! Complete an upload.

use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::content::{self, Refusal};
use yichuang_base::http::{Cx, Json, Path};
use yichuang_base::objects::Erase;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_domain::fault::Fault;
use yichuang_domain::files::FileKind;
use yichuang_domain::states::files::FileEvent as Event;
use yichuang_store::files as rows;
use yichuang_store::ids::FileId;
use yichuang_store::record::File;

use super::headers::UploadToken;
use super::{FileView, Holder, discard, erase_later, moved, reply};

/// What the sender knows about the whole file.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CompleteFileInput {
    /// SHA-256 of the whole file in lower-case hex; a file that arrived otherwise is refused.
    #[schema(pattern = "^[0-9a-f]{64}$", example = "77eb0080023fbee28c6de2e519f84aec1ee2fdab213a7f884252b33792e6b889")]
    pub sha256: Option<String>,
}

/// Complete an upload
///
/// Puts the chunks together and looks at what they are. A file that is of another kind than it was said to be, a
/// program, a document that unpacks to far more than it should, one that is damaged or protected: refused, and its
/// bytes are removed. Photographs are kept without what the camera wrote about time and place.
#[utoipa::path(post, path = "/files/{id}/complete", operation_id = "completeFile", tag = "files",
    params(("id" = Uuid, Path, description = "File")), request_body = CompleteFileInput,
    responses((status = 200, description = "The file", body = FileView)), extensions(("x-stores" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, Json(input): Json<CompleteFileInput>) -> Response {
    answer(&cx, FileId(id), &Holder::Caller, &input).await
}

/// Complete an upload without an account
///
/// The same as `completeFile`, for whoever has the token.
#[utoipa::path(post, path = "/public/files/{id}/complete", operation_id = "completePublicFile", tag = "files",
    params(("id" = Uuid, Path, description = "File"), ("Upload-Token" = String, Header, description = "The token that began it")),
    request_body = CompleteFileInput, responses((status = 200, description = "The file", body = FileView)), extensions(("x-stores" = json!(true))))]
pub async fn public(cx: Cx, Path(id): Path<Uuid>, token: UploadToken, Json(input): Json<CompleteFileInput>) -> Response {
    answer(&cx, FileId(id), &token.holder(), &input).await
}

/// What was found out about the bytes, before the transaction.
enum Found {
    /// Nothing was looked at: the upload is not in a state for it.
    Nothing,
    Kept(Kept),
    Refused(Fault),
}

#[derive(Clone)]
struct Kept {
    size: i64,
    sha256: String,
    uploaded_sha256: String,
}

async fn answer(cx: &Cx, id: FileId, holder: &Holder, input: &CompleteFileInput) -> Response {
    let found = match look(cx, id, holder, input).await {
        Ok(found) => found,
        Err(problem) if problem.is_outcome() => return cx.write(|_| std::future::ready(Err(problem.clone()))).await,
        Err(problem) => return axum::response::IntoResponse::into_response(problem),
    };
    if let Found::Refused(fault) = &found {
        let dropped = cx.change(|uow| async move { refuse(&uow, id, fault).await }).await;
        if let Err(problem) = dropped {
            return axum::response::IntoResponse::into_response(problem);
        }
    }
    let found = &found;
    cx.write(|uow| async move {
        match found {
            Found::Refused(fault) => Err(Problem::faults(vec![fault.clone()])),
            Found::Kept(kept) => reply(&run(&uow, id, holder, Some(kept)).await?),
            Found::Nothing => reply(&run(&uow, id, holder, None).await?),
        }
    })
    .await
}

/// Puts the chunks together, checks the whole and keeps it.
async fn look(cx: &Cx, id: FileId, holder: &Holder, input: &CompleteFileInput) -> Result<Found, Problem> {
    let uow = cx.read();
    let row: File = uow.find(id).await?;
    holder.must_hold(&uow, &row)?;
    if row.state != "uploading" {
        return Ok(Found::Nothing);
    }
    if row.received != row.declared_size {
        let problem = Problem::refused("incomplete_upload", "Some of the file has not arrived yet");
        return Err(problem.with("offset", row.received).with("size", row.declared_size));
    }
    let objects = &cx.app().objects;
    let turn = objects.turn().await?;
    let gathered = objects.gather(id, &rows::parts(&uow.conn, id).await?).await?;
    if input.sha256.as_ref().is_some_and(|said| *said != gathered.sha256) {
        let fault = Fault::new("/sha256", "checksum_mismatch", "The file arrived otherwise than it was sent");
        return Ok(Found::Refused(fault.with_limit(input.sha256.clone().unwrap_or_default()).with_actual(gathered.sha256)));
    }
    let said = FileKind::of_media_type(&row.declared_type).ok_or_else(|| Problem::internal("an upload of no known kind"))?;
    let uploaded_sha256 = gathered.sha256.clone();
    let checked = tokio::task::spawn_blocking(move || content::check(gathered.file, said, gathered.sha256)).await;
    let checked = match checked.map_err(Problem::internal)? {
        Ok(checked) => checked,
        Err(Refusal::Fault(fault)) => return Ok(Found::Refused(fault)),
        Err(Refusal::Broken(error)) => return Err(Problem::internal(error)),
    };
    objects.keep(id, checked.file).await?;
    drop(turn);
    Ok(Found::Kept(Kept { size: checked.size, sha256: checked.sha256, uploaded_sha256 }))
}

async fn run(uow: &Uow, id: FileId, holder: &Holder, kept: Option<&Kept>) -> Result<File, Problem> {
    let row: File = uow.lock(id).await?;
    holder.must_hold(uow, &row)?;
    let media_type = Some(row.declared_type.clone());
    let row = match kept {
        Some(kept) => File {
            media_type,
            size: Some(kept.size),
            sha256: Some(kept.sha256.clone()),
            uploaded_sha256: Some(kept.uploaded_sha256.clone()),
            stored_at: Some(uow.micros()),
            ..row
        },
        None => row,
    };
    let row = moved(uow, row, Event::Complete, None).await?;
    rows::delete_parts(&uow.conn, id).await?;
    erase_later(uow, id, Erase::Chunks).await?;
    Ok(row)
}

async fn refuse(uow: &Uow, id: FileId, fault: &Fault) -> Result<(), Problem> {
    let row: File = uow.lock(id).await?;
    if row.state == "uploading" {
        discard(uow, row, Event::Refuse, Some(&fault.code)).await?;
    }
    Ok(())
}
