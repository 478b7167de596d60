//! One year's inspection.

use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::InspectionResult;
use yichuang_domain::fault::Fault;
use yichuang_domain::roles::Role;
use yichuang_store::ids::OrganisationId;
use yichuang_store::record::{Inspection, Organisation};
use yichuang_store::{standing, update};

use super::standing::reply;
use super::{not_own, open, place};

/// The result of a yearly inspection.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InspectionInput {
    pub result: InspectionResult,
    /// Number of the decision or of the report.
    #[schema(max_length = 100, example = "天民年检〔2025〕17号")]
    pub proof: String,
}

/// Record a yearly inspection
///
/// By the organisation, which an officer then confirms, or by an officer of its area, which confirms it. What an
/// officer has confirmed is changed by officers only. Takes the organisation's version and moves it.
#[utoipa::path(put, path = "/organisations/{id}/inspections/{year}", operation_id = "recordInspection", tag = "organisations",
    params(("id" = Uuid, Path, description = "Organisation"), ("year" = i32, Path, description = "Year inspected")), request_body = InspectionInput,
    responses((status = 200, description = "Inspections and list entries", body = super::standing::StandingView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path((id, year)): Path<(Uuid, i32)>, seen: IfMatch, Json(input): Json<InspectionInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, OrganisationId(id), seen, year, input).await?;
        reply(&uow, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: OrganisationId, seen: IfMatch, year: i32, input: &InspectionInput) -> Result<Organisation, Problem> {
    let row = open(uow, id, seen).await?;
    let known = standing::inspections(&uow.conn, id).await?.into_iter().find(|known| known.year == year);
    let officer = may_write(uow, &row, known.as_ref()).await?;
    if !(1950..=uow.today().year()).contains(&year) {
        let fault = Fault::new("/year", "out_of_range", "An inspection is of a year that has begun");
        return Err(Problem::faults(vec![fault.with_limit(uow.today().year().to_string()).with_actual(year.to_string())]));
    }
    let who = uow.caller()?.user;
    let inspection = Inspection {
        id: uow.id(),
        organisation_id: id,
        year,
        result: input.result.0.as_str().to_owned(),
        proof: input.proof.trim().to_owned(),
        recorded_by: who,
        confirmed_by: officer.then_some(who),
        created_at: known.as_ref().map_or(uow.micros(), |known| known.created_at),
        updated_at: uow.micros(),
    };
    standing::put_inspection(&uow.conn, inspection).await?;
    let mut subject =
        Subject::new("organisation", id).after(json!({ "year": year, "result": input.result, "proof": input.proof, "confirmed": officer }));
    subject.before = known.map(|known| json!({ "year": year, "result": known.result, "proof": known.proof }));
    uow.audit("organisation.record_inspection", subject).await?;
    Ok(update(&uow.conn, Organisation { updated_at: uow.micros(), ..row }).await?)
}

/// Whether an officer writes. 403 for others than the organisation's writers and officers of the area; 409 where an
/// officer has confirmed the year already.
pub(super) async fn may_write(uow: &Uow, row: &Organisation, known: Option<&Inspection>) -> Result<bool, Problem> {
    let who = uow.caller()?;
    if who.holds(&[Role::ProgrammeOfficer], &place(row)) {
        not_own(uow, row).await?;
        return Ok(true);
    }
    if !who.holds(&[Role::ApplicantOwner, Role::ApplicantEditor], &place(row)) {
        return Err(Problem::forbidden("Only people of the organisation and officers of its area may do this"));
    }
    if known.is_some_and(|known| known.confirmed_by.is_some()) {
        return Err(Problem::refused("confirmed", "An officer has confirmed this year; ask an officer to correct it"));
    }
    Ok(false)
}
