//! Approve a batch.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_domain::states::batches::{BatchEvent, BatchMachine};
use yichuang_store::ids::BatchId;
use yichuang_store::payments;
use yichuang_store::record::Batch;

use super::batch_view::{NOT_MAKER, open_batch, place, reply, step_batch};

/// Approve a batch
///
/// Another person than its maker, after the control totals were computed again.
#[utoipa::path(post, path = "/batches/{id}/approve", operation_id = "approveBatch", tag = "payments",
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
    let to = uow.fire::<BatchMachine>(&batch.state, BatchEvent::Approve, &place(&batch))?;
    let who = uow.caller()?;
    if batch.created_by_person == who.person {
        return Err(Problem::refused("same_person", NOT_MAKER));
    }
    let payments = payments::of_batch(&uow.conn, batch.id).await?;
    totals_hold(&batch, payments.iter().map(|payment| payment.amount_fen))?;
    let change = Batch { approved_by: Some(who.user), ..batch };
    step_batch(uow, change, to.as_str(), BatchEvent::Approve, None).await
}

/// 409 unless number and sum of the payments are those of the batch.
pub(super) fn totals_hold(batch: &Batch, amounts: impl Iterator<Item = i64>) -> Result<(), Problem> {
    let (count, total) = amounts.fold((0_i32, 0_i64), |(count, total), fen| (count + 1, total + fen));
    if count == batch.line_count && total == batch.total_fen {
        return Ok(());
    }
    Err(Problem::refused("control_totals_differ", "Number or sum of the payments is not that of the batch"))
}
