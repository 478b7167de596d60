//! One project.

use uuid::Uuid;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_store::ids::ProjectId;
use yichuang_store::record::Project;

use super::view::view;
use super::{place, readers};

/// Show a project
///
/// With its agreement, its tranches and how far the money has come.
#[utoipa::path(get, path = "/projects/{id}", operation_id = "getProject", tag = "projects",
    params(("id" = Uuid, Path, description = "Project")),
    responses((status = 200, description = "The project", body = super::view::ProjectView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let project: Project = uow.find(ProjectId(id)).await?;
    uow.must_see(&readers(), &place(&project))?;
    Ok(Reply::ok(&view(&uow, &project).await?)?.version(project.version))
}
