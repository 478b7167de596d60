//! Fill in a registration.

use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_domain::roles::Role;
use yichuang_store::ids::OrganisationId;
use yichuang_store::record::Organisation;
use yichuang_store::update;

use super::checks::form_holds;
use super::create::OrganisationDetails;
use super::{duplicates, open, place, reply, snapshot};
use crate::http::{Cx, IfMatch, Json, Path, Reply};
use crate::problem::Problem;
use crate::uow::{Subject, Uow};

/// The fields to change; those left out stay. The credit code stays what it is.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OrganisationChangeInput {
    #[schema(min_length = 2, max_length = 100, pattern = r"\S", example = "示例社会工作服务中心")]
    pub name: Option<String>,
    #[serde(flatten)]
    pub details: OrganisationDetails,
}

/// Change a registration
///
/// Possible while it is a draft or was sent back.
#[utoipa::path(patch, path = "/organisations/{id}", operation_id = "updateOrganisation", tag = "organisations",
    params(("id" = Uuid, Path, description = "Organisation")), request_body = OrganisationChangeInput,
    responses((status = 200, description = "The organisation", body = super::OrganisationView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<OrganisationChangeInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move { run(&uow, OrganisationId(id), seen, input).await }).await
}

pub async fn run(uow: &Uow, id: OrganisationId, seen: IfMatch, input: &OrganisationChangeInput) -> Result<Reply, Problem> {
    let before = open(uow, id, seen).await?;
    if !uow.caller()?.holds(&[Role::ApplicantOwner, Role::ApplicantEditor], &place(&before)) {
        return Err(Problem::forbidden("Only people of the organisation may change its registration"));
    }
    if !matches!(before.state.as_str(), "draft" | "returned") {
        return Err(Problem::refused("not_editable", "A registration can be changed while it is a draft or was sent back"));
    }
    let mut row = Organisation { updated_at: uow.micros(), ..before.clone() };
    if let Some(name) = &input.name {
        row.name = name.trim().to_owned();
    }
    input.details.apply(&mut row)?;
    form_holds(uow, &row)?;
    let after = update(&uow.conn, row).await?;
    duplicates::keep(uow, &after).await?;
    let subject = Subject::new("organisation", after.id).before(snapshot(&before)).after(snapshot(&after));
    uow.audit("organisation.update", subject).await?;
    reply(uow, &after).await
}
