//! Calls everybody may read.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use yichuang_base::http::{Cx, Query, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{CallState, Instant, Money, PageQuery, next_cursor};
use yichuang_store::calls::{self, ByDates};
use yichuang_store::record::Call;

use super::view::{CallAreaView, CallPhase, area, areas_of};

/// What to list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PublicCallsQuery {
    /// By the clock; all when left out.
    #[param(inline)]
    status: Option<CallStatus>,
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

/// Where calls stand by the clock.
#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CallStatus {
    #[default]
    All,
    Upcoming,
    Open,
    Closed,
}

/// A call in a public list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PublicCallSummary {
    pub id: Uuid,
    #[schema(example = "YC2026-0001")]
    pub number: String,
    #[schema(example = "2026年天宁区公益创投")]
    pub title: String,
    #[schema(example = 2026)]
    pub year: i32,
    pub area: CallAreaView,
    #[schema(example = "常州市天宁区民政局")]
    pub host_name: String,
    pub budget: Money,
    pub opens_at: Instant,
    /// From this instant on nothing can be submitted; the midnight that ends the deadline day.
    pub closes_at: Instant,
    pub phase: CallPhase,
    pub demonstration: bool,
    pub state: CallState,
    pub published_at: Option<Instant>,
}

/// One page of calls.
#[derive(Serialize, ToSchema)]
pub struct PublicCallList {
    pub items: Vec<PublicCallSummary>,
    pub next: Option<String>,
}

/// List public calls
///
/// Newest first: every call that was published, with no drafts and no persons.
#[utoipa::path(get, path = "/public/calls", operation_id = "listPublicCalls", tag = "calls", params(PublicCallsQuery),
    responses((status = 200, description = "One page", body = PublicCallList)))]
pub async fn handler(cx: Cx, Query(query): Query<PublicCallsQuery>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let at = PageQuery::page(query.limit, query.cursor.as_deref())?;
    let by = match query.status.unwrap_or_default() {
        CallStatus::All => ByDates::All,
        CallStatus::Upcoming => ByDates::Upcoming,
        CallStatus::Open => ByDates::Open,
        CallStatus::Closed => ByDates::Closed,
    };
    let page = calls::list_public(&uow.conn, by, uow.micros(), query.q.as_deref(), at).await?;
    Reply::ok(&PublicCallList { items: views(&uow, &page.items).await?, next: next_cursor(&page) })
}

async fn views(uow: &Uow, rows: &[Call]) -> Result<Vec<PublicCallSummary>, Problem> {
    let areas = areas_of(uow, rows).await?;
    rows.iter()
        .map(|row| {
            Ok(PublicCallSummary {
                id: row.id.0,
                number: row.number.clone(),
                title: row.title.clone(),
                year: row.year,
                area: area(&areas, row),
                host_name: row.host_name.clone(),
                budget: Money::fen(row.budget_fen)?,
                opens_at: Instant::micros(row.opens_at)?,
                closes_at: Instant::micros(row.closes_at)?,
                phase: CallPhase::at(row, uow.now),
                demonstration: row.demonstration,
                state: CallState::read(&row.state)?,
                published_at: Instant::maybe(row.published_at)?,
            })
        })
        .collect()
}
