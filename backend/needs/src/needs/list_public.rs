//! The public list of needs.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use yichuang_base::http::{Cx, Query, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Uow, state_of};
use yichuang_base::wire::{Date, Instant, Money, NeedCategory, NeedState, NeedUrgency, PageQuery, next_cursor};
use yichuang_domain::states::needs::NeedState as State;
use yichuang_store::ids::NeedId;
use yichuang_store::needs::{self, Filter, Sort};
use yichuang_store::record::Need;

use super::list::NeedFlag;
use super::view::area_names;

/// The order of the list.
#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum NeedSort {
    /// Published last comes first.
    #[default]
    Published,
    /// Endorsed by most comes first.
    Endorsed,
}

/// What to list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PublicNeedsQuery {
    /// This area and all below it.
    #[param(max_length = 20)]
    area_code: Option<String>,
    /// Only this category.
    #[param(inline)]
    category: Option<NeedCategory>,
    /// Only this state; states that are not public have nothing.
    #[param(inline)]
    state: Option<NeedState>,
    /// Only needs that a proposal may answer now.
    #[param(inline)]
    open: Option<NeedFlag>,
    /// By date when left out.
    #[param(inline)]
    sort: Option<NeedSort>,
    /// Words of the heading or description, or a number.
    #[param(max_length = 100)]
    q: Option<String>,
    /// At most this many items.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    /// The `next` of the page before.
    #[param(max_length = 64)]
    cursor: Option<String>,
}

/// A need in the public list, without anything personal.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PublicNeedSummary {
    pub id: Uuid,
    #[schema(example = "XQ2026-0001")]
    pub number: String,
    #[schema(example = "社区老人助餐点")]
    pub title: String,
    #[schema(example = "320402000000")]
    pub area_code: String,
    #[schema(example = "常州市天宁区")]
    pub area_name: String,
    pub category: NeedCategory,
    #[schema(example = "60岁以上独居老人")]
    pub target_group: String,
    #[schema(example = 120)]
    pub head_count: i32,
    pub urgency: NeedUrgency,
    pub endorsements: i32,
    /// What a project that answers it may cost.
    pub amount: Option<Money>,
    /// What the organisation must raise itself, at least.
    pub self_raised_min: Option<Money>,
    /// How many organisations must apply at least.
    #[schema(example = 3)]
    pub min_applicants: Option<i32>,
    pub starts_on: Option<Date>,
    pub ends_on: Option<Date>,
    /// A proposal may answer it now.
    pub open: bool,
    pub published_at: Instant,
    pub demonstration: bool,
    pub state: NeedState,
}

/// One page of public needs.
#[derive(Serialize, ToSchema)]
pub struct PublicNeedList {
    pub items: Vec<PublicNeedSummary>,
    pub next: Option<String>,
}

/// List public needs
///
/// By date of publication or by endorsements. What was reported and not published is not in it.
#[utoipa::path(get, path = "/public/needs", operation_id = "listPublicNeeds", tag = "needs", params(PublicNeedsQuery),
    responses((status = 200, description = "One page", body = PublicNeedList)))]
pub async fn handler(cx: Cx, Query(query): Query<PublicNeedsQuery>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let at = PageQuery::page(query.limit, query.cursor.as_deref())?;
    let sort = match query.sort.unwrap_or_default() {
        NeedSort::Published => Sort::Published,
        NeedSort::Endorsed => Sort::Endorsed,
    };
    let Some(states) = states(query.state.map(|state| state.0), query.open == Some(NeedFlag::True)) else {
        return Reply::ok(&PublicNeedList { items: Vec::new(), next: None });
    };
    let filter = Filter {
        states,
        area: query.area_code,
        category: query.category.map(|category| category.0.to_string()),
        q: query.q,
        ..Filter::default()
    };
    let page = needs::list_public(&uow.conn, &filter, sort, at).await?;
    let names = area_names(&uow, &page.items).await?;
    let items = page.items.iter().map(|row| summary(row, &names)).collect::<Result<_, Problem>>()?;
    Reply::ok(&PublicNeedList { items, next: next_cursor(&page) })
}

/// The states to list; nothing when none of them is public.
fn states(only: Option<State>, open: bool) -> Option<Vec<String>> {
    let wanted = |state: &State| only.is_none_or(|only| only == *state) && (!open || state.is_open());
    let found: Vec<String> = State::PUBLIC.iter().filter(|state| wanted(state)).map(ToString::to_string).collect();
    (!found.is_empty()).then_some(found)
}

pub(super) fn summary(row: &Need, names: &HashMap<String, String>) -> Result<PublicNeedSummary, Problem> {
    let broken = || Problem::internal("a published need is incomplete");
    Ok(PublicNeedSummary {
        id: row.id.0,
        number: row.number.clone(),
        title: row.title.clone(),
        area_code: row.area_code.clone(),
        area_name: names.get(&row.area_code).cloned().unwrap_or_default(),
        category: NeedCategory::read(row.category.as_deref().ok_or_else(broken)?)?,
        target_group: row.target_group.clone(),
        head_count: row.head_count.ok_or_else(broken)?,
        urgency: NeedUrgency::read(&row.urgency)?,
        endorsements: row.endorsement_count,
        amount: row.amount_fen.map(Money::fen).transpose()?,
        self_raised_min: row.self_raised_min_fen.map(Money::fen).transpose()?,
        min_applicants: row.min_applicants,
        starts_on: Date::maybe(row.starts_on.as_deref())?,
        ends_on: Date::maybe(row.ends_on.as_deref())?,
        open: state_of::<State>(&row.state)?.is_open(),
        published_at: Instant::micros(row.published_at.ok_or_else(broken)?)?,
        demonstration: row.demonstration,
        state: NeedState::read(&row.state)?,
    })
}

/// The need, if everybody may read it. One that was merged leads to the one that goes on for both.
pub(super) async fn public(uow: &Uow, id: NeedId) -> Result<Need, Problem> {
    let need: Need = uow.find(id).await?;
    let stands: Need = if need.root_id == need.id { need } else { uow.find(need.root_id).await? };
    if state_of::<State>(&stands.state)?.is_public() { Ok(stands) } else { Err(Problem::not_found()) }
}
