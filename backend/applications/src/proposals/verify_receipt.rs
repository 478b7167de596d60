//! Whether a receipt is genuine, for anybody who holds it.

use serde::Serialize;
use utoipa::ToSchema;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::wire::Instant;
use yichuang_store::ids::CallId;
use yichuang_store::record::{Call, Proposal};
use yichuang_store::screening;

/// What a genuine receipt stands for; nothing of what was handed in.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReceiptView {
    #[schema(example = "P2026-0001")]
    pub number: String,
    pub sha256: String,
    pub submitted_at: Instant,
    #[schema(example = "YC2026-0001")]
    pub call_number: String,
    #[schema(example = "2026年社区公益创投征集")]
    pub call_title: String,
    /// False when a correction was handed in later.
    pub latest: bool,
}

/// Verify a receipt
///
/// Whoever holds a receipt sends its reference and its SHA-256. 404 when no submission has both. What was handed in
/// is not shown, and nothing follows from a reference alone.
#[utoipa::path(get, path = "/public/receipts/{number}/{sha256}", operation_id = "verifyReceipt", tag = "proposals",
    params(("number" = String, Path, description = "The reference on the receipt"), ("sha256" = String, Path, description = "The SHA-256 on the receipt")),
    responses((status = 200, description = "The receipt is genuine", body = ReceiptView)))]
pub async fn handler(cx: Cx, Path((number, sha256)): Path<(String, String)>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let (number, sha256) = (number.trim().to_uppercase(), sha256.trim().to_lowercase());
    if number.contains('\0') || sha256.contains('\0') {
        return Err(Problem::not_found());
    }
    let found = screening::snapshot_of_receipt(&uow.conn, &number, &sha256).await?.ok_or_else(Problem::not_found)?;
    let row: Proposal = uow.find(found.proposal).await?;
    let call: Call = uow.find::<Call>(CallId(row.call_id.0)).await?;
    Reply::ok(&ReceiptView {
        latest: row.snapshot_sha256.as_deref() == Some(found.sha256.as_str()),
        number: row.number,
        sha256: found.sha256,
        submitted_at: Instant::micros(found.submitted_at)?,
        call_number: call.number,
        call_title: call.title,
    })
}
