//! Donations of an area.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use yichuang_base::access::STAFF;
use yichuang_base::http::{Cx, Query, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::wire::{DonationKind, DonationState, PageQuery, next_cursor};
use yichuang_store::donations::{self as rows, Filter};
use yichuang_store::ids::FundId;

use super::view::{DonationSummary, summaries};

/// What to list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DonationsQuery {
    /// Only of this fund.
    fund_id: Option<Uuid>,
    /// Only this state.
    #[param(inline)]
    state: Option<DonationState>,
    /// Only money, or only goods.
    #[param(inline)]
    kind: Option<DonationKind>,
    /// At most this many items.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    /// The `next` of the page before.
    #[param(max_length = 64)]
    cursor: Option<String>,
}

/// One page of donations.
#[derive(Serialize, ToSchema)]
pub struct DonationList {
    pub items: Vec<DonationSummary>,
    pub next: Option<String>,
}

/// List donations
///
/// Newest first, those of the caller's area.
#[utoipa::path(get, path = "/donations", operation_id = "listDonations", tag = "donations", params(DonationsQuery),
    responses((status = 200, description = "One page", body = DonationList)))]
pub async fn handler(cx: Cx, Query(query): Query<DonationsQuery>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let at = PageQuery::page(query.limit, query.cursor.as_deref())?;
    let filter = Filter {
        fund: query.fund_id.map(FundId),
        state: query.state.map(|state| state.0.to_string()),
        kind: query.kind.map(|kind| kind.0.to_string()),
    };
    let page = rows::list(&uow.conn, &uow.caller()?.reach(STAFF), &filter, at).await?;
    let items = summaries(&uow, &page.items).await?;
    Reply::ok(&DonationList { items, next: next_cursor(&page) })
}
