//! The file for the bank, as it was stored.

use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde_json::json;
use uuid::Uuid;
use yichuang_base::access::FINANCE;
use yichuang_base::http::{Cx, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::Binary;
use yichuang_domain::schemes::sha256_hex;
use yichuang_store::StoreError;
use yichuang_store::ids::BatchId;
use yichuang_store::record::Batch;

use super::batch_view::place;
use crate::bank_file::profile;

/// Download the bank file
///
/// The stored bytes, the same at every download. Account numbers stand in it in full, so each download is recorded.
#[utoipa::path(get, path = "/batches/{id}/bank-file", operation_id = "downloadBankFile", tag = "payments",
    params(("id" = Uuid, Path, description = "Batch")),
    responses((status = 200, description = "The file in the form that the profile of the batch asks for: a workbook, an ISO 20022 message, or CSV with CRLF in the encoding of the bank", content((Binary = "text/csv"), (Binary = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), (Binary = "application/xml")))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let file = cx.change(|uow| async move { run(&uow, BatchId(id)).await }).await?;
    let disposition = format!("attachment; filename=\"{}\"", file.name);
    Ok(([(header::CONTENT_TYPE, file.kind), (header::CONTENT_DISPOSITION, disposition)], file.bytes).into_response())
}

/// A file as it was stored.
pub struct BankFile {
    pub name: String,
    /// As HTTP calls it.
    pub kind: String,
    pub bytes: Vec<u8>,
}

/// 404 before the file was generated.
pub async fn run(uow: &Uow, id: BatchId) -> Result<BankFile, Problem> {
    let batch: Batch = uow.find(id).await?;
    uow.must_see(FINANCE, &place(&batch))?;
    let (Some(name), Some(sealed), Some(sha256)) = (batch.file_name, batch.file_sealed, batch.file_sha256) else {
        return Err(Problem::not_found());
    };
    let bytes = uow.app.seal_key.open(&sealed)?;
    if sha256_hex(&bytes) != sha256 {
        return Err(StoreError::Broken(format!("the file of batch {}", batch.number)).into());
    }
    let kind = profile(&batch.profile).map_err(|fault| Problem::internal(fault.detail))?.media_type();
    uow.audit("batch.download", Subject::new("batch", batch.id).after(json!({ "file_name": name, "sha256": sha256 }))).await?;
    Ok(BankFile { name, kind, bytes })
}
