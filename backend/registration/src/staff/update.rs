//! Change somebody on the staff list.

use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::{CertificateLevel, Date, clearable};
use yichuang_store::ids::StaffId;
use yichuang_store::record::StaffMember;
use yichuang_store::update;

use super::{faults, plain, reply, sealed, snapshot, writable};

/// The fields to change; those left out stay, `null` takes back.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StaffChangeInput {
    #[schema(min_length = 2, max_length = 60, pattern = r"\S", example = "王敏")]
    pub name: Option<String>,
    #[schema(max_length = 60, example = "项目主任")]
    pub position: Option<String>,
    /// `null` takes level and number back.
    #[serde(default, deserialize_with = "clearable")]
    #[schema(value_type = Option<CertificateLevel>)]
    pub certificate_level: Option<Option<CertificateLevel>>,
    #[serde(default, deserialize_with = "clearable")]
    #[schema(value_type = Option<String>, max_length = 40, example = "20210320123456")]
    pub certificate_number: Option<Option<String>>,
    #[serde(default, deserialize_with = "clearable")]
    #[schema(value_type = Option<String>, max_length = 30, example = "11010519491231002X")]
    pub id_number: Option<Option<String>>,
    pub full_time: Option<bool>,
    #[serde(default, deserialize_with = "clearable")]
    #[schema(value_type = Option<Date>)]
    pub since_on: Option<Option<Date>>,
    /// The last day.
    #[serde(default, deserialize_with = "clearable")]
    #[schema(value_type = Option<Date>)]
    pub until_on: Option<Option<Date>>,
}

/// Change a member of staff
///
/// Whoever leaves keeps a row with their last day.
#[utoipa::path(patch, path = "/staff/{id}", operation_id = "updateStaffMember", tag = "staff",
    params(("id" = Uuid, Path, description = "Member")), request_body = StaffChangeInput,
    responses((status = 200, description = "The member", body = super::StaffMemberView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<StaffChangeInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, StaffId(id), seen, input).await?;
        reply(&uow, &row)
    })
    .await
}

pub async fn run(uow: &Uow, id: StaffId, seen: IfMatch, input: &StaffChangeInput) -> Result<StaffMember, Problem> {
    let before: StaffMember = uow.lock(id).await?;
    writable(uow, before.organisation_id).await?;
    seen.check(before.version)?;
    let mut row = StaffMember { updated_at: uow.micros(), ..before.clone() };
    if let Some(name) = &input.name {
        name.trim().clone_into(&mut row.name);
    }
    if let Some(position) = &input.position {
        position.trim().clone_into(&mut row.position);
    }
    row.full_time = input.full_time.unwrap_or(row.full_time);
    for (sent, kept) in [(input.since_on, &mut row.since_on), (input.until_on, &mut row.until_on)] {
        if let Some(sent) = sent {
            *kept = sent.map(|day| day.0.to_string());
        }
    }
    if let Some(level) = input.certificate_level {
        row.certificate_level = level.map(|level| level.0.as_str().to_owned());
        if level.is_none() {
            (row.certificate_sealed, row.certificate_tail) = (None, None);
        }
    }
    let typed = |sent: &Option<Option<String>>| sent.as_ref().map(|sent| sent.as_deref().and_then(plain));
    let (certificate, id_number) = (typed(&input.certificate_number), typed(&input.id_number));
    if let Some(number) = &certificate {
        (row.certificate_sealed, row.certificate_tail) = sealed(uow, number.as_deref())?;
    }
    if let Some(number) = &id_number {
        (row.id_number_sealed, row.id_number_tail) = sealed(uow, number.as_deref())?;
    }
    let found = faults(&row, certificate.flatten().as_deref(), id_number.flatten().as_deref())?;
    if !found.is_empty() {
        return Err(Problem::faults(found));
    }
    let after = update(&uow.conn, row).await?;
    uow.audit("staff.update", Subject::new("organisation", after.organisation_id).before(snapshot(&before)).after(snapshot(&after)))
        .await?;
    Ok(after)
}
