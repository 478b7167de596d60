//! One search over all that is public.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use yichuang_base::http::{Cx, Query, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{Date, Instant, PageQuery};
use yichuang_store::portal::{self, Hit, KINDS, MOST_COUNTED, Wish};

/// What is shown of each kind when all kinds are asked for.
const FEW: u64 = 5;

/// What to look for.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SearchQuery {
    /// Words of a title, a number, a host or an organisation; all of them must be there. Two Chinese characters do.
    #[param(max_length = 100, example = "养老")]
    q: Option<String>,
    /// Only this kind, page by page. All kinds when left out, the newest five of each.
    #[param(inline)]
    kind: Option<SearchKind>,
    /// Only this area and what lies below it.
    #[param(max_length = 12, example = "320402000000")]
    area_code: Option<String>,
    /// Only what goes on now: open calls, open needs, running notices, projects under way.
    #[param(inline)]
    time: Option<SearchTime>,
    /// At most this many items of the kind.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    /// The `next` of the page before; only with `kind`.
    #[param(max_length = 64)]
    cursor: Option<String>,
}

/// What of its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SearchTime {
    /// Goes on now.
    Current,
}

/// Kinds of public things.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SearchKind {
    Call,
    Need,
    Notice,
    Project,
}

impl SearchKind {
    const ALL: [Self; 4] = [Self::Call, Self::Need, Self::Notice, Self::Project];

    const fn name(self) -> &'static str {
        match self {
            Self::Call => KINDS[0],
            Self::Need => KINDS[1],
            Self::Notice => KINDS[2],
            Self::Project => KINDS[3],
        }
    }
}

/// Something that was found.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SearchHit {
    pub id: Uuid,
    #[schema(example = "YC2026-0001")]
    pub number: String,
    #[schema(example = "2026年天宁区公益创投")]
    pub title: String,
    /// The host of a call, whom a need is about, the call of a notice, the organisation of a project.
    #[schema(example = "常州市天宁区民政局")]
    pub context: String,
    #[schema(example = "常州市天宁区")]
    pub area_name: String,
    /// Of a call `upcoming`, `open` or `closed`; of a notice `running` or `over`; of a need or a project its state.
    #[schema(example = "open")]
    pub state: String,
    /// When a call opens and closes.
    pub opens_at: Option<Instant>,
    pub closes_at: Option<Instant>,
    /// First and last day of a need, a notice or a project.
    pub starts_on: Option<Date>,
    pub ends_on: Option<Date>,
    pub demonstration: bool,
}

/// What was found of one kind.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SearchGroup {
    pub kind: SearchKind,
    /// How many there are; exact below 1000, "1000 or more" at 1000.
    #[schema(example = 12)]
    pub count: i64,
    /// Newest first; empty when another kind was asked for.
    pub items: Vec<SearchHit>,
    /// Asks for the page after, with the same `kind`.
    pub next: Option<String>,
}

/// Everything that was found, by kind.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SearchResult {
    /// All kinds, always in the same order.
    pub groups: Vec<SearchGroup>,
}

/// Search everything that is public
///
/// Calls, needs, notices and funded projects in one answer, counted by kind. Without words it lists the newest.
#[utoipa::path(get, path = "/public/search", operation_id = "searchPublic", tag = "portal", params(SearchQuery),
    responses((status = 200, description = "What was found", body = SearchResult)))]
pub async fn handler(cx: Cx, Query(query): Query<SearchQuery>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let at = PageQuery::page(query.limit, query.cursor.as_deref())?;
    if query.cursor.is_some() && query.kind.is_none() {
        return Err(Problem::malformed("malformed_cursor", "A cursor goes with the kind it was given for"));
    }
    let wish = Wish {
        q: query.q.filter(|q| !q.trim().is_empty()),
        area_code: query.area_code,
        current: query.time.map(|SearchTime::Current| (uow.micros(), uow.today().to_string())),
    };
    let kinds: Vec<&str> = query.kind.map_or_else(|| KINDS.to_vec(), |kind| vec![kind.name()]);
    let limit = if query.kind.is_some() { at.limit } else { FEW };
    let mut hits = portal::search(&uow.conn, &wish, &kinds, at.before, limit + 1).await?;
    let counts: HashMap<String, i64> = portal::counts(&uow.conn, &wish).await?.into_iter().collect();
    let mut groups = Vec::new();
    for kind in SearchKind::ALL {
        let (own, others): (Vec<Hit>, Vec<Hit>) = hits.into_iter().partition(|hit| hit.kind == kind.name());
        hits = others;
        groups.push(group(&uow, kind, own, counts.get(kind.name()).copied().unwrap_or_default(), limit)?);
    }
    Reply::ok(&SearchResult { groups })
}

fn group(uow: &Uow, kind: SearchKind, mut hits: Vec<Hit>, count: i64, limit: u64) -> Result<SearchGroup, Problem> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = hits.len() > limit;
    hits.truncate(limit);
    let next = hits.last().filter(|_| more).map(|hit| format!("1-{}", hit.id.simple()));
    let most = i64::try_from(MOST_COUNTED).unwrap_or(i64::MAX);
    let items = hits.into_iter().map(|hit| view(uow, kind, hit)).collect::<Result<_, _>>()?;
    Ok(SearchGroup { kind, count: count.min(most), items, next })
}

fn view(uow: &Uow, kind: SearchKind, hit: Hit) -> Result<SearchHit, Problem> {
    let state = match kind {
        SearchKind::Call => phase(uow.micros(), &hit).to_owned(),
        SearchKind::Notice => {
            let over = hit.ends_on.as_deref().is_some_and(|day| day < uow.today().to_string().as_str());
            if over { "over" } else { "running" }.to_owned()
        }
        SearchKind::Need | SearchKind::Project => hit.state,
    };
    Ok(SearchHit {
        id: hit.id,
        number: hit.number,
        title: hit.title,
        context: hit.context,
        area_name: hit.area_name,
        state,
        opens_at: Instant::maybe(hit.opens_at)?,
        closes_at: Instant::maybe(hit.closes_at)?,
        starts_on: hit.starts_on.as_deref().map(Date::read).transpose()?,
        ends_on: hit.ends_on.as_deref().map(Date::read).transpose()?,
        demonstration: hit.demonstration,
    })
}

/// Where a call stands by the clock; a cancelled one is closed.
fn phase(now: i64, hit: &Hit) -> &'static str {
    if hit.state == "cancelled" || hit.closes_at.is_some_and(|at| at <= now) {
        "closed"
    } else if hit.opens_at.is_some_and(|at| at > now) {
        "upcoming"
    } else {
        "open"
    }
}
