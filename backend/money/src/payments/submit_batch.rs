//! Say that the file is with the bank.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_domain::states::batches::{BatchEvent, BatchMachine};
use yichuang_store::ids::BatchId;
use yichuang_store::record::Batch;

use super::batch_view::{open_batch, place, reply, step_batch};

/// Submit a batch
///
/// The file was handed to the bank; from now on its answers can be imported.
#[utoipa::path(post, path = "/batches/{id}/submit", operation_id = "submitBatch", tag = "payments",
    params(("id" = Uuid, Path, description = "Batch")),
    responses((status = 200, description = "The batch", body = super::batch_view::BatchView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch) -> Response {
    cx.write(|uow| async move {
        let row = run(&uow, BatchId(id), seen).await?;
        reply(&uow, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: BatchId, seen: IfMatch) -> Result<Batch, Problem> {
    let batch = open_batch(uow, id, seen).await?;
    let to = uow.fire::<BatchMachine>(&batch.state, BatchEvent::Submit, &place(&batch))?;
    step_batch(uow, batch, to.as_str(), BatchEvent::Submit, None).await
}
