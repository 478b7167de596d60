//! Months that were proposed or closed.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use yichuang_base::access::FINANCE;
use yichuang_base::http::{Cx, Query, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::wire::{PageQuery, next_cursor};
use yichuang_store::ids::FundId;
use yichuang_store::statements as rows;

use super::{PeriodView, views};

/// What to list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PeriodsQuery {
    /// Only of the account of this fund.
    fund_id: Option<Uuid>,
    /// At most this many items.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    /// The `next` of the page before.
    #[param(max_length = 64)]
    cursor: Option<String>,
}

/// One page of months.
#[derive(Serialize, ToSchema)]
pub struct PeriodList {
    pub items: Vec<PeriodView>,
    pub next: Option<String>,
}

/// List months
///
/// Newest first: months of the caller's area that somebody proposed, with the figures of that moment.
#[utoipa::path(get, path = "/periods", operation_id = "listPeriods", tag = "statements", params(PeriodsQuery),
    responses((status = 200, description = "One page", body = PeriodList)))]
pub async fn handler(cx: Cx, Query(query): Query<PeriodsQuery>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let at = PageQuery::page(query.limit, query.cursor.as_deref())?;
    let page = rows::list_periods(&uow.conn, &uow.caller()?.reach(FINANCE), query.fund_id.map(FundId), at).await?;
    let items = views(&uow, &page.items).await?;
    Reply::ok(&PeriodList { items, next: next_cursor(&page) })
}
