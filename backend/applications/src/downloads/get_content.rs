//! The bytes of a file.

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;
use uuid::Uuid;
use yichuang_base::http::{Cx, Path, disposition};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::Binary;
use yichuang_records::files::{Holder, named};
use yichuang_store::ids::{FileId, ProposalId};
use yichuang_store::record::{Call, File, Proposal};

use super::{get, readers};
use crate::proposals::openings;

/// Download a file
///
/// Whoever uploads it, and once it is attached whoever may read the thing. Each download of a file that is not public
/// is recorded. One range of bytes may be asked for.
#[utoipa::path(get, path = "/files/{id}/content", operation_id = "getFileContent", tag = "files",
    params(("id" = Uuid, Path, description = "File")),
    responses((status = 200, description = "The file, in the media type that it has", content((Binary = "application/octet-stream"), (Binary = "application/pdf"), (Binary = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"), (Binary = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), (Binary = "text/csv"), (Binary = "image/jpeg"), (Binary = "image/png"), (Binary = "image/webp"), (Binary = "text/xml"))),
        (status = 206, description = "The range that was asked for", content((Binary = "application/octet-stream"), (Binary = "application/pdf"), (Binary = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"), (Binary = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), (Binary = "text/csv"), (Binary = "image/jpeg"), (Binary = "image/png"), (Binary = "image/webp"), (Binary = "text/xml")))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, headers: HeaderMap) -> Result<Response, Problem> {
    let row = cx.change(|uow| async move { run(&uow, FileId(id)).await }).await?;
    send(&cx, &row, &headers).await
}

/// Download a public file
///
/// One that is attached to something that everybody may read.
#[utoipa::path(get, path = "/public/files/{id}/content", operation_id = "getPublicFileContent", tag = "files",
    params(("id" = Uuid, Path, description = "File")),
    responses((status = 200, description = "The file, in the media type that it has", content((Binary = "application/octet-stream"), (Binary = "application/pdf"), (Binary = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"), (Binary = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), (Binary = "text/csv"), (Binary = "image/jpeg"), (Binary = "image/png"), (Binary = "image/webp"), (Binary = "text/xml"))),
        (status = 206, description = "The range that was asked for", content((Binary = "application/octet-stream"), (Binary = "application/pdf"), (Binary = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"), (Binary = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), (Binary = "text/csv"), (Binary = "image/jpeg"), (Binary = "image/png"), (Binary = "image/webp"), (Binary = "text/xml")))))]
pub async fn public(cx: Cx, Path(id): Path<Uuid>, headers: HeaderMap) -> Result<Response, Problem> {
    let uow = cx.read();
    let row: File = uow.find(FileId(id)).await?;
    if row.state != "attached" || !readers::is_public(&uow, &row).await? {
        return Err(Problem::not_found());
    }
    send(&cx, &row, &headers).await
}

async fn run(uow: &Uow, id: FileId) -> Result<File, Problem> {
    let row = get::run(uow, id, &Holder::Caller).await?;
    if row.sha256.is_none() || row.state == "removed" {
        return Err(Problem::not_found());
    }
    if row.state != "attached" || !readers::is_public(uow, &row).await? {
        let what = json!({ "name": named(&row), "sha256": row.sha256, "subject_kind": row.subject_kind, "subject_id": row.subject_id });
        uow.audit("file.download", Subject::new("file", row.id).after(what)).await?;
        opened(uow, &row).await?;
    }
    Ok(row)
}

/// Whoever reads a file of a proposal has opened the proposal.
async fn opened(uow: &Uow, row: &File) -> Result<(), Problem> {
    let (Some("proposal"), Some(id)) = (row.subject_kind.as_deref(), row.subject_id) else { return Ok(()) };
    let proposal: Proposal = uow.find(ProposalId(id)).await?;
    let call: Call = uow.find(proposal.call_id).await?;
    openings::record(uow, &call, &proposal).await
}

async fn send(cx: &Cx, row: &File, asked: &HeaderMap) -> Result<Response, Problem> {
    let size = u64::try_from(row.size.unwrap_or_default()).unwrap_or_default();
    let range = asked.get(header::RANGE).and_then(|range| one_range(range.to_str().ok()?, size));
    let body = cx.app().objects.stream(row.id, range.clone()).await?;
    let mut response = body.into_response();
    let mut say = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(name, value);
        }
    };
    say(header::CONTENT_TYPE, row.media_type.as_deref().unwrap_or("application/octet-stream"));
    say(header::CONTENT_DISPOSITION, &disposition(&row.name));
    say(header::ETAG, &format!("\"{}\"", row.sha256.as_deref().unwrap_or_default()));
    say(header::ACCEPT_RANGES, "bytes");
    say(header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox");
    let length = range.as_ref().map_or(size, |range| range.end - range.start);
    say(header::CONTENT_LENGTH, &length.to_string());
    if let Some(range) = range {
        say(header::CONTENT_RANGE, &format!("bytes {}-{}/{size}", range.start, range.end - 1));
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
    }
    Ok(response)
}

/// `bytes=a-b`, `bytes=a-` or `bytes=-n` within the file; anything else is answered with the whole.
fn one_range(text: &str, size: u64) -> Option<std::ops::Range<u64>> {
    let (from, to) = text.strip_prefix("bytes=")?.split_once('-')?;
    let range = match (from, to) {
        ("", last) => size.saturating_sub(last.parse().ok()?)..size,
        (from, "") => from.parse().ok()?..size,
        (from, to) => from.parse().ok()?..to.parse::<u64>().ok()?.saturating_add(1).min(size),
    };
    (range.start < range.end).then_some(range)
}
