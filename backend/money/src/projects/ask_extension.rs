//! Ask for a later last day of signing.

use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::Date;
use yichuang_domain::roles::Role;
use yichuang_domain::rules::reservations::extension_fault;
use yichuang_domain::states::projects::ProjectEvent;
use yichuang_store::ids::ProjectId;
use yichuang_store::record::Project;

use super::reservation::{Opened, open, step, tell, working_days};
use super::view::view;

/// The later day, and why.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SigningExtensionInput {
    pub until: Date,
    #[schema(min_length = 2, max_length = 1000, pattern = r"\S", example = "法定代表人出差，约定 8 月 20 日签署")]
    pub reason: String,
}

/// Ask for an extension
///
/// A later last day of signing, by as many working days at most as the scheme gives an award. The director, who is another
/// person, grants it or not; until then the day stays, and the award may lapse. An award is extended once.
#[utoipa::path(post, path = "/projects/{id}/extension", operation_id = "askExtension", tag = "projects",
    params(("id" = Uuid, Path, description = "Project")), request_body = SigningExtensionInput,
    responses((status = 200, description = "The project", body = super::view::ProjectView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<SigningExtensionInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, ProjectId(id), seen, input).await?;
        Ok(Reply::ok(&view(&uow, &row).await?)?.version(row.version))
    })
    .await
}

pub async fn run(uow: &Uow, id: ProjectId, seen: IfMatch, input: &SigningExtensionInput) -> Result<Project, Problem> {
    let Opened { project, last } = open(uow, id, seen, ProjectEvent::AskExtension).await?;
    if project.extension_until.is_some() {
        let detail = "An award is extended once, and one request waits at a time";
        return Err(Problem::refused("extension_used", detail).with("until", project.extension_until));
    }
    if let Some(fault) = extension_fault(uow.app.calendar, last, input.until.0, working_days(&project)?) {
        return Err(Problem::faults(vec![fault]));
    }
    let change = Project {
        extension_until: Some(input.until.0.to_string()),
        extension_reason: Some(input.reason.trim().to_owned()),
        extension_asked_by: Some(uow.caller()?.user),
        ..project
    };
    let after = step(uow, change, ProjectEvent::AskExtension, Some(input.reason.trim())).await?;
    let text = format!("{} {} 申请将签约最后期限由 {last} 延至 {}，待审批。", after.number, after.title, input.until.0);
    tell(uow, &after, &[Role::ProgrammeDirector], "签约延期待审批", &text).await?;
    Ok(after)
}
