//! The same step for many organisations.

use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::OrganisationState;
use yichuang_domain::fault::Fault;
use yichuang_store::ids::OrganisationId;
use yichuang_store::record::Organisation;

use super::{FieldReason, send_back, suspend, verify};

/// One organisation, and the version the officer saw.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BulkRowInput {
    pub id: Uuid,
    #[schema(minimum = 1, example = 3)]
    pub version: i32,
}

/// Which step, for which organisations.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BulkInput {
    /// `verify`, `return` or `suspend`.
    #[schema(pattern = "^(verify|return|suspend)$", example = "verify")]
    pub event: String,
    #[schema(min_items = 1, max_items = 100)]
    pub items: Vec<BulkRowInput>,
    /// For `suspend`.
    #[schema(min_length = 2, max_length = 1000, example = "未按期年检")]
    pub reason: Option<String>,
    /// For `return`: the same for all of them.
    #[schema(max_items = 30)]
    pub reasons: Option<Vec<FieldReason>>,
}

/// What became of one of them.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BulkRowView {
    pub id: Uuid,
    pub done: bool,
    /// Its state now, when it was done.
    pub state: Option<OrganisationState>,
    /// Why it was not done.
    #[schema(example = "stale")]
    pub code: Option<String>,
    pub detail: Option<String>,
}

/// What became of each, in the order asked for.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BulkView {
    pub items: Vec<BulkRowView>,
    #[schema(example = 8)]
    pub done: usize,
    #[schema(example = 1)]
    pub refused: usize,
}

/// Verify, return or suspend many organisations
///
/// Each goes the way of the single operation, with its own checks; one that is refused stops none of the others.
#[utoipa::path(post, path = "/organisations/bulk", operation_id = "bulkOrganisations", tag = "organisations", request_body = BulkInput,
    responses((status = 200, description = "What became of each", body = BulkView)))]
pub async fn handler(cx: Cx, Json(input): Json<BulkInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move { Reply::ok(&run(&uow, input).await?) }).await
}

pub async fn run(uow: &Uow, input: &BulkInput) -> Result<BulkView, Problem> {
    complete(input)?;
    // In the order of their ids, so that two of these never wait for each other.
    let mut order: Vec<usize> = (0..input.items.len()).collect();
    order.sort_unstable_by_key(|at| input.items[*at].id);
    let mut items: Vec<Option<BulkRowView>> = vec![None; input.items.len()];
    for at in order {
        let row = &input.items[at];
        uow.conn.savepoint().await?;
        let outcome = one(uow, input, row).await;
        let broken = outcome.as_ref().err().is_some_and(|problem| problem.again || problem.status.is_server_error());
        if !broken {
            uow.conn.leave_savepoint(outcome.is_ok()).await?;
        }
        items[at] = Some(match outcome {
            Ok(organisation) => {
                let state = Some(OrganisationState::read(&organisation.state)?);
                BulkRowView { id: row.id, done: true, state, code: None, detail: None }
            }
            Err(problem) if broken => return Err(problem),
            Err(problem) => BulkRowView { id: row.id, done: false, state: None, code: Some(problem.code), detail: Some(problem.detail) },
        });
    }
    let items: Vec<BulkRowView> = items.into_iter().flatten().collect();
    let done = items.iter().filter(|item| item.done).count();
    Ok(BulkView { done, refused: items.len() - done, items })
}

/// 422 when what the step needs is missing, or an organisation stands twice.
fn complete(input: &BulkInput) -> Result<(), Problem> {
    let mut faults = Vec::new();
    if input.event == "suspend" && input.reason.is_none() {
        faults.push(Fault::new("/reason", "missing", "Say why they are suspended"));
    }
    if input.event == "return" && input.reasons.as_ref().is_none_or(Vec::is_empty) {
        faults.push(Fault::new("/reasons", "missing", "Say what must be put right"));
    }
    for (at, row) in input.items.iter().enumerate() {
        if input.items.iter().take(at).any(|other| other.id == row.id) {
            faults.push(Fault::new(format!("/items/{at}/id"), "twice", "The organisation stands in the list already"));
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(Problem::faults(faults)) }
}

async fn one(uow: &Uow, input: &BulkInput, row: &BulkRowInput) -> Result<Organisation, Problem> {
    let (id, seen) = (OrganisationId(row.id), IfMatch::version(row.version));
    match input.event.as_str() {
        "verify" => verify::run(uow, id, seen).await,
        "suspend" => suspend::run(uow, id, seen, input.reason.as_deref().unwrap_or_default()).await,
        _ => send_back::run(uow, id, seen, input.reasons.as_deref().unwrap_or_default()).await,
    }
}
