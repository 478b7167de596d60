//! Approve many experts.

use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::ExpertState;
use yichuang_domain::fault::Fault;
use yichuang_store::ids::ExpertId;

use super::approve;

/// One expert, and the version that was seen.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExpertApprovalRowInput {
    pub id: Uuid,
    #[schema(minimum = 1, example = 2)]
    pub version: i32,
}

/// Whom to approve.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExpertApprovalsInput {
    #[schema(min_items = 1, max_items = 100)]
    pub items: Vec<ExpertApprovalRowInput>,
}

/// What became of one of them.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ExpertApprovalRowView {
    pub id: Uuid,
    pub done: bool,
    /// The state now, when it was done.
    pub state: Option<ExpertState>,
    /// Why it was not done.
    #[schema(example = "same_person")]
    pub code: Option<String>,
    pub detail: Option<String>,
}

/// What became of each, in the order asked for.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ExpertApprovalsView {
    pub items: Vec<ExpertApprovalRowView>,
    #[schema(example = 8)]
    pub done: usize,
    #[schema(example = 1)]
    pub refused: usize,
}

/// Approve many experts
///
/// Each goes the way of the single operation, with its own checks; one that is refused stops none of the others.
#[utoipa::path(post, path = "/experts/bulk-approve", operation_id = "bulkApproveExperts", tag = "experts", request_body = ExpertApprovalsInput,
    responses((status = 200, description = "What became of each", body = ExpertApprovalsView)))]
pub async fn handler(cx: Cx, Json(input): Json<ExpertApprovalsInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move { Reply::ok(&run(&uow, input).await?) }).await
}

pub async fn run(uow: &Uow, input: &ExpertApprovalsInput) -> Result<ExpertApprovalsView, Problem> {
    let twice = |at: usize| input.items.iter().take(at).any(|other| other.id == input.items[at].id);
    let fault = |at: usize| Fault::new(format!("/items/{at}/id"), "twice", "The expert stands in the list already");
    let faults: Vec<Fault> = (0..input.items.len()).filter(|at| twice(*at)).map(fault).collect();
    if !faults.is_empty() {
        return Err(Problem::faults(faults));
    }
    // In the order of their ids, so that two of these never wait for each other.
    let mut order: Vec<usize> = (0..input.items.len()).collect();
    order.sort_unstable_by_key(|at| input.items[*at].id);
    let mut items: Vec<Option<ExpertApprovalRowView>> = vec![None; input.items.len()];
    for at in order {
        let row = &input.items[at];
        uow.conn.savepoint().await?;
        let outcome = approve::run(uow, ExpertId(row.id), IfMatch::version(row.version)).await;
        let broken = outcome.as_ref().err().is_some_and(|problem| problem.again || problem.status.is_server_error());
        if !broken {
            uow.conn.leave_savepoint(outcome.is_ok()).await?;
        }
        items[at] = Some(match outcome {
            Ok(expert) => {
                let state = Some(ExpertState::read(&expert.state)?);
                ExpertApprovalRowView { id: row.id, done: true, state, code: None, detail: None }
            }
            Err(problem) if broken => return Err(problem),
            Err(problem) => {
                ExpertApprovalRowView { id: row.id, done: false, state: None, code: Some(problem.code), detail: Some(problem.detail) }
            }
        });
    }
    let items: Vec<ExpertApprovalRowView> = items.into_iter().flatten().collect();
    let done = items.iter().filter(|item| item.done).count();
    Ok(ExpertApprovalsView { done, refused: items.len() - done, items })
}
