//! Refuse a later last day of signing.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::Reason;
use yichuang_domain::roles::Role;
use yichuang_domain::states::projects::ProjectEvent;
use yichuang_store::ids::ProjectId;
use yichuang_store::record::Project;

use super::reservation::{Opened, asked, open, step, tell};
use super::view::view;

/// Refuse an extension
///
/// By the director, with the reason, who is another person than the one who asked. The last day stays; another extension may
/// be asked for.
#[utoipa::path(post, path = "/projects/{id}/extension/refuse", operation_id = "refuseExtension", tag = "projects",
    params(("id" = Uuid, Path, description = "Project")), request_body = Reason,
    responses((status = 200, description = "The project", body = super::view::ProjectView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<Reason>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, ProjectId(id), seen, &input.reason).await?;
        Ok(Reply::ok(&view(&uow, &row).await?)?.version(row.version))
    })
    .await
}

pub async fn run(uow: &Uow, id: ProjectId, seen: IfMatch, reason: &str) -> Result<Project, Problem> {
    let Opened { project, last } = open(uow, id, seen, ProjectEvent::RefuseExtension).await?;
    asked(uow, &project).await?;
    let change = Project { extension_until: None, extension_reason: None, extension_asked_by: None, ..project };
    let after = step(uow, change, ProjectEvent::RefuseExtension, Some(reason)).await?;
    let text = format!("{} {} 的签约延期未获同意：{reason}。协议仍应于 {last} 前（含当日）签署。", after.number, after.title);
    tell(uow, &after, &[Role::ProgrammeOfficer], "签约延期未获同意", &text).await?;
    Ok(after)
}
