//! Batches of the caller's area.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use yichuang_base::access::FINANCE;
use yichuang_base::http::{Cx, Query, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::wire::{BatchState, PageQuery, next_cursor};
use yichuang_store::payments;

use super::batch_view::{BatchSummary, summaries};

/// What to list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct BatchesQuery {
    /// Only this state.
    #[param(inline)]
    state: Option<BatchState>,
    /// At most this many items.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    /// The `next` of the page before.
    #[param(max_length = 64)]
    cursor: Option<String>,
}

/// One page of batches.
#[derive(Serialize, ToSchema)]
pub struct BatchList {
    pub items: Vec<BatchSummary>,
    pub next: Option<String>,
}

/// List batches
///
/// Newest first, those of the caller's area.
#[utoipa::path(get, path = "/batches", operation_id = "listBatches", tag = "payments", params(BatchesQuery),
    responses((status = 200, description = "One page", body = BatchList)))]
pub async fn handler(cx: Cx, Query(query): Query<BatchesQuery>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let at = PageQuery::page(query.limit, query.cursor.as_deref())?;
    let state = query.state.map(|state| state.0.to_string());
    let page = payments::list_batches(&uow.conn, &uow.caller()?.reach(FINANCE), state.as_deref(), at).await?;
    let items = summaries(&uow, &page.items).await?;
    Reply::ok(&BatchList { items, next: next_cursor(&page) })
}
