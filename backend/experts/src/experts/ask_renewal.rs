//! Ask for another year.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_domain::states::experts::ExpertEvent;
use yichuang_store::ids::ExpertId;
use yichuang_store::record::Expert;

use super::submit::complete;
use super::{open, renewal_faults, reply, step, unblocked};

/// Ask for the renewal of an expert
///
/// From 60 days before the last day on, by the expert themself or an officer. Until the bureau approves it, the approval
/// holds up to its last day; after that day the record waits like a new one.
#[utoipa::path(post, path = "/experts/{id}/ask-renewal", operation_id = "askExpertRenewal", tag = "experts",
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
    unblocked(renewal_faults(uow, &row)?)?;
    complete(uow, &row).await?;
    let row = Expert { submitted_by: Some(uow.caller()?.user), renewal_asked_at: Some(uow.micros()), ..row };
    step(uow, row, ExpertEvent::AskRenewal, None).await
}
