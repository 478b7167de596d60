//! Add somebody to the staff list.

use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, Json, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::{CertificateLevel, Date};
use yichuang_store::ids::{OrganisationId, StaffId};
use yichuang_store::insert;
use yichuang_store::record::StaffMember;

use super::{faults, plain, sealed, snapshot, view, writable};

/// Somebody who works for the organisation.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StaffMemberInput {
    #[schema(min_length = 2, max_length = 60, pattern = r"\S", example = "王敏")]
    pub name: String,
    #[schema(max_length = 60, example = "项目主任")]
    pub position: String,
    pub certificate_level: Option<CertificateLevel>,
    /// Number of the social worker's certificate; kept sealed.
    #[schema(max_length = 40, example = "20210320123456")]
    pub certificate_number: Option<String>,
    /// Identity number; kept sealed.
    #[schema(max_length = 30, example = "11010519491231002X")]
    pub id_number: Option<String>,
    pub full_time: bool,
    pub since_on: Option<Date>,
    /// The last day.
    pub until_on: Option<Date>,
}

/// Add a member of staff
///
/// By people of the organisation. Numbers are checked as far as a published rule goes, sealed, and never shown in full
/// again but by `revealStaffNumber`.
#[utoipa::path(post, path = "/organisations/{id}/staff", operation_id = "createStaffMember", tag = "staff",
    params(("id" = Uuid, Path, description = "Organisation")), request_body = StaffMemberInput,
    responses((status = 201, description = "The member", body = super::StaffMemberView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, Json(input): Json<StaffMemberInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, OrganisationId(id), input).await?;
        Ok(Reply::created(format!("/api/v1/staff/{}", row.id), &view(&uow, &row)?)?.version(row.version))
    })
    .await
}

pub async fn run(uow: &Uow, id: OrganisationId, input: &StaffMemberInput) -> Result<StaffMember, Problem> {
    writable(uow, id).await?;
    let certificate = input.certificate_number.as_deref().and_then(plain);
    let id_number = input.id_number.as_deref().and_then(plain);
    let (certificate_sealed, certificate_tail) = sealed(uow, certificate.as_deref())?;
    let (id_number_sealed, id_number_tail) = sealed(uow, id_number.as_deref())?;
    let row = StaffMember {
        id: StaffId(uow.id()),
        organisation_id: id,
        name: input.name.trim().to_owned(),
        position: input.position.trim().to_owned(),
        certificate_level: input.certificate_level.map(|level| level.0.as_str().to_owned()),
        certificate_sealed,
        certificate_tail,
        id_number_sealed,
        id_number_tail,
        full_time: input.full_time,
        since_on: input.since_on.map(|day| day.0.to_string()),
        until_on: input.until_on.map(|day| day.0.to_string()),
        version: 1,
        created_by: uow.caller()?.user,
        created_at: uow.micros(),
        updated_at: uow.micros(),
    };
    let found = faults(&row, certificate.as_deref(), id_number.as_deref())?;
    if !found.is_empty() {
        return Err(Problem::faults(found));
    }
    insert(&uow.conn, row.clone()).await?;
    uow.audit("staff.create", Subject::new("organisation", id).after(snapshot(&row))).await?;
    Ok(row)
}
