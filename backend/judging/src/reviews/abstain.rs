//! Decline to judge a proposal.

use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_domain::states::assignments::{AssignmentEvent, AssignmentMachine};
use yichuang_domain::states::reviews::{ReviewEvent, ReviewMachine};
use yichuang_records::calls;
use yichuang_store::ids::AssignmentId;
use yichuang_store::record::{Assignment, Review};
use yichuang_store::update;

use super::assignment::Desk;
use super::{envelope, save, submit};

/// Why the reviewer does not judge the proposal.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AbstentionInput {
    /// Read by staff once the stage is sealed; never by the organisation.
    #[schema(min_length = 10, max_length = 1000, example = "项目涉及医疗器械，超出本人专业范围，无法作出判断")]
    pub reason: String,
}

/// Abstain
///
/// For want of competence, not for a conflict of interest: that is recuseAssignment. What was written so far is
/// discarded. An abstention counts as no review, neither as zero nor towards the quorum, and the results name it. It can
/// be taken back while the stage is open.
#[utoipa::path(post, path = "/assignments/{id}/abstain", operation_id = "abstainReview", tag = "reviews",
    params(("id" = Uuid, Path, description = "Assignment")), request_body = AbstentionInput,
    responses((status = 200, description = "The review", body = super::assignment::ReviewView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<AbstentionInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let review = run(&uow, AssignmentId(id), seen, input).await?;
        save::reply(&uow, &review).await
    })
    .await
}

pub async fn run(uow: &Uow, id: AssignmentId, seen: IfMatch, input: &AbstentionInput) -> Result<Review, Problem> {
    let desk = Desk::open(uow, id).await?;
    desk.must_score(uow)?;
    let review = desk.review(uow).await?;
    seen.check(review.version)?;
    let to = uow.fire::<ReviewMachine>(&review.state, ReviewEvent::Abstain, &calls::place(&desk.call))?;
    let from = review.state.clone();
    let abstained = Review {
        scores: "{}".to_owned(),
        comments: "{}".to_owned(),
        confidential_comments: "{}".to_owned(),
        comment_to_applicant: String::new(),
        confidential_comment: String::new(),
        abstain_reason: Some(input.reason.trim().to_owned()),
        submitted_at: Some(uow.micros()),
        state: to.to_string(),
        updated_at: uow.micros(),
        ..review
    };
    let after = envelope::put(uow, abstained).await?;
    let version = submit::keep(uow, &after, "abstain").await?;
    let completed = uow.follow::<AssignmentMachine>(&desk.assignment.state, AssignmentEvent::Complete)?;
    update(&uow.conn, Assignment { state: completed.to_string(), updated_at: uow.micros(), ..desk.assignment }).await?;
    // Only that it happened: the reason may say what the reviewer thinks, and the trail is read before the seal.
    uow.audit("review.abstain", Subject::new("review", after.id).moved(&from, &after.state).because(&version.sha256)).await?;
    Ok(after)
}
