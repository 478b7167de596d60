//! Allotments with where their money is.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use yichuang_base::access::STAFF;
use yichuang_base::http::{Cx, Query, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::wire::{AllotmentState, PageQuery, next_cursor};
use yichuang_store::funds::{self, AllotmentFilter};
use yichuang_store::ids::FundId;

use super::{AllotmentView, allotment_views};

/// What to list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AllotmentsQuery {
    /// Only allotments of this fund.
    fund_id: Option<Uuid>,
    /// Only this year.
    #[param(minimum = 2000, maximum = 2100)]
    fiscal_year: Option<i32>,
    /// Only this state.
    #[param(inline)]
    state: Option<AllotmentState>,
    /// At most this many items.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    /// The `next` of the page before.
    #[param(max_length = 64)]
    cursor: Option<String>,
}

/// One page of allotments.
#[derive(Serialize, ToSchema)]
pub struct AllotmentList {
    pub items: Vec<AllotmentView>,
    pub next: Option<String>,
}

/// List allotments
///
/// Newest first, those of the caller's area, each with its balances from the ledger.
#[utoipa::path(get, path = "/allotments", operation_id = "listAllotments", tag = "funds", params(AllotmentsQuery),
    responses((status = 200, description = "One page", body = AllotmentList)))]
pub async fn handler(cx: Cx, Query(query): Query<AllotmentsQuery>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let at = PageQuery::page(query.limit, query.cursor.as_deref())?;
    let filter = AllotmentFilter {
        fund_id: query.fund_id.map(FundId),
        fiscal_year: query.fiscal_year,
        state: query.state.map(|state| state.0.to_string()),
    };
    let page = funds::list_allotments(&uow.conn, &uow.caller()?.reach(STAFF), &filter, at).await?;
    let items = allotment_views(&uow, &page.items).await?;
    Reply::ok(&AllotmentList { items, next: next_cursor(&page) })
}
