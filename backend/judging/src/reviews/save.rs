//! Save scores.

use std::collections::BTreeMap;

use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::canonical;
use yichuang_domain::fault::{Fault, pointer_step};
use yichuang_domain::reviews::Rubric;
use yichuang_domain::states::reviews::{ReviewEvent, ReviewMachine};
use yichuang_records::calls;
use yichuang_store::ids::AssignmentId;
use yichuang_store::record::{Assignment, Review};
use yichuang_store::update;

use super::assignment::Desk;
use super::{envelope, rubric};

/// The longest remark on one criterion, in characters.
const REMARK: usize = 1000;

/// The whole review as it is now; criteria may still be missing.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReviewInput {
    /// Points by criterion code, as strings.
    #[schema(example = json!({"need": "8.5", "design": "9"}))]
    pub scores: BTreeMap<String, String>,
    /// Comments to the applicant by criterion code, read once the results are published.
    #[serde(default)]
    #[schema(example = json!({"need": "需求依据充分"}))]
    pub comments: BTreeMap<String, String>,
    /// Comments by criterion code that only staff read, once the stage is sealed.
    #[serde(default)]
    #[schema(example = json!({"need": "数据来源存疑，请核实"}))]
    pub confidential_comments: BTreeMap<String, String>,
    /// What the organisation will read.
    #[serde(default)]
    #[schema(max_length = 4000, example = "方案清晰，建议细化志愿者安排。")]
    pub comment_to_applicant: String,
    /// What only staff will read.
    #[serde(default)]
    #[schema(max_length = 4000, example = "")]
    pub confidential_comment: String,
}

/// Save a review
///
/// Replaces the draft. Scores are strings, in range and on a step of their criterion; criteria may be missing until
/// it is submitted.
#[utoipa::path(put, path = "/assignments/{id}/review", operation_id = "saveReview", tag = "reviews",
    params(("id" = Uuid, Path, description = "Assignment")), request_body = ReviewInput,
    responses((status = 200, description = "The review", body = super::assignment::ReviewView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<ReviewInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let review = run(&uow, AssignmentId(id), seen, input).await?;
        reply(&uow, &review).await
    })
    .await
}

/// The review, with its own version as `ETag`.
pub(super) async fn reply(uow: &Uow, review: &Review) -> Result<Reply, Problem> {
    let desk = Desk::read(uow, review.assignment_id).await?;
    Ok(Reply::ok(&desk.review_view(uow, review)?)?.version(review.version))
}

pub async fn run(uow: &Uow, id: AssignmentId, seen: IfMatch, input: &ReviewInput) -> Result<Review, Problem> {
    let desk = Desk::open(uow, id).await?;
    desk.must_score(uow)?;
    let review = desk.review(uow).await?;
    seen.check(review.version)?;
    let to = uow.fire::<ReviewMachine>(&review.state, ReviewEvent::Save, &calls::place(&desk.call))?;
    let exact = rubric::exact(&desk.stage)?;
    let mut faults = remark_faults(&exact, "/comments", &input.comments);
    faults.extend(remark_faults(&exact, "/confidential_comments", &input.confidential_comments));
    let scores = rubric::normal(&exact, &input.scores).unwrap_or_else(|found| {
        faults.extend(found);
        BTreeMap::new()
    });
    if !faults.is_empty() {
        return Err(Problem::faults(faults));
    }
    let from = review.state.clone();
    let saved = Review {
        scores: canonical(&scores)?,
        comments: canonical(&input.comments)?,
        confidential_comments: canonical(&input.confidential_comments)?,
        comment_to_applicant: input.comment_to_applicant.clone(),
        confidential_comment: input.confidential_comment.clone(),
        state: to.to_string(),
        updated_at: uow.micros(),
        ..review
    };
    let after = envelope::put(uow, saved).await?;
    update(&uow.conn, Assignment { updated_at: uow.micros(), ..desk.assignment }).await?;
    // How many criteria are scored, never how: the trail is read before the seal.
    let mut subject = Subject::new("review", after.id).moved(&from, &after.state);
    subject.after = Some(serde_json::json!({ "state": after.state, "scored": scores.len() }));
    uow.audit("review.save", subject).await?;
    Ok(after)
}

fn remark_faults(exact: &Rubric, base: &str, comments: &BTreeMap<String, String>) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (code, text) in comments {
        let pointer = format!("{base}/{}", pointer_step(code));
        if !exact.criteria().iter().any(|criterion| criterion.code == *code) {
            faults.push(Fault::new(&pointer, "unknown", "The rubric has no such criterion").with_actual(code));
        }
        if text.chars().count() > REMARK {
            faults.push(Fault::new(&pointer, "too_large", "The remark is too long").with_limit(REMARK.to_string()));
        }
    }
    faults
}
