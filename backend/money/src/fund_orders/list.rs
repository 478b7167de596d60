//! Fund orders of the caller's area.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use yichuang_base::http::{Cx, Query, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::wire::{FundOrderKind, FundOrderState, PageQuery, next_cursor};
use yichuang_store::fund_orders::{self, Filter};
use yichuang_store::ids::ProjectId;

use super::readers;
use super::view::{FundOrderSummary, summaries};

/// What to list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct FundOrdersQuery {
    /// Only this state.
    #[param(inline)]
    state: Option<FundOrderState>,
    /// Only this kind.
    #[param(inline)]
    kind: Option<FundOrderKind>,
    /// Only about this project.
    project_id: Option<Uuid>,
    /// At most this many items.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    /// The `next` of the page before.
    #[param(max_length = 64)]
    cursor: Option<String>,
}

/// One page of orders.
#[derive(Serialize, ToSchema)]
pub struct FundOrderList {
    pub items: Vec<FundOrderSummary>,
    pub next: Option<String>,
}

/// List fund orders
///
/// Newest first, those of the caller's area: adjustments of the budget, recoveries and write-offs.
#[utoipa::path(get, path = "/fund-orders", operation_id = "listFundOrders", tag = "funds", params(FundOrdersQuery),
    responses((status = 200, description = "One page", body = FundOrderList)))]
pub async fn handler(cx: Cx, Query(query): Query<FundOrdersQuery>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let at = PageQuery::page(query.limit, query.cursor.as_deref())?;
    let filter = Filter {
        state: query.state.map(|state| state.0.to_string()),
        kind: query.kind.map(|kind| kind.0.to_string()),
        project: query.project_id.map(ProjectId),
    };
    let page = fund_orders::list(&uow.conn, &uow.caller()?.reach(&readers()), &filter, at).await?;
    let items = summaries(&uow, &page.items).await?;
    Reply::ok(&FundOrderList { items, next: next_cursor(&page) })
}
