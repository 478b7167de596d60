//! Needs that say much the same, nearby: a hint while reporting and at triage, never a decision.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use yichuang_base::access::STAFF;
use yichuang_base::http::{Cx, Path, Query, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Uow, state_of};
use yichuang_base::wire::NeedState;
use yichuang_domain::rules::similarity::{Likeness, Shingles};
use yichuang_domain::states::needs::NeedState as State;
use yichuang_store::ids::NeedId;
use yichuang_store::record::Need;
use yichuang_store::{areas, get_many, sketches};

use super::{clock, place, tell};

const KIND: &str = "need";
/// Candidates that are read and compared.
const CANDIDATES: u32 = 20;
/// Hints that are shown.
const HINTS: usize = 5;

/// A need that says much the same.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SimilarNeedView {
    pub id: Uuid,
    #[schema(example = "XQ2026-0001")]
    pub number: String,
    #[schema(example = "社区老人助餐点")]
    pub title: String,
    #[schema(example = "320402000000")]
    pub area_code: String,
    pub endorsements: i32,
    pub state: NeedState,
    /// What both have in common, in basis points of what either says.
    #[schema(example = 5200)]
    pub likeness_bp: u32,
}

/// Needs that say much the same, the likest first.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SimilarNeedList {
    pub items: Vec<SimilarNeedView>,
}

/// What is about to be reported.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SimilarNeedsQuery {
    /// What is needed, as far as it is written.
    #[param(min_length = 1, max_length = 2000)]
    text: String,
    /// Where.
    #[param(max_length = 20)]
    area_code: String,
}

/// Find published needs like a text
///
/// While somebody reports: what is on the list nearby and says much the same can be endorsed instead.
#[utoipa::path(get, path = "/public/needs/similar", operation_id = "findSimilarNeeds", tag = "needs", params(SimilarNeedsQuery),
    responses((status = 200, description = "The hints", body = SimilarNeedList)))]
pub async fn public(cx: Cx, Query(query): Query<SimilarNeedsQuery>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let Some(area) = areas::find(&uow.conn, &query.area_code).await? else { return Reply::ok(&SimilarNeedList { items: Vec::new() }) };
    let open = |need: &Need| state_of::<State>(&need.state).is_ok_and(State::is_open);
    let hints = near(&uow, &area.path, &[&query.text], |need| open(need).then(|| published(need))).await?;
    Reply::ok(&SimilarNeedList { items: hints })
}

/// Find needs like this one
///
/// For triage: needs nearby that say much the same, whatever their state, those that were declined left out.
#[utoipa::path(get, path = "/needs/{id}/similar", operation_id = "listSimilarNeeds", tag = "needs",
    params(("id" = Uuid, Path, description = "Need")),
    responses((status = 200, description = "The hints", body = SimilarNeedList)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let row: Need = uow.find(NeedId(id)).await?;
    uow.must_see(STAFF, &place(&row))?;
    let live = |need: &Need| need.id != row.id && state_of::<State>(&need.state).is_ok_and(State::is_alive);
    let seen = |need: &Need| uow.must_see(STAFF, &place(need)).is_ok();
    let hints = near(&uow, &row.area_path, &texts(&row), |need| (live(need) && seen(need)).then(|| texts(need))).await?;
    Reply::ok(&SimilarNeedList { items: hints })
}

fn published(need: &Need) -> Vec<&str> {
    vec![&need.title, &need.description]
}

fn texts(need: &Need) -> Vec<&str> {
    vec![&need.words, &need.title, &need.description]
}

/// The neighbourhood of a path: its street and everything above it where needs are reported.
async fn neighbourhood(uow: &Uow, path: &str) -> Result<Vec<String>, Problem> {
    let line = clock::line(uow, path).await?;
    let near = line.iter().filter(|area| matches!(area.level.as_str(), "district" | "street"));
    let mut codes: Vec<String> = near.map(|area| area.code.clone()).collect();
    codes.extend(line.last().filter(|_| codes.is_empty()).map(|area| area.code.clone()));
    Ok(codes)
}

/// Makes the need found by what it says now.
pub(super) async fn remember(uow: &Uow, need: &Need) -> Result<(), Problem> {
    let codes = neighbourhood(uow, &need.area_path).await?;
    let place = codes.last().map_or("", String::as_str);
    Ok(sketches::put(&uow.conn, KIND, place, need.id.0, &Shingles::of(&texts(need)).sketch()).await?)
}

/// Needs of the neighbourhood with a text that is near one of these; `compared` gives the texts of a candidate, or
/// nothing for one that is not to be told.
async fn near(
    uow: &Uow,
    path: &str,
    said: &[&str],
    compared: impl Fn(&Need) -> Option<Vec<&str>>,
) -> Result<Vec<SimilarNeedView>, Problem> {
    let places = neighbourhood(uow, path).await?;
    let ids = sketches::candidates(&uow.conn, KIND, &places, &Shingles::of(said).sketch(), CANDIDATES).await?;
    let ids: Vec<NeedId> = ids.into_iter().map(NeedId).collect();
    let rows = get_many::<Need>(&uow.conn, &ids).await?;
    let mut found: Vec<(Likeness, &Need)> =
        rows.iter().filter_map(|need| Some((nearest(said, &compared(need)?)?, need))).filter(|(likeness, _)| likeness.near).collect();
    found.sort_by(|(one, a), (other, b)| other.cmp(one).then(b.id.cmp(&a.id)));
    found.truncate(HINTS);
    found.into_iter().map(|(likeness, need)| hint(need, likeness)).collect()
}

/// The nearest pair of a text of the one and a text of the other.
fn nearest(said: &[&str], other: &[&str]) -> Option<Likeness> {
    let each = |texts: &[&str]| texts.iter().map(|text| Shingles::of(&[text])).collect::<Vec<_>>();
    let (said, other) = (each(said), each(other));
    let pairs = said.iter().flat_map(|one| other.iter().map(move |two| one.likeness(two)));
    pairs.max_by_key(|likeness| (likeness.near, *likeness))
}

fn hint(need: &Need, likeness: Likeness) -> Result<SimilarNeedView, Problem> {
    Ok(SimilarNeedView {
        id: need.id.0,
        number: need.number.clone(),
        title: tell::heading(need),
        area_code: need.area_code.clone(),
        endorsements: need.endorsement_count,
        state: NeedState::read(&need.state)?,
        likeness_bp: likeness.jaccard_bp,
    })
}
