//! One batch.

use uuid::Uuid;
use yichuang_base::access::FINANCE;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_store::ids::BatchId;
use yichuang_store::record::Batch;

use super::batch_view::{place, reply};

/// Show a batch
///
/// With its control totals, its lines (accounts masked) and every answer of the bank.
#[utoipa::path(get, path = "/batches/{id}", operation_id = "getBatch", tag = "payments",
    params(("id" = Uuid, Path, description = "Batch")),
    responses((status = 200, description = "The batch", body = super::batch_view::BatchView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let row: Batch = uow.find(BatchId(id)).await?;
    uow.must_see(FINANCE, &place(&row))?;
    reply(&uow, &row).await
}
