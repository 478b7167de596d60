//! Find a proposal ineligible.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::Reason;
use yichuang_domain::states::proposals::ProposalEvent as Event;
use yichuang_store::ids::ProposalId;
use yichuang_store::record::{Call, Proposal};

use super::declare_eligible::decided;
use super::screening::{failed_titles, settle};
use super::{advance, open_to_screen, reply, tell};

/// Declare a proposal ineligible
///
/// An officer of the call, during the eligibility check, with the reason; never one of the organisation's own people.
#[utoipa::path(post, path = "/proposals/{id}/declare-ineligible", operation_id = "declareIneligible", tag = "proposals",
    params(("id" = Uuid, Path, description = "Proposal")), request_body = Reason,
    responses((status = 200, description = "The proposal", body = super::view::ProposalView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<Reason>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let (call, row) = run(&uow, ProposalId(id), seen, &input.reason).await?;
        reply(&uow, &call, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: ProposalId, seen: IfMatch, reason: &str) -> Result<(Call, Proposal), Problem> {
    let (call, row) = open_to_screen(uow, id, seen, Event::DeclareIneligible).await?;
    settle(uow, &call, &row, "ineligible").await?;
    let row = decided(uow, row, "ineligible", Some(reason))?;
    let row = advance(uow, &call, row, Event::DeclareIneligible, Some(reason)).await?;
    let failed = failed_titles(uow, &row).await?;
    let rules = if failed.is_empty() { String::new() } else { format!("不符合：{}。", failed.join("、")) };
    tell(uow, &row, "资格审查结果：不合格", &format!("资格审查不合格。{rules}原因：{reason}")).await?;
    Ok((call, row))
}
