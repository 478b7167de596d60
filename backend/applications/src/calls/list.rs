//! Calls the caller may see.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use yichuang_base::access::STAFF;
use yichuang_base::http::{Cx, Query, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::wire::{CallState, PageQuery, next_cursor};
use yichuang_store::calls::{self, Filter};

use super::view::{CallSummary, summaries};

/// What to list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CallsQuery {
    /// Only this state.
    #[param(inline)]
    state: Option<CallState>,
    /// Part of a title, number or host's name.
    #[param(max_length = 100)]
    q: Option<String>,
    /// At most this many items.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    /// The `next` of the page before.
    #[param(max_length = 64)]
    cursor: Option<String>,
}

/// One page of calls.
#[derive(Serialize, ToSchema)]
pub struct CallList {
    pub items: Vec<CallSummary>,
    pub next: Option<String>,
}

/// List calls
///
/// Newest first, drafts included: those of the caller's area.
#[utoipa::path(get, path = "/calls", operation_id = "listCalls", tag = "calls", params(CallsQuery),
    responses((status = 200, description = "One page", body = CallList)))]
pub async fn handler(cx: Cx, Query(query): Query<CallsQuery>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let at = PageQuery::page(query.limit, query.cursor.as_deref())?;
    let filter = Filter { state: query.state.map(|state| state.0.to_string()), q: query.q };
    let page = calls::list(&uow.conn, &uow.caller()?.reach(STAFF), &filter, at).await?;
    Reply::ok(&CallList { items: summaries(&uow, &page.items).await?, next: next_cursor(&page) })
}
