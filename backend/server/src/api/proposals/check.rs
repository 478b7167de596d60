//! What still keeps a proposal from being submitted.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_store::ids::ProposalId;
use yichuang_store::record::{Call, Organisation, Proposal};

use super::{is_sealed, must_know, rules, untimely};
use crate::http::{Cx, Path, Reply};
use crate::problem::Problem;
use crate::wire::FaultView;

/// Every rule that does not hold; empty when the proposal can be submitted.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProposalCheckView {
    pub faults: Vec<FaultView>,
}

/// Check a proposal
///
/// Content, budget, eligibility and dates, by the same rules as the submission. Pointers lead into the proposal, or
/// into `/organisation`. Staff may ask after the deadline.
#[utoipa::path(get, path = "/proposals/{id}/check", operation_id = "checkProposal", tag = "proposals",
    params(("id" = Uuid, Path, description = "Proposal")),
    responses((status = 200, description = "The faults", body = ProposalCheckView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let row: Proposal = uow.find(ProposalId(id)).await?;
    let call: Call = uow.find(row.call_id).await?;
    let own = must_know(&uow, &call, &row)?;
    if is_sealed(&uow, &call, own) {
        return Err(Problem::forbidden("Proposals are sealed until the deadline"));
    }
    let organisation: Organisation = uow.find(row.organisation_id).await?;
    let mut faults = rules::check(&uow, &call, &organisation, &row).await?;
    if super::update::is_open(&row) {
        faults.extend(untimely(&call, &row, uow.now)?);
    }
    Reply::ok(&ProposalCheckView { faults: faults.into_iter().map(Into::into).collect() })
}
