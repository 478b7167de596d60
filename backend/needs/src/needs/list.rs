//! Needs, as staff see them.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use yichuang_base::access::STAFF;
use yichuang_base::http::{Cx, Query, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{NeedCategory, NeedState, PageQuery, next_cursor};
use yichuang_domain::rules::needs::ResponseLevel;
use yichuang_store::Reach;
use yichuang_store::needs::{self, Filter, Waiting};

use super::view::{NeedSummary, summaries};

/// On whom needs wait.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum NeedWaitingOn {
    /// On the caller, in one of their roles.
    Me,
    Community,
    Street,
    Bureau,
}

/// Yes or no, as an address writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum NeedFlag {
    True,
    False,
}

/// What to list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct NeedsQuery {
    /// Only this state.
    #[param(inline)]
    pub(super) state: Option<NeedState>,
    /// This area and all below it.
    #[param(max_length = 20)]
    pub(super) area_code: Option<String>,
    /// Only this category.
    #[param(inline)]
    pub(super) category: Option<NeedCategory>,
    /// Only needs that wait for somebody's answer or publication.
    #[param(inline)]
    pub(super) waiting_on: Option<NeedWaitingOn>,
    /// Only needs whose first answer is late.
    #[param(inline)]
    pub(super) late: Option<NeedFlag>,
    /// Words of a need or of its reporter, or a number.
    #[param(max_length = 100)]
    pub(super) q: Option<String>,
    /// At most this many items.
    #[param(minimum = 1, maximum = 100, default = 20)]
    pub(super) limit: Option<u64>,
    /// The `next` of the page before.
    #[param(max_length = 64)]
    pub(super) cursor: Option<String>,
}

/// One page of needs.
#[derive(Serialize, ToSchema)]
pub struct NeedList {
    pub items: Vec<NeedSummary>,
    pub next: Option<String>,
}

/// List needs
///
/// Newest first, of one's areas. `waiting_on=me` is the list of what one owes an answer to.
#[utoipa::path(get, path = "/needs", operation_id = "listNeeds", tag = "needs", params(NeedsQuery),
    responses((status = 200, description = "One page", body = NeedList)))]
pub async fn handler(cx: Cx, Query(query): Query<NeedsQuery>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let at = PageQuery::page(query.limit, query.cursor.as_deref())?;
    let filter = filter(&uow, &query)?;
    let page = needs::list(&uow.conn, &uow.caller()?.reach(STAFF), &filter, at).await?;
    Reply::ok(&NeedList { items: summaries(&uow, &page.items).await?, next: next_cursor(&page) })
}

pub(super) fn filter(uow: &Uow, query: &NeedsQuery) -> Result<Filter, Problem> {
    Ok(Filter {
        states: query.state.map(|state| state.0.to_string()).into_iter().collect(),
        area: query.area_code.clone(),
        category: query.category.map(|category| category.0.to_string()),
        q: query.q.clone(),
        waiting_on: query.waiting_on.map(|on| waiting(uow, on)).transpose()?,
        due_before: query.late.filter(|late| *late == NeedFlag::True).map(|_| uow.today().to_string()),
    })
}

fn waiting(uow: &Uow, on: NeedWaitingOn) -> Result<Vec<Waiting>, Problem> {
    let who = uow.caller()?;
    let everywhere = |level: ResponseLevel| Waiting { level: level.to_string(), reach: Reach { everything: true, ..Reach::default() } };
    let mine = |level: &ResponseLevel| Waiting { level: level.to_string(), reach: who.reach(&[level.role()]) };
    Ok(match on {
        NeedWaitingOn::Me => ResponseLevel::ALL.iter().map(mine).collect(),
        NeedWaitingOn::Community => vec![everywhere(ResponseLevel::Community)],
        NeedWaitingOn::Street => vec![everywhere(ResponseLevel::Street)],
        NeedWaitingOn::Bureau => vec![everywhere(ResponseLevel::Bureau)],
    })
}
