//! Drop a batch before its file exists.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::Reason;
use yichuang_domain::states::batches::{BatchEvent, BatchMachine};
use yichuang_domain::states::payments::{PaymentEvent, PaymentMachine};
use yichuang_store::ids::BatchId;
use yichuang_store::record::{Batch, Payment};

use super::batch_view::{FILE_EXISTS, open_batch, place, reply, step_batch};
use super::generate_batch::lines_of;
use super::lines::Line;
use super::{Step, step_payments};

/// Void a batch
///
/// With the reason, as long as it has no file. Its payments stand approved again and can go into another batch.
#[utoipa::path(post, path = "/batches/{id}/void", operation_id = "voidBatch", tag = "payments",
    params(("id" = Uuid, Path, description = "Batch")), request_body = Reason,
    responses((status = 200, description = "The batch", body = super::batch_view::BatchView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<Reason>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, BatchId(id), seen, &input.reason).await?;
        reply(&uow, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: BatchId, seen: IfMatch, reason: &str) -> Result<Batch, Problem> {
    let lines = lines_of(uow, id).await?;
    let batch = open_batch(uow, id, seen).await?;
    if batch.file_sha256.is_some() {
        return Err(Problem::refused("file_exists", FILE_EXISTS).with("state", batch.state));
    }
    uow.fire::<BatchMachine>(&batch.state, BatchEvent::Void, &place(&batch))?;
    fall(uow, batch, lines, reason).await
}

/// Drops a batch that has no file: its payments stand approved again. Payments and batch are locked already.
pub async fn fall(uow: &Uow, batch: Batch, lines: Vec<Line>, reason: &str) -> Result<Batch, Problem> {
    let to = uow.follow::<BatchMachine>(&batch.state, BatchEvent::Void)?;
    let mut steps = Vec::with_capacity(lines.len());
    for Line { payment, .. } in lines {
        let to = uow.follow::<PaymentMachine>(&payment.state, PaymentEvent::Unbatch)?.as_str();
        steps.push(Step { before: Payment { batch_id: None, ..payment }, to, reason: None });
    }
    step_payments(uow, steps, PaymentEvent::Unbatch).await?;
    step_batch(uow, batch, to.as_str(), BatchEvent::Void, Some(reason)).await
}
