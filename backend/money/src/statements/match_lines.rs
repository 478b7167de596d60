//! Accept several suggestions at once.

use std::collections::HashSet;

use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_domain::fault::Fault;
use yichuang_store::ids::BankLineId;

use super::match_line::{self, BankMatchInput};
use super::{BankLineView, line_views};

/// One line, as it was seen, and what it is.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BankPairInput {
    pub line_id: Uuid,
    /// The version of the line that was seen.
    #[schema(minimum = 1, maximum = 2_147_483_647, example = 1)]
    pub version: i32,
    pub journal_id: Option<Uuid>,
    pub payment_id: Option<Uuid>,
}

/// Lines and what each of them is.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BankPairsInput {
    #[schema(min_items = 1, max_items = 200)]
    pub pairs: Vec<BankPairInput>,
}

/// What was matched.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BankPairsResult {
    pub items: Vec<BankLineView>,
}

/// Match several bank lines
///
/// All of them or none, each the way of a single line; every refusal is named by its pair (`/pairs/3`).
#[utoipa::path(post, path = "/bank-lines/match", operation_id = "matchBankLines", tag = "statements", request_body = BankPairsInput,
    responses((status = 200, description = "The lines", body = BankPairsResult)))]
pub async fn handler(cx: Cx, Json(input): Json<BankPairsInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move { Reply::ok(&BankPairsResult { items: run(&uow, input).await? }) }).await
}

pub async fn run(uow: &Uow, input: &BankPairsInput) -> Result<Vec<BankLineView>, Problem> {
    let mut seen = HashSet::new();
    if let Some(at) = input.pairs.iter().position(|pair| !seen.insert(pair.line_id)) {
        return Err(Problem::fault(&format!("/pairs/{at}/line_id"), "repeated", "The line is named twice"));
    }
    // One order for everybody, so that two people never wait for each other.
    let mut order: Vec<usize> = (0..input.pairs.len()).collect();
    order.sort_unstable_by_key(|at| input.pairs[*at].line_id);
    let (mut matched, mut faults) = (Vec::new(), Vec::new());
    for at in order {
        let pair = &input.pairs[at];
        let what = BankMatchInput { journal_id: pair.journal_id, payment_id: pair.payment_id };
        uow.conn.savepoint().await?;
        let one = match_line::run(uow, BankLineId(pair.line_id), IfMatch::version(pair.version), &what).await;
        if one.as_ref().is_err_and(|problem| problem.again || problem.status.is_server_error()) {
            return one.map(|_| Vec::new());
        }
        uow.conn.leave_savepoint(one.is_ok()).await?;
        match one {
            Ok(row) => matched.push(row),
            Err(problem) if problem.errors.is_empty() => {
                faults.push(Fault::new(format!("/pairs/{at}"), problem.code, problem.detail));
            }
            Err(problem) => faults.extend(problem.errors.into_iter().map(|fault| fault.below(&format!("/pairs/{at}")))),
        }
    }
    if !faults.is_empty() {
        return Err(Problem::blocked("not_matched", "Not every line could be matched, so none was", faults));
    }
    line_views(uow, &matched).await
}
