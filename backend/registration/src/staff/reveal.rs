//! Show a certificate or identity number in full.

use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::STAFF_NUMBER_REVEALERS;
use yichuang_base::http::{Cx, Json, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_store::StoreError;
use yichuang_store::ids::StaffId;
use yichuang_store::record::StaffMember;

use super::visible;
use crate::organisations::place;

/// Which number, and why.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RevealInput {
    /// `certificate_number` or `id_number`.
    #[schema(pattern = "^(certificate_number|id_number)$", example = "certificate_number")]
    pub field: String,
    #[schema(min_length = 2, max_length = 500, pattern = r"\S", example = "核对社工证书")]
    pub reason: String,
}

/// A number in full.
#[derive(Serialize, ToSchema)]
pub struct RevealedNumberView {
    #[schema(example = "20210320123456")]
    pub number: String,
}

/// Reveal a number of a member of staff
///
/// With the reason. Who saw it, when and why stays in the trail for ever. The answer is given once: it is not kept
/// under its key.
#[utoipa::path(post, path = "/staff/{id}/reveal", operation_id = "revealStaffNumber", tag = "staff",
    params(("id" = Uuid, Path, description = "Member")), request_body = RevealInput,
    responses((status = 200, description = "The number in full", body = RevealedNumberView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, Json(input): Json<RevealInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let number = run(&uow, StaffId(id), input).await?;
        Ok(Reply::ok(&RevealedNumberView { number })?.unkept())
    })
    .await
}

pub async fn run(uow: &Uow, id: StaffId, input: &RevealInput) -> Result<String, Problem> {
    let row: StaffMember = uow.find(id).await?;
    let organisation = visible(uow, row.organisation_id).await?;
    if !uow.caller()?.holds(STAFF_NUMBER_REVEALERS, &place(&organisation)) {
        return Err(Problem::forbidden("Your role here may not see these numbers in full"));
    }
    let sealed = if input.field == "id_number" { row.id_number_sealed } else { row.certificate_sealed };
    let Some(sealed) = sealed else {
        return Err(Problem::refused("number_missing", "This number is not on file"));
    };
    let after = serde_json::json!({ "staff_id": id, "name": row.name, "field": input.field });
    uow.audit("staff.reveal", Subject::new("organisation", organisation.id).after(after).because(&input.reason)).await?;
    let number = String::from_utf8(uow.app.seal_key.open(&sealed)?);
    number.map_err(|_| StoreError::Broken("a sealed number".to_owned()).into())
}
