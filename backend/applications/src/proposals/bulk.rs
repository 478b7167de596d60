//! One decision of the screening for many proposals.

use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{Date, FaultView, ProposalState};
use yichuang_domain::fault::Fault;
use yichuang_store::ids::ProposalId;
use yichuang_store::record::Proposal;

use super::request_correction::CorrectionInput;
use super::{declare_eligible, declare_ineligible, request_correction};

/// Which proposals, and what is decided about them.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ScreeningBulkInput {
    /// `eligible`, `ineligible` or `correction`.
    #[schema(pattern = "^(eligible|ineligible|correction)$", example = "eligible")]
    pub decision: String,
    /// Needed unless the decision is `eligible`.
    #[schema(max_length = 1000, example = "未提供年检合格证明")]
    pub reason: Option<String>,
    /// The last day of a correction; by the scheme's number of working days when left out.
    pub due_on: Option<Date>,
    #[schema(min_items = 1, max_items = 100)]
    pub items: Vec<ScreeningBulkItemInput>,
}

/// One proposal as the caller saw it.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ScreeningBulkItemInput {
    pub id: Uuid,
    #[schema(minimum = 1, example = 3)]
    pub version: i32,
}

/// What became of one proposal.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ScreeningBulkResult {
    pub id: Uuid,
    #[schema(example = "P2026-0001")]
    pub number: Option<String>,
    /// Its state now, when the decision was taken.
    pub state: Option<ProposalState>,
    /// The code of the refusal, when it was not.
    #[schema(example = "rules_fail")]
    pub code: Option<String>,
    pub detail: Option<String>,
    pub errors: Vec<FaultView>,
}

/// One result for each proposal, in the order that was sent.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ScreeningBulkView {
    pub items: Vec<ScreeningBulkResult>,
}

/// Screen many proposals
///
/// The same decision for each of up to 100 proposals, each by the rules of its single operation. What is refused for one
/// leaves the others as they are decided.
#[utoipa::path(post, path = "/proposals/screen", operation_id = "screenProposals", tag = "proposals", request_body = ScreeningBulkInput,
    responses((status = 200, description = "What became of each", body = ScreeningBulkView)))]
pub async fn handler(cx: Cx, Json(input): Json<ScreeningBulkInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move { Reply::ok(&run(&uow, input).await?) }).await
}

pub async fn run(uow: &Uow, input: &ScreeningBulkInput) -> Result<ScreeningBulkView, Problem> {
    let reason = input.reason.as_deref().unwrap_or_default().trim();
    if input.decision != "eligible" && reason.chars().count() < 2 {
        let fault = Fault::new("/reason", "missing", "This decision needs its reason");
        return Err(Problem::faults(vec![fault]));
    }
    // Locks in the order of ids, answers in the order that was sent.
    let mut order: Vec<usize> = (0..input.items.len()).collect();
    order.sort_by_key(|index| input.items.get(*index).map(|item| item.id));
    let mut results: Vec<Option<ScreeningBulkResult>> = vec![None; input.items.len()];
    for index in order {
        let Some((item, place)) = input.items.get(index).zip(results.get_mut(index)) else { continue };
        *place = Some(one(uow, input, item, reason).await?);
    }
    Ok(ScreeningBulkView { items: results.into_iter().flatten().collect() })
}

/// Decides about one proposal; a refusal undoes only what was done for it.
async fn one(uow: &Uow, input: &ScreeningBulkInput, item: &ScreeningBulkItemInput, reason: &str) -> Result<ScreeningBulkResult, Problem> {
    uow.conn.savepoint().await?;
    let decided = decide(uow, input, item, reason).await;
    let result = match &decided {
        Ok(row) => ScreeningBulkResult {
            id: item.id,
            number: Some(row.number.clone()),
            state: Some(ProposalState::read(&row.state)?),
            code: None,
            detail: None,
            errors: Vec::new(),
        },
        // The transaction itself is at its end: it is run again, or it fails, as a whole.
        Err(problem) if problem.again || problem.status.is_server_error() => return decided.map(|_| unreachable(item)),
        Err(problem) => ScreeningBulkResult {
            id: item.id,
            number: None,
            state: None,
            code: Some(problem.code.clone()),
            detail: Some(problem.detail.clone()),
            errors: problem.errors.iter().cloned().map(Into::into).collect(),
        },
    };
    uow.conn.leave_savepoint(decided.is_ok()).await?;
    Ok(result)
}

fn unreachable(item: &ScreeningBulkItemInput) -> ScreeningBulkResult {
    ScreeningBulkResult { id: item.id, number: None, state: None, code: None, detail: None, errors: Vec::new() }
}

async fn decide(uow: &Uow, input: &ScreeningBulkInput, item: &ScreeningBulkItemInput, reason: &str) -> Result<Proposal, Problem> {
    let (id, seen) = (ProposalId(item.id), IfMatch::version(item.version));
    let (_, row) = match input.decision.as_str() {
        "eligible" => declare_eligible::run(uow, id, seen).await?,
        "ineligible" => declare_ineligible::run(uow, id, seen, reason).await?,
        _ => {
            let correction = CorrectionInput { reason: reason.to_owned(), due_on: input.due_on, parts: Vec::new() };
            request_correction::run(uow, id, seen, &correction).await?
        }
    };
    Ok(row)
}
