//! What still keeps a proposal from being submitted.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::wire::FaultView;
use yichuang_domain::rules::{BudgetLimit, budget_limits};
use yichuang_store::ids::ProposalId;
use yichuang_store::record::{Call, Organisation, Proposal};

use super::document::document_of;
use super::{is_sealed, must_know, openings, rules, untimely};
use crate::calls;

/// Every rule that does not hold; empty when the proposal can be submitted.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProposalCheckView {
    pub faults: Vec<FaultView>,
    /// Where the budget stands against every limit of the scheme, kept or not.
    pub limits: Vec<BudgetLimitView>,
}

/// One limit of a budget and the figure beside it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BudgetLimitView {
    /// `cap`, `floor`, `cap_share`, `matching`, `subject` or `unit_price`.
    #[schema(example = "cap")]
    pub kind: String,
    /// `upper` must not be passed, `lower` must be reached.
    #[schema(example = "upper")]
    pub bound: String,
    /// Where the figure stands.
    #[schema(example = "/requested")]
    pub pointer: String,
    #[schema(example = "personnel")]
    pub subject: Option<String>,
    /// The share behind the limit, in basis points.
    pub share_bp: Option<u32>,
    /// In yuan.
    #[schema(example = "150000.00")]
    pub limit: String,
    /// In yuan.
    #[schema(example = "50950.00")]
    pub actual: String,
    pub kept: bool,
    /// Passing it refuses nothing: an award is cut down to it.
    pub trims: bool,
}

impl From<BudgetLimit> for BudgetLimitView {
    fn from(limit: BudgetLimit) -> Self {
        Self {
            kind: limit.kind.to_string(),
            bound: limit.bound.to_string(),
            pointer: rules::in_budget(&limit.pointer),
            subject: limit.subject,
            share_bp: limit.share_bp,
            limit: limit.limit,
            actual: limit.actual,
            kept: limit.kept,
            trims: limit.trims,
        }
    }
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
    let own = must_know(&uow, &call, &row).await?;
    if is_sealed(&uow, &call, own) {
        return Err(Problem::forbidden("Proposals are sealed until the deadline"));
    }
    let organisation: Organisation = uow.find(row.organisation_id).await?;
    let mut faults = rules::check(&uow, &call, &organisation, &row).await?;
    if super::update::is_open(&row) {
        faults.extend(untimely(&call, &row, uow.now)?);
    }
    openings::record(&uow, &call, &row).await?;
    let (scheme, document) = (calls::scheme(&call)?, document_of(&row)?);
    let limits = budget_limits(&scheme, &rules::budget_case(&scheme, &organisation, &row, &document)?);
    Reply::ok(&ProposalCheckView {
        faults: faults.into_iter().map(Into::into).collect(),
        limits: limits.into_iter().map(Into::into).collect(),
    })
}
