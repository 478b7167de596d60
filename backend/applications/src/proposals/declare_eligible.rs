//! Find a proposal eligible.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{Instant, canonical};
use yichuang_domain::states::proposals::ProposalEvent as Event;
use yichuang_store::ids::ProposalId;
use yichuang_store::record::{Call, Proposal};

use super::screening::settle;
use super::{Screening, advance, open_to_screen, reply, screening, tell};

/// Declare a proposal eligible
///
/// An officer of the call, during the eligibility check; never one of the organisation's own people. Refused while a rule
/// fails that no verdict lifts. Every rule is kept as it stands now.
#[utoipa::path(post, path = "/proposals/{id}/declare-eligible", operation_id = "declareEligible", tag = "proposals",
    params(("id" = Uuid, Path, description = "Proposal")),
    responses((status = 200, description = "The proposal", body = super::view::ProposalView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch) -> Response {
    cx.write(|uow| async move {
        let (call, row) = run(&uow, ProposalId(id), seen).await?;
        reply(&uow, &call, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: ProposalId, seen: IfMatch) -> Result<(Call, Proposal), Problem> {
    let (call, row) = open_to_screen(uow, id, seen, Event::DeclareEligible).await?;
    settle(uow, &call, &row, "eligible").await?;
    let row = decided(uow, row, "eligible", None)?;
    let row = advance(uow, &call, row, Event::DeclareEligible, None).await?;
    tell(uow, &row, "资格审查结果：合格", "资格审查合格，将进入评审。").await?;
    Ok((call, row))
}

/// The proposal with the outcome of its screening.
pub(super) fn decided(uow: &Uow, row: Proposal, outcome: &str, reason: Option<&str>) -> Result<Proposal, Problem> {
    let found = Screening {
        outcome: Some(outcome.to_owned()),
        decided_by: Some(uow.caller()?.user.0),
        decided_at: Some(Instant(uow.now)),
        reason: reason.map(str::to_owned),
        ..screening(&row)?
    };
    Ok(Proposal { screening: canonical(&found)?, ..row })
}
