//! Accept a change to a verified record.

use axum::response::Response;
use serde_json::{Map, Value};
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::document;
use yichuang_domain::states::verifications::VerificationEvent;
use yichuang_store::ids::VerificationId;
use yichuang_store::record::{Organisation, Verification};
use yichuang_store::update;

use super::get::reply;
use super::{answer_change, open_change};
use crate::organisations::{keys, not_own};

/// Accept a change
///
/// By an officer of the area, never one of the organisation's own people. The record takes over what was asked for,
/// unless it was changed otherwise since. Takes the version of the verification.
#[utoipa::path(post, path = "/verifications/{id}/accept", operation_id = "acceptVerification", tag = "verifications",
    params(("id" = Uuid, Path, description = "Verification")),
    responses((status = 200, description = "The verification", body = super::evidence::VerificationView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch) -> Response {
    cx.write(|uow| async move {
        let case = run(&uow, VerificationId(id), seen).await?;
        reply(&uow, &case).await
    })
    .await
}

pub async fn run(uow: &Uow, id: VerificationId, seen: IfMatch) -> Result<Verification, Problem> {
    let (organisation, case) = open_change(uow, id, seen).await?;
    not_own(uow, &organisation).await?;
    let after: Map<String, Value> = document(&case.after)?;
    let case = answer_change(uow, &organisation, case, VerificationEvent::Accept, "").await?;
    let mut row = Organisation { updated_at: uow.micros(), ..organisation };
    for (field, value) in &after {
        put(&mut row, field, value)?;
    }
    let row = update(&uow.conn, row).await?;
    keys::keep(uow, &row).await?;
    Ok(case)
}

/// Writes one field of a change into the record.
fn put(row: &mut Organisation, field: &str, value: &Value) -> Result<(), Problem> {
    let text = || value.as_str().map(str::to_owned);
    match field {
        "name" => row.name = text().unwrap_or_default(),
        "registry" => row.registry = text().unwrap_or_default(),
        "charter_scope" => row.charter_scope = text().unwrap_or_default(),
        "legal_representative" => row.legal_representative = text().unwrap_or_default(),
        "registered_on" => row.registered_on = text(),
        "assessment_grade" => row.assessment_grade = text(),
        "grade_valid_from" => row.grade_valid_from = text(),
        "grade_valid_until" => row.grade_valid_until = text(),
        "inspections_passed" => row.inspections_passed = value.as_i64().and_then(|n| i32::try_from(n).ok()).unwrap_or(0),
        other => return Err(Problem::internal(format!("a change of {other}"))),
    }
    Ok(())
}
