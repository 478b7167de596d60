//! One need, as everybody may read it, and what became of it.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{FaultView, Instant, ProjectState};
use yichuang_domain::states::projects::ProjectState as Awarded;
use yichuang_store::ids::NeedId;
use yichuang_store::record::{Need, Organisation, Project};
use yichuang_store::{calls, get_many, needs};

use super::list_public::{PublicNeedSummary, public, summary};
use super::{clock, view};

/// A call in which a proposal may answer the need.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NeedCallView {
    pub id: Uuid,
    #[schema(example = "2026年天宁区公益创投")]
    pub title: String,
    pub closes_at: Instant,
}

/// A funded project that answers the need.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NeedProjectView {
    pub id: Uuid,
    #[schema(example = "XM2026-0001")]
    pub number: String,
    #[schema(example = "社区老人助餐与陪伴项目")]
    pub title: String,
    #[schema(example = "示例社会工作服务中心")]
    pub organisation_name: String,
    pub state: ProjectState,
}

/// A need and what became of it, without anything personal.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PublicNeedView {
    #[serde(flatten)]
    pub need: PublicNeedSummary,
    #[schema(example = "社区60岁以上独居老人较多，附近没有就餐点，希望设立助餐点")]
    pub description: String,
    /// The names of the areas it lies in, from the top down.
    pub area_line: Vec<String>,
    /// How many other reports said the same and were merged into it.
    pub merged_reports: i64,
    /// How many proposals that were handed in answer it; which ones is told with their notice.
    pub proposals: i64,
    /// Things to look at that refuse nothing, such as too few applicants.
    pub warnings: Vec<FaultView>,
    /// Calls that take proposals now and cover its area.
    pub calls: Vec<NeedCallView>,
    pub projects: Vec<NeedProjectView>,
    /// How it was met, or why not.
    pub outcome: Option<String>,
}

/// Show a public need
///
/// With what became of it. The address of a need that was merged shows the one that goes on for both; a need that is
/// not published does not exist here.
#[utoipa::path(get, path = "/public/needs/{id}", operation_id = "getPublicNeed", tag = "needs",
    params(("id" = Uuid, Path, description = "Need")),
    responses((status = 200, description = "The need", body = PublicNeedView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let row = public(&uow, NeedId(id)).await?;
    Reply::ok(&detail(&uow, &row).await?)
}

pub(super) async fn detail(uow: &Uow, row: &Need) -> Result<PublicNeedView, Problem> {
    let names = view::area_names(uow, std::slice::from_ref(row)).await?;
    let line = clock::line(uow, &row.area_path).await?;
    let paths: Vec<String> = line.iter().map(|area| area.path.clone()).collect();
    let proposals = view::proposals(uow, row.id).await?;
    let summary = summary(row, &names)?;
    let calls = if summary.open { calls::open_over(&uow.conn, &paths, uow.micros()).await? } else { Vec::new() };
    Ok(PublicNeedView {
        description: row.description.clone(),
        area_line: line.into_iter().map(|area| area.name).collect(),
        merged_reports: needs::merged_counts(&uow.conn, &[row.id]).await?.first().map_or(0, |(_, count)| *count),
        proposals,
        warnings: view::warnings(row, proposals)?,
        calls: calls
            .into_iter()
            .map(|call| Ok(NeedCallView { id: call.id.0, title: call.title, closes_at: Instant::micros(call.closes_at)? }))
            .collect::<Result<_, Problem>>()?,
        projects: projects(uow, row.id).await?,
        outcome: row.outcome.clone(),
        need: summary,
    })
}

async fn projects(uow: &Uow, id: NeedId) -> Result<Vec<NeedProjectView>, Problem> {
    let rows = get_many::<Project>(&uow.conn, &needs::projects_of(&uow.conn, id).await?).await?;
    let rows: Vec<Project> =
        rows.into_iter().filter(|project| Awarded::PUBLIC.iter().any(|state| state.as_str() == project.state)).collect();
    let ids: Vec<_> = rows.iter().map(|project| project.organisation_id).collect();
    let organisations = get_many::<Organisation>(&uow.conn, &ids).await?;
    let name = |project: &Project| organisations.iter().find(|one| one.id == project.organisation_id).map(|one| one.name.clone());
    let view = |project: Project| {
        Ok(NeedProjectView {
            organisation_name: name(&project).unwrap_or_default(),
            id: project.id.0,
            number: project.number,
            title: project.title,
            state: ProjectState::read(&project.state)?,
        })
    };
    rows.into_iter().map(view).collect()
}
