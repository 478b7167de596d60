//! One proposal.

use uuid::Uuid;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_store::ids::ProposalId;
use yichuang_store::record::{Call, Proposal};

use super::reply;

/// Show a proposal
///
/// To its own people, and to staff of the area once it was handed in. Before the deadline staff see number,
/// organisation and state only; after it, who opened the proposal is recorded.
#[utoipa::path(get, path = "/proposals/{id}", operation_id = "getProposal", tag = "proposals",
    params(("id" = Uuid, Path, description = "Proposal")),
    responses((status = 200, description = "The proposal", body = super::view::ProposalView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let row: Proposal = uow.find(ProposalId(id)).await?;
    let call: Call = uow.find(row.call_id).await?;
    reply(&uow, &call, &row).await
}
