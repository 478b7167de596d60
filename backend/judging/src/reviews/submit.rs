//! Submit a review.

use axum::response::Response;
use serde_json::json;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Path};
use yichuang_base::ids;
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::document;
use yichuang_domain::schemes::{canonical_json, sha256_hex};
use yichuang_domain::states::assignments::{AssignmentEvent, AssignmentMachine};
use yichuang_domain::states::reviews::{ReviewEvent, ReviewMachine};
use yichuang_records::calls;
use yichuang_store::ids::AssignmentId;
use yichuang_store::record::{Assignment, Review, ReviewVersion};
use yichuang_store::{insert, reviews as rows, update};

use super::assignment::Desk;
use super::{envelope, rubric, save};

/// Submit a review
///
/// Every criterion that weighs something must be scored, and a score explained in a comment where the scheme asks for it. A copy is kept in a chain of hashes. It
/// can be taken back while the stage is open.
#[utoipa::path(post, path = "/assignments/{id}/submit", operation_id = "submitReview", tag = "reviews",
    params(("id" = Uuid, Path, description = "Assignment")),
    responses((status = 200, description = "The review", body = super::assignment::ReviewView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch) -> Response {
    cx.write(|uow| async move {
        let review = run(&uow, AssignmentId(id), seen).await?;
        save::reply(&uow, &review).await
    })
    .await
}

pub async fn run(uow: &Uow, id: AssignmentId, seen: IfMatch) -> Result<Review, Problem> {
    let desk = Desk::open(uow, id).await?;
    desk.must_score(uow)?;
    let review = desk.review(uow).await?;
    seen.check(review.version)?;
    let to = uow.fire::<ReviewMachine>(&review.state, ReviewEvent::Submit, &calls::place(&desk.call))?;
    let missing = rubric::unfinished(&desk.stage, &review)?;
    if !missing.is_empty() {
        return Err(Problem::faults(missing));
    }
    let from = review.state.clone();
    let submitted = Review { state: to.to_string(), submitted_at: Some(uow.micros()), updated_at: uow.micros(), ..review };
    let after = envelope::put(uow, submitted).await?;
    let version = keep(uow, &after, "submit").await?;
    let completed = uow.follow::<AssignmentMachine>(&desk.assignment.state, AssignmentEvent::Complete)?;
    update(&uow.conn, Assignment { state: completed.to_string(), updated_at: uow.micros(), ..desk.assignment }).await?;
    let subject = Subject::new("review", after.id).moved(&from, &after.state);
    uow.audit("review.submit", subject.because(&version.sha256)).await?;
    Ok(after)
}

/// Appends what was handed in to the review's own chain, in an envelope of its own: each hash covers what is inside and the
/// hash before. The random id is part of it, so that nobody who reads the hash in the trail can try out the few scores that are possible.
pub async fn keep(uow: &Uow, review: &Review, kind: &str) -> Result<ReviewVersion, Problem> {
    let last = rows::last_version(&uow.conn, review.id).await?;
    let id = uow.id();
    let kept = canonical_json(&json!({
        "id": id,
        "assignment_id": review.assignment_id.0,
        "scores": document::<serde_json::Value>(&review.scores)?,
        "comments": document::<serde_json::Value>(&review.comments)?,
        "confidential_comments": document::<serde_json::Value>(&review.confidential_comments)?,
        "comment_to_applicant": review.comment_to_applicant,
        "confidential_comment": review.confidential_comment,
        "abstain_reason": review.abstain_reason,
        "submitted_at": review.submitted_at,
    }));
    let prev_sha256 = last.as_ref().map(|version| version.sha256.clone());
    let version = ReviewVersion {
        id,
        review_id: review.id,
        n: last.map_or(1, |version| version.n + 1),
        kind: kind.to_owned(),
        sha256: sha256_hex(format!("{}\n{kept}", prev_sha256.as_deref().unwrap_or_default()).as_bytes()),
        document: uow.app.seal_key.seal(kept.as_bytes(), ids::random_bytes())?,
        prev_sha256,
        created_by: uow.caller()?.user,
        created_at: uow.micros(),
    };
    insert(&uow.conn, version.clone()).await?;
    Ok(version)
}
