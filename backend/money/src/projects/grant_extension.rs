//! Grant a later last day of signing.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_domain::roles::Role;
use yichuang_domain::states::projects::ProjectEvent;
use yichuang_store::ids::ProjectId;
use yichuang_store::record::Project;

use super::reservation::{Opened, asked, open, step, tell};
use super::view::view;

/// Grant an extension
///
/// By the director, who is another person than the one who asked. The award is reserved until the later day, everybody
/// concerned is told, and there is no second extension.
#[utoipa::path(post, path = "/projects/{id}/extension/grant", operation_id = "grantExtension", tag = "projects",
    params(("id" = Uuid, Path, description = "Project")),
    responses((status = 200, description = "The project", body = super::view::ProjectView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch) -> Response {
    cx.write(|uow| async move {
        let row = run(&uow, ProjectId(id), seen).await?;
        Ok(Reply::ok(&view(&uow, &row).await?)?.version(row.version))
    })
    .await
}

pub async fn run(uow: &Uow, id: ProjectId, seen: IfMatch) -> Result<Project, Problem> {
    let Opened { project, last } = open(uow, id, seen, ProjectEvent::GrantExtension).await?;
    let until = asked(uow, &project).await?;
    let granted_by = Some(uow.caller()?.user);
    let change = Project { sign_by: Some(until), sign_by_reminded: None, extension_granted_by: granted_by, ..project };
    let after = step(uow, change, ProjectEvent::GrantExtension, None).await?;
    let until = after.sign_by.as_deref().unwrap_or_default();
    let text = format!("{} {} 的协议签署期限由 {last} 延至 {until}，逾期立项失效，不再延期。", after.number, after.title);
    tell(uow, &after, &[Role::ProgrammeOfficer], "签约期限已延长", &text).await?;
    Ok(after)
}
