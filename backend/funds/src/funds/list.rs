//! Funds of the caller's area.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use yichuang_base::access::STAFF;
use yichuang_base::http::{Cx, Query, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::wire::{PageQuery, next_cursor};
use yichuang_store::funds;

use super::{FundView, fund_view};

/// Which page.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct FundsQuery {
    /// At most this many items.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    /// The `next` of the page before.
    #[param(max_length = 64)]
    cursor: Option<String>,
}

/// One page of funds.
#[derive(Serialize, ToSchema)]
pub struct FundList {
    pub items: Vec<FundView>,
    pub next: Option<String>,
}

/// List funds
///
/// Newest first, those of the caller's area.
#[utoipa::path(get, path = "/funds", operation_id = "listFunds", tag = "funds", params(FundsQuery),
    responses((status = 200, description = "One page", body = FundList)))]
pub async fn handler(cx: Cx, Query(query): Query<FundsQuery>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let at = PageQuery::page(query.limit, query.cursor.as_deref())?;
    let page = funds::list(&uow.conn, &uow.caller()?.reach(STAFF), at).await?;
    let items = page.items.iter().map(|row| fund_view(&uow, row)).collect::<Result<_, _>>()?;
    Reply::ok(&FundList { items, next: next_cursor(&page) })
}
