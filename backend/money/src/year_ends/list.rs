//! Ends of years that somebody proposed.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use yichuang_base::access::FINANCE;
use yichuang_base::http::{Cx, Query, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::wire::{PageQuery, YearEndState, next_cursor};
use yichuang_store::ids::FundId;
use yichuang_store::year_ends::{self as rows, Filter};

use super::view::{YearEndSummary, summaries};

/// What to list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct YearEndsQuery {
    /// Only of this fund.
    fund_id: Option<Uuid>,
    /// Only this year.
    #[param(minimum = 2000, maximum = 2100)]
    fiscal_year: Option<i32>,
    /// Only this state.
    #[param(inline)]
    state: Option<YearEndState>,
    /// At most this many items.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    /// The `next` of the page before.
    #[param(max_length = 64)]
    cursor: Option<String>,
}

/// One page of year ends.
#[derive(Serialize, ToSchema)]
pub struct YearEndList {
    pub items: Vec<YearEndSummary>,
    pub next: Option<String>,
}

/// List year ends
///
/// Newest first, those of the caller's area, with what lapsed and what was carried.
#[utoipa::path(get, path = "/year-ends", operation_id = "listYearEnds", tag = "funds", params(YearEndsQuery),
    responses((status = 200, description = "One page", body = YearEndList)))]
pub async fn handler(cx: Cx, Query(query): Query<YearEndsQuery>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let at = PageQuery::page(query.limit, query.cursor.as_deref())?;
    let filter =
        Filter { fund: query.fund_id.map(FundId), fiscal_year: query.fiscal_year, state: query.state.map(|state| state.0.to_string()) };
    let page = rows::list(&uow.conn, &uow.caller()?.reach(FINANCE), &filter, at).await?;
    let items = summaries(&uow, &page.items).await?;
    Reply::ok(&YearEndList { items, next: next_cursor(&page) })
}
