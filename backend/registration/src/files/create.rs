//! Begin an upload.

use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use yichuang_base::http::{Cx, Json, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::FilePurpose;
use yichuang_domain::files::{FileKind, MAX_ANONYMOUS_PER_HOUR, MAX_LOOSE_FILES, NewFile, check_new};
use yichuang_domain::schemes::sha256_hex;
use yichuang_store::ids::FileId;
use yichuang_store::record::File;
use yichuang_store::{files as rows, insert};

use super::{FileView, named, view};

/// A file that is going to be uploaded.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "purpose": "proposal_attachment", "name": "项目计划书.pdf", "size": 1_843_220, "media_type": "application/pdf" }))]
pub struct FileInput {
    pub purpose: FilePurpose,
    /// Name with its ending, without folders.
    #[schema(min_length = 1, max_length = 200, pattern = r"\S")]
    pub name: String,
    /// Size in bytes; each purpose has its own limit.
    #[schema(minimum = 1)]
    pub size: i64,
    /// One of those that the purpose takes; the content is compared with it.
    #[schema(min_length = 1, max_length = 127)]
    pub media_type: String,
}

/// An upload without an account, and the token that stands for its owner.
#[derive(Serialize, ToSchema)]
pub struct PublicUpload {
    pub file: FileView,
    /// To be sent as `Upload-Token` with every further step. It is shown once, and used up when the file is attached.
    #[schema(example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    pub upload_token: String,
}

/// Begin an upload
///
/// Answers where the first chunk begins. Nobody but the caller sees the file until it is attached to something; after
/// a day without being attached it is removed.
#[utoipa::path(post, path = "/files", operation_id = "createFile", tag = "files", request_body = FileInput,
    responses((status = 201, description = "The upload", body = FileView)))]
pub async fn handler(cx: Cx, Json(input): Json<FileInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, input).await?;
        Reply::created(format!("/api/v1/files/{}", row.id), &view(&row)?)
    })
    .await
}

/// Begin an upload without an account
///
/// For purposes that allow it; only so many an hour from one address.
#[utoipa::path(post, path = "/public/files", operation_id = "createPublicFile", tag = "files", request_body = FileInput,
    responses((status = 201, description = "The upload and its token", body = PublicUpload)), extensions(("x-throttled" = json!(true))))]
pub async fn public(cx: Cx, Json(input): Json<FileInput>) -> Response {
    let (input, address) = (&input, &cx.address_digest());
    cx.write(|uow| async move {
        let (row, upload_token) = run_anonymous(&uow, input, address).await?;
        Reply::created(format!("/api/v1/public/files/{}", row.id), &PublicUpload { file: view(&row)?, upload_token })
    })
    .await
}

/// An upload of the caller.
pub async fn run(uow: &Uow, input: &FileInput) -> Result<File, Problem> {
    let user = uow.caller()?.user;
    let kind = fitting(input)?;
    let loose = rows::loose_of(&uow.conn, user).await?;
    if loose >= MAX_LOOSE_FILES {
        let problem = Problem::refused("too_many_uploads", "Attach or remove some of the files that you uploaded before");
        return Err(problem.with("limit", MAX_LOOSE_FILES));
    }
    begin(uow, File { owner_id: Some(user), ..new(uow, input, kind) }).await
}

/// An upload of whoever gets the token, which is answered beside it.
pub async fn run_anonymous(uow: &Uow, input: &FileInput, address: &str) -> Result<(File, String), Problem> {
    if !input.purpose.0.rule().anonymous {
        return Err(Problem::fault("/purpose", "login_needed", "Log in to upload a file for this purpose"));
    }
    let kind = fitting(input)?;
    let since = uow.now.plus_seconds(-3600).micros();
    if rows::begun_from(&uow.conn, address, since).await? >= MAX_ANONYMOUS_PER_HOUR {
        let detail = "Too many uploads from your network within an hour; try again later or log in";
        return Err(Problem::new(StatusCode::TOO_MANY_REQUESTS, "too_many_uploads", detail));
    }
    let token: String = yichuang_base::ids::random_bytes::<32>().iter().map(|byte| format!("{byte:02x}")).collect();
    let row = File { token_sha256: Some(sha256_hex(token.as_bytes())), address: Some(address.to_owned()), ..new(uow, input, kind) };
    Ok((begin(uow, row).await?, token))
}

fn fitting(input: &FileInput) -> Result<FileKind, Problem> {
    let file = NewFile { purpose: input.purpose.0, name: &input.name, size: input.size, media_type: &input.media_type };
    check_new(&file).map_err(Problem::faults)
}

fn new(uow: &Uow, input: &FileInput, kind: FileKind) -> File {
    File {
        id: FileId(uow.id()),
        owner_id: None,
        token_sha256: None,
        address: None,
        purpose: input.purpose.0.to_string(),
        name: input.name.trim().to_owned(),
        declared_type: kind.media_type().to_owned(),
        declared_size: input.size,
        received: 0,
        media_type: None,
        size: None,
        sha256: None,
        uploaded_sha256: None,
        subject_kind: None,
        subject_id: None,
        state: "uploading".to_owned(),
        version: 1,
        stored_at: None,
        attached_at: None,
        removed_at: None,
        created_at: uow.micros(),
        updated_at: uow.micros(),
    }
}

async fn begin(uow: &Uow, row: File) -> Result<File, Problem> {
    insert(&uow.conn, row.clone()).await?;
    let said = json!({ "purpose": row.purpose, "name": named(&row), "size": row.declared_size, "media_type": row.declared_type });
    uow.audit("file.create", Subject::new("file", row.id).after(said)).await?;
    Ok(row)
}
