//! Notices, for everybody.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use yichuang_base::http::{Cx, Query, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{Date, Instant, Money, PageQuery, next_cursor};
use yichuang_store::notices::{self as rows, PublicFilter};
use yichuang_store::record::Notice;

use super::is_over;
use super::list::Related;

/// Whether a notice still runs, by the clock in Asia/Shanghai.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum NoticePhase {
    /// Objections may be raised.
    Running,
    /// The last day is over.
    Over,
}

/// What to list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PublicNoticesQuery {
    /// Only those that run, or only those that are over.
    #[param(inline)]
    state: Option<NoticePhase>,
    /// Part of a title or number.
    #[param(max_length = 100)]
    q: Option<String>,
    /// At most this many items.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    /// The `next` of the page before.
    #[param(max_length = 64)]
    cursor: Option<String>,
}

/// A notice in the public list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PublicNoticeSummary {
    pub id: Uuid,
    #[schema(example = "GS2026-0001")]
    pub number: String,
    pub title: String,
    #[schema(example = "2026年社区公益创投征集")]
    pub call_title: String,
    #[schema(example = "示例区民政局")]
    pub host_name: String,
    pub starts_on: Date,
    pub ends_on: Date,
    #[schema(example = 5)]
    pub working_days: i32,
    /// How many awards it proposes.
    #[schema(example = 6)]
    pub awards: usize,
    pub total: Money,
    pub state: NoticePhase,
    pub published_at: Option<Instant>,
    pub demonstration: bool,
}

/// One page of public notices.
#[derive(Serialize, ToSchema)]
pub struct PublicNoticeList {
    pub items: Vec<PublicNoticeSummary>,
    pub next: Option<String>,
}

/// List public notices
///
/// Newest first; also those whose period is over.
#[utoipa::path(get, path = "/public/notices", operation_id = "listPublicNotices", tag = "notices", params(PublicNoticesQuery),
    responses((status = 200, description = "One page", body = PublicNoticeList)))]
pub async fn handler(cx: Cx, Query(query): Query<PublicNoticesQuery>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let at = PageQuery::page(query.limit, query.cursor.as_deref())?;
    let running = query.state.map(|state| (state == NoticePhase::Running, uow.today().to_string()));
    let page = rows::list_public(&uow.conn, &PublicFilter { running, q: query.q }, at).await?;
    let related = Related::load(&uow, &page.items).await?;
    let items = page.items.iter().map(|notice| summary(&uow, notice, &related)).collect::<Result<_, _>>()?;
    Reply::ok(&PublicNoticeList { items, next: next_cursor(&page) })
}

pub(super) fn phase(uow: &Uow, notice: &Notice) -> Result<NoticePhase, Problem> {
    Ok(if is_over(uow, notice)? { NoticePhase::Over } else { NoticePhase::Running })
}

fn summary(uow: &Uow, notice: &Notice, related: &Related) -> Result<PublicNoticeSummary, Problem> {
    let (call, awards, total) = related.of(notice)?;
    Ok(PublicNoticeSummary {
        id: notice.id.0,
        number: notice.number.clone(),
        title: notice.title.clone(),
        call_title: call.title.clone(),
        host_name: call.host_name.clone(),
        starts_on: Date::read(&notice.starts_on)?,
        ends_on: Date::read(&notice.ends_on)?,
        working_days: notice.working_days,
        awards,
        total,
        state: phase(uow, notice)?,
        published_at: Instant::maybe(notice.published_at)?,
        demonstration: notice.demonstration,
    })
}
