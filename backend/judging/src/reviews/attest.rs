//! Declare that there is no conflict.

use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Path};
use yichuang_base::problem::Problem;
use yichuang_base::recusal::keep::against;
use yichuang_base::uow::{Subject, Uow};
use yichuang_domain::schemes::sha256_hex;
use yichuang_domain::states::assignments::{AssignmentEvent, AssignmentMachine};
use yichuang_records::calls;
use yichuang_store::ids::{AssignmentId, ReviewId};
use yichuang_store::record::{Assignment, Review};
use yichuang_store::{insert, update};

use super::assignment::{Desk, STATEMENT};

/// The declaration.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AttestationInput {
    /// True: I have read the statement and declare it.
    #[schema(example = true)]
    pub statement_accepted: bool,
}

/// Declare no conflict
///
/// Opens the proposal to the reviewer. Refused when the platform's own records show a conflict; then recuse.
#[utoipa::path(post, path = "/assignments/{id}/attest", operation_id = "attestAssignment", tag = "reviews",
    params(("id" = Uuid, Path, description = "Assignment")), request_body = AttestationInput,
    responses((status = 200, description = "The assignment", body = super::assignment::AssignmentView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<AttestationInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        run(&uow, AssignmentId(id), seen, input).await?;
        Desk::read(&uow, AssignmentId(id)).await?.reply(&uow).await
    })
    .await
}

pub async fn run(uow: &Uow, id: AssignmentId, seen: IfMatch, input: &AttestationInput) -> Result<Assignment, Problem> {
    let desk = Desk::open(uow, id).await?;
    seen.check(desk.assignment.version)?;
    let to = uow.fire::<AssignmentMachine>(&desk.assignment.state, AssignmentEvent::Attest, &calls::place(&desk.call))?;
    desk.must_write(uow)?;
    if !input.statement_accepted {
        let detail = "Without the declaration the proposal stays closed; recuse instead";
        return Err(Problem::fault("/statement_accepted", "not_accepted", detail));
    }
    let before = desk.assignment;
    if let Some(reason) = against(uow, before.reviewer_id, &desk.proposal).await? {
        let detail = "The platform's records show a conflict of interest; recuse instead";
        return Err(Problem::refused("conflict_detected", detail).with("reason", reason));
    }
    let from = before.state.clone();
    let sha256 = sha256_hex(STATEMENT.as_bytes());
    let attested = Assignment {
        attested_at: Some(uow.micros()),
        statement_sha256: Some(sha256.clone()),
        state: to.to_string(),
        updated_at: uow.micros(),
        ..before
    };
    let after = update(&uow.conn, attested).await?;
    insert(&uow.conn, empty_review(uow, &after)).await?;
    uow.audit("assignment.attest", Subject::new("assignment", id).moved(&from, &after.state).because(&sha256)).await?;
    Ok(after)
}

/// A review and its assignment change together and share their version, so that one `ETag` guards both.
fn empty_review(uow: &Uow, assignment: &Assignment) -> Review {
    Review {
        id: ReviewId(uow.id()),
        assignment_id: assignment.id,
        scores: "{}".to_owned(),
        comments: "{}".to_owned(),
        confidential_comments: "{}".to_owned(),
        comment_to_applicant: String::new(),
        confidential_comment: String::new(),
        abstain_reason: None,
        envelope: None,
        submitted_at: None,
        void_reason: None,
        state: "empty".to_owned(),
        version: assignment.version,
        created_at: uow.micros(),
        updated_at: uow.micros(),
    }
}
