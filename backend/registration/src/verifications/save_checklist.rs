//! What an officer has compared so far.

use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::{APPLICANTS, STAFF};
use yichuang_base::http::{Cx, IfMatch, Json, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::canonical;
use yichuang_domain::fault::Fault;
use yichuang_domain::roles::Role;
use yichuang_store::ids::VerificationId;
use yichuang_store::record::{Organisation, Verification};
use yichuang_store::update;

use super::get::reply;
use super::{CHECKLIST, ChecklistItem};
use crate::organisations::{not_own, place};

/// The ticks of the checklist; what is left out was not compared yet.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChecklistInput {
    #[schema(max_items = 20)]
    pub items: Vec<ChecklistItem>,
}

/// Save the checklist of a verification
///
/// Who compared what stays in the trail; the checklist decides nothing by itself.
#[utoipa::path(put, path = "/verifications/{id}/checklist", operation_id = "saveVerificationChecklist", tag = "verifications",
    params(("id" = Uuid, Path, description = "Verification")), request_body = ChecklistInput,
    responses((status = 200, description = "The verification", body = super::evidence::VerificationView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<ChecklistInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let case = run(&uow, VerificationId(id), seen, input).await?;
        reply(&uow, &case).await
    })
    .await
}

pub async fn run(uow: &Uow, id: VerificationId, seen: IfMatch, input: &ChecklistInput) -> Result<Verification, Problem> {
    let case: Verification = uow.lock(id).await?;
    let organisation: Organisation = uow.find(case.organisation_id).await?;
    uow.must_see(&[APPLICANTS, STAFF].concat(), &place(&organisation))?;
    seen.check(case.version)?;
    if !uow.caller()?.holds(&[Role::ProgrammeOfficer], &place(&organisation)) {
        return Err(Problem::forbidden("Only an officer of the organisation's area may do this"));
    }
    not_own(uow, &organisation).await?;
    if case.state != "waiting" {
        return Err(Problem::refused("answered", "This was answered already").with("state", case.state));
    }
    let unknown = input.items.iter().enumerate().filter(|(_, item)| !CHECKLIST.contains(&item.code.as_str()));
    let faults: Vec<Fault> = unknown
        .map(|(at, item)| Fault::new(format!("/items/{at}/code"), "unknown", "The checklist has no such item").with_actual(&item.code))
        .collect();
    if !faults.is_empty() {
        return Err(Problem::faults(faults));
    }
    let case = update(&uow.conn, Verification { checklist: canonical(&input.items)?, ..case }).await?;
    let after = serde_json::json!({ "checklist": input.items, "verification_id": case.id });
    uow.audit("organisation.check", Subject::new("organisation", organisation.id).after(after)).await?;
    Ok(case)
}
