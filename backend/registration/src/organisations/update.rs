//! Fill in a registration.

use axum::response::Response;
use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_domain::roles::Role;
use yichuang_store::ids::OrganisationId;
use yichuang_store::record::Organisation;
use yichuang_store::update;

use super::checks::form_holds;
use super::create::OrganisationDetails;
use super::{keys, open, place, reply, snapshot};
use crate::verifications;

/// The fields to change; those left out stay, `null` takes back. The credit code stays what it is.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OrganisationChangeInput {
    #[schema(min_length = 2, max_length = 100, pattern = r"\S", example = "示例社会工作服务中心")]
    pub name: Option<String>,
    #[serde(flatten)]
    pub details: OrganisationDetails,
    /// Why, for the officer who judges a change to a verified record.
    #[schema(max_length = 500, example = "理事会换届，法定代表人变更")]
    pub change_note: Option<String>,
}

/// Change a registration
///
/// At once while it is a draft or was sent back. Once it was verified, only the contact changes at once; what an
/// officer has compared with the registry waits for an officer again, before and after side by side, and the record
/// stays as it is until then.
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
    let mut row = Organisation { updated_at: uow.micros(), ..before.clone() };
    if let Some(name) = &input.name {
        row.name = name.trim().to_owned();
    }
    input.details.apply(&mut row)?;
    form_holds(uow, &row)?;
    let row = match before.state.as_str() {
        "draft" | "returned" => row,
        "verified" | "suspended" => contact_only(uow, &before, row, input).await?,
        _ => return Err(Problem::refused("not_editable", "A registration cannot be changed while an officer judges it or after its end")),
    };
    let after = update(&uow.conn, row).await?;
    keys::keep(uow, &after).await?;
    let subject = Subject::new("organisation", after.id).before(snapshot(&before)).after(snapshot(&after));
    uow.audit("organisation.update", subject).await?;
    reply(uow, &after).await
}

/// What may change in a verified record at once; the rest is asked for.
async fn contact_only(
    uow: &Uow,
    before: &Organisation,
    wanted: Organisation,
    input: &OrganisationChangeInput,
) -> Result<Organisation, Problem> {
    let (was, will) = (verifications::fields(before, None), verifications::fields(&wanted, None));
    let contact = ["contact_name", "contact_phone", "contact_email"];
    let differs = |field: &&String| was.get(*field) != will.get(*field) && !contact.contains(&field.as_str());
    let fields: Vec<&String> = was.keys().filter(differs).collect();
    if !fields.is_empty() {
        let pick =
            |from: &Map<String, Value>| fields.iter().filter_map(|field| Some(((*field).clone(), from.get(*field)?.clone()))).collect();
        verifications::ask_for_change(uow, before, &pick(&was), &pick(&will), input.change_note.as_deref().unwrap_or_default()).await?;
    }
    Ok(Organisation {
        contact_name: wanted.contact_name,
        contact_phone: wanted.contact_phone,
        contact_email: wanted.contact_email,
        updated_at: wanted.updated_at,
        ..before.clone()
    })
}
