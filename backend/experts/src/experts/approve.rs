//! Approve an expert.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_domain::experts::APPROVED_DAYS;
use yichuang_domain::states::experts::{ExpertEvent, ExpertState};
use yichuang_domain::time::Day;
use yichuang_store::ids::ExpertId;
use yichuang_store::record::Expert;

use super::{approval_faults, last_day, open, reply, step, unblocked};

/// Approve an expert
///
/// For a year from today, or for another year from the last day when a renewal was asked for in time. By the bureau,
/// never by whoever registered or handed in the record, nor by the expert.
#[utoipa::path(post, path = "/experts/{id}/approve", operation_id = "approveExpert", tag = "experts",
    params(("id" = Uuid, Path, description = "Expert")),
    responses((status = 200, description = "The expert", body = super::get::ExpertDetail)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch) -> Response {
    cx.write(|uow| async move {
        let row = run(&uow, ExpertId(id), seen).await?;
        reply(&uow, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: ExpertId, seen: IfMatch) -> Result<Expert, Problem> {
    let row = open(uow, id, seen).await?;
    unblocked(approval_faults(uow, &row).await?)?;
    // A renewal goes on from the last day; one that comes too late begins today.
    let from: Day =
        last_day(&row)?.filter(|_| row.state == ExpertState::Approved.as_str()).map_or(uow.today(), |last| last.max(uow.today()));
    let until = from.plus_days(APPROVED_DAYS).map_err(Problem::internal)?;
    let row = Expert {
        approved_until: Some(until.to_string()),
        approved_by: Some(uow.caller()?.user),
        approved_at: Some(uow.micros()),
        renewal_asked_at: None,
        ..row
    };
    step(uow, row, ExpertEvent::Approve, None).await
}
