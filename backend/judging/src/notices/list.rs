//! Notices, for staff.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use yichuang_base::access::STAFF;
use yichuang_base::http::{Cx, Query, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{Date, Instant, Money, NoticeState, PageQuery, next_cursor};
use yichuang_store::around;
use yichuang_store::ids::{CallId, DecisionId};
use yichuang_store::notices::{self as rows, Filter};
use yichuang_store::record::{Call, Decision, Notice};

use super::decision::DecidedCall;

/// What to list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct NoticesQuery {
    /// Only this state.
    #[param(inline)]
    state: Option<NoticeState>,
    /// Only this call.
    call_id: Option<Uuid>,
    /// At most this many items.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    /// The `next` of the page before.
    #[param(max_length = 64)]
    cursor: Option<String>,
}

/// A notice in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NoticeSummary {
    pub id: Uuid,
    #[schema(example = "GS2026-0001")]
    pub number: String,
    pub call: DecidedCall,
    pub title: String,
    pub starts_on: Date,
    pub ends_on: Date,
    #[schema(example = 5)]
    pub working_days: i32,
    /// How many awards it proposes.
    #[schema(example = 6)]
    pub awards: usize,
    pub total: Money,
    pub published_at: Option<Instant>,
    pub demonstration: bool,
    pub state: NoticeState,
    pub version: i32,
    pub created_at: Instant,
    pub updated_at: Instant,
}

/// One page of notices.
#[derive(Serialize, ToSchema)]
pub struct NoticeList {
    pub items: Vec<NoticeSummary>,
    pub next: Option<String>,
}

/// List notices
///
/// Newest first, those of one's area or call, drafts included.
#[utoipa::path(get, path = "/notices", operation_id = "listNotices", tag = "notices", params(NoticesQuery),
    responses((status = 200, description = "One page", body = NoticeList)))]
pub async fn handler(cx: Cx, Query(query): Query<NoticesQuery>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let at = PageQuery::page(query.limit, query.cursor.as_deref())?;
    let filter = Filter { state: query.state.map(|state| state.0.to_string()), call: query.call_id.map(CallId) };
    let page = rows::list(&uow.conn, &uow.caller()?.reach(STAFF), &filter, at).await?;
    let related = Related::load(&uow, &page.items).await?;
    let items = page.items.iter().map(|notice| summary(notice, &related)).collect::<Result<_, _>>()?;
    Reply::ok(&NoticeList { items, next: next_cursor(&page) })
}

fn summary(notice: &Notice, related: &Related) -> Result<NoticeSummary, Problem> {
    let (call, awards, total) = related.of(notice)?;
    Ok(NoticeSummary {
        id: notice.id.0,
        number: notice.number.clone(),
        call: DecidedCall { id: call.id.0, number: call.number.clone(), title: call.title.clone() },
        title: notice.title.clone(),
        starts_on: Date::read(&notice.starts_on)?,
        ends_on: Date::read(&notice.ends_on)?,
        working_days: notice.working_days,
        awards,
        total,
        published_at: Instant::maybe(notice.published_at)?,
        demonstration: notice.demonstration,
        state: NoticeState::read(&notice.state)?,
        version: notice.version,
        created_at: Instant::micros(notice.created_at)?,
        updated_at: Instant::micros(notice.updated_at)?,
    })
}

/// What the notices of one page name, one query for all of it.
pub(super) struct Related {
    calls: Vec<Call>,
    decisions: Vec<Decision>,
    counts: HashMap<DecisionId, i64>,
}

impl Related {
    pub async fn load(uow: &Uow, page: &[Notice]) -> Result<Self, Problem> {
        let (calls, decisions, counts) = around::notices(&uow.conn, page).await?;
        Ok(Self { calls, decisions, counts })
    }

    /// Call, number of awards and their sum.
    pub fn of(&self, notice: &Notice) -> Result<(&Call, usize, Money), Problem> {
        let missing = || Problem::internal(format!("notice {} lost what it names", notice.id));
        let call = self.calls.iter().find(|call| call.id == notice.call_id).ok_or_else(missing)?;
        let decision = self.decisions.iter().find(|decision| decision.id == notice.decision_id).ok_or_else(missing)?;
        let count = self.counts.get(&decision.id).copied().unwrap_or_default();
        Ok((call, usize::try_from(count).map_err(Problem::internal)?, Money::fen(decision.total_fen)?))
    }
}
