//! Community funds, as everybody may read them.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use yichuang_base::http::{Cx, Query, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::wire::{PageQuery, next_cursor};
use yichuang_domain::rules::donations::SOURCES;
use yichuang_store::donations as rows;
use yichuang_store::ids::FundId;

use super::public::{CommunityFundView, fund};

/// Which page.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CommunityFundsQuery {
    /// At most this many items.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    /// The `next` of the page before.
    #[param(max_length = 64)]
    cursor: Option<String>,
}

/// One page of community funds.
#[derive(Serialize, ToSchema)]
pub struct CommunityFundList {
    pub items: Vec<CommunityFundView>,
    pub next: Option<String>,
}

/// List community funds
///
/// Newest first, for everybody: what was donated, what is promised and paid, and what is left.
#[utoipa::path(get, path = "/public/community-funds", operation_id = "listCommunityFunds", tag = "donations", params(CommunityFundsQuery),
    responses((status = 200, description = "One page", body = CommunityFundList)))]
pub async fn handler(cx: Cx, Query(query): Query<CommunityFundsQuery>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let at = PageQuery::page(query.limit, query.cursor.as_deref())?;
    let page = rows::funds(&uow.conn, &SOURCES, at).await?;
    let ids: Vec<FundId> = page.items.iter().map(|row| row.id).collect();
    let sums = rows::sums(&uow.conn, &ids).await?;
    let items = page.items.iter().map(|row| fund(row, &sums.get(&row.id).copied().unwrap_or_default())).collect::<Result<_, _>>()?;
    Reply::ok(&CommunityFundList { items, next: next_cursor(&page) })
}
