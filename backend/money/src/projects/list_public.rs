//! Funded projects, as everybody may read them.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use yichuang_base::http::{Cx, Query, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{Date, Money, PageQuery, ProjectState, next_cursor};
use yichuang_domain::states::projects::ProjectState as State;
use yichuang_store::ids::{AllotmentId, CallId, FundId};
use yichuang_store::projects::{self, Filter};
use yichuang_store::record::{Agreement, Allotment, Fund, Project};
use yichuang_store::{Reach, around};

use super::Related;
use super::view::summaries_within;

/// What to list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PublicProjectsQuery {
    /// Only projects of this call.
    call_id: Option<Uuid>,
    /// Only projects that this fund pays for.
    fund_id: Option<Uuid>,
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

/// A funded project, without anything personal.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PublicProjectView {
    pub id: Uuid,
    #[schema(example = "XM2026-0001")]
    pub number: String,
    #[schema(example = "社区老人助餐与陪伴项目")]
    pub title: String,
    #[schema(example = "示例社会工作服务中心")]
    pub organisation_name: String,
    #[schema(example = "2026年天宁区公益创投")]
    pub call_title: String,
    #[schema(example = "常州市天宁区")]
    pub area_name: String,
    /// Where the money comes from, such as `welfare_lottery`.
    #[schema(example = "welfare_lottery")]
    pub funding_source: String,
    pub approved: Money,
    pub paid: Money,
    pub starts_on: Option<Date>,
    pub ends_on: Option<Date>,
    pub state: ProjectState,
    pub demonstration: bool,
}

/// One page of funded projects.
#[derive(Serialize, ToSchema)]
pub struct PublicProjectList {
    pub items: Vec<PublicProjectView>,
    pub next: Option<String>,
}

/// List funded projects
///
/// Newest first, for everybody.
#[utoipa::path(get, path = "/public/projects", operation_id = "listPublicProjects", tag = "projects", params(PublicProjectsQuery),
    responses((status = 200, description = "One page", body = PublicProjectList)))]
pub async fn handler(cx: Cx, Query(query): Query<PublicProjectsQuery>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let at = PageQuery::page(query.limit, query.cursor.as_deref())?;
    let filter = Filter {
        call_id: query.call_id.map(CallId),
        fund_id: query.fund_id.map(FundId),
        states: State::PUBLIC.iter().map(ToString::to_string).collect(),
        q: query.q,
        ..Filter::default()
    };
    let everything = Reach { everything: true, ..Reach::default() };
    let (page, agreements) = projects::list(&uow.conn, &everything, &filter, at).await?;
    let items = public_views(&uow, &page.items, agreements).await?;
    Reply::ok(&PublicProjectList { items, next: next_cursor(&page) })
}

/// Public views of some projects: what they name is read once for all of them.
pub(super) async fn public_views(uow: &Uow, found: &[Project], agreements: Vec<Agreement>) -> Result<Vec<PublicProjectView>, Problem> {
    let codes = found.iter().map(|project| area_code(project).to_owned()).collect();
    let around = around::projects(&uow.conn, found, &agreements, Some(codes)).await?;
    let areas: HashMap<String, String> = around.areas.into_iter().map(|area| (area.code, area.name)).collect();
    let sources = sources(around.allotments, around.funds);
    let summaries = summaries_within(uow, found, agreements, &Related::new(around.calls, around.organisations), &around.paid)?;
    let views = found.iter().zip(summaries).map(|(project, summary)| PublicProjectView {
        id: summary.id,
        number: summary.number,
        title: summary.title,
        organisation_name: summary.organisation.name,
        call_title: summary.call.title,
        area_name: areas.get(area_code(project)).cloned().unwrap_or_default(),
        funding_source: sources.get(&project.allotment_id).cloned().unwrap_or_default(),
        approved: summary.approved,
        paid: summary.paid,
        starts_on: summary.starts_on,
        ends_on: summary.ends_on,
        state: summary.state,
        demonstration: summary.demonstration,
    });
    Ok(views.collect())
}

/// The last step of an area's path is its code.
fn area_code(project: &Project) -> &str {
    project.area_path.trim_end_matches('/').rsplit('/').next().unwrap_or_default()
}

/// Who funds each allotment.
fn sources(allotments: Vec<Allotment>, funds: Vec<Fund>) -> HashMap<AllotmentId, String> {
    let funds: HashMap<FundId, String> = funds.into_iter().map(|fund| (fund.id, fund.source)).collect();
    let source = |allotment: Allotment| (allotment.id, funds.get(&allotment.fund_id).cloned().unwrap_or_default());
    allotments.into_iter().map(source).collect()
}
