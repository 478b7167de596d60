//! The file for the bank, as it was stored.

use axum::http::header;
use axum::response::Response;
use serde_json::json;
use uuid::Uuid;
use yichuang_domain::schemes::sha256_hex;
use yichuang_store::StoreError;
use yichuang_store::ids::BatchId;
use yichuang_store::record::Batch;

use super::batch_view::place;
use crate::access::FINANCE;
use crate::http::{Cx, Path, Reply};
use crate::problem::Problem;
use crate::uow::{Subject, Uow};

/// Download the bank file
///
/// The stored bytes, the same at every download. Account numbers stand in it in full, so each download is recorded.
#[utoipa::path(get, path = "/batches/{id}/bank-file", operation_id = "downloadBankFile", tag = "payments",
    params(("id" = Uuid, Path, description = "Batch")),
    responses((status = 200, description = "CSV in UTF-8 with CRLF", body = String, content_type = "text/csv")))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Response {
    cx.write(|uow| async move {
        let (name, file) = run(&uow, BatchId(id)).await?;
        let disposition = format!("attachment; filename=\"{name}\"");
        Ok(Reply::text("text/csv; charset=utf-8", file).header(header::CONTENT_DISPOSITION, disposition))
    })
    .await
}

/// Name and content; 404 before the file was generated.
pub async fn run(uow: &Uow, id: BatchId) -> Result<(String, String), Problem> {
    let batch: Batch = uow.find(id).await?;
    uow.must_see(FINANCE, &place(&batch))?;
    let (Some(name), Some(sealed), Some(sha256)) = (batch.file_name, batch.file_sealed, batch.file_sha256) else {
        return Err(Problem::not_found());
    };
    let broken = || Problem::from(StoreError::Broken(format!("the file of batch {}", batch.number)));
    let file = String::from_utf8(uow.app.seal_key.open(&sealed)?).map_err(|_| broken())?;
    if sha256_hex(file.as_bytes()) != sha256 {
        return Err(broken());
    }
    uow.audit("batch.download", Subject::new("batch", batch.id).after(json!({ "file_name": name, "sha256": sha256 }))).await?;
    Ok((name, file))
}
