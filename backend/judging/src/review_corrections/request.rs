//! Ask for the correction of a sealed review.

use std::collections::BTreeMap;

use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::PROGRAMME;
use yichuang_base::http::{Cx, Json, Path, Reply};
use yichuang_base::parties::tell;
use yichuang_base::problem::Problem;
use yichuang_base::recusal::vacate::before_seal;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::{CorrectionKind, CorrectionReason, canonical, document};
use yichuang_domain::fault::Fault;
use yichuang_domain::reviews::CorrectionKind as Kind;
use yichuang_domain::roles::Role;
use yichuang_records::calls;
use yichuang_store::ids::{AssignmentId, ReviewCorrectionId};
use yichuang_store::record::{Assignment, Call, Review, ReviewCorrection, ReviewStage};
use yichuang_store::{insert, review_corrections as rows, reviews};

use super::{hindrance, view};
use crate::reviews::rubric;

/// What is wrong with the review, and what is to become of it.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReviewCorrectionInput {
    pub kind: CorrectionKind,
    pub reason_code: CorrectionReason,
    /// What was found, so that somebody else can follow it.
    #[schema(min_length = 10, max_length = 2000, pattern = r"\S", example = "评委将预算合理性误按十分制折算，经本人书面确认应为 7.5 分")]
    pub reason: String,
    /// Every criterion with its right points; only to amend.
    #[schema(example = json!({"need": "8.5", "design": "9"}))]
    pub scores: Option<BTreeMap<String, String>>,
}

/// Ask for the correction of a sealed review
///
/// By an officer, for a reason of the closed list: scores are amended, or the review is voided. Nothing changes until a second
/// person approves. Possible until a funding decision stands on the results, and not while a defence is under way.
#[utoipa::path(post, path = "/assignments/{id}/corrections", operation_id = "requestReviewCorrection", tag = "reviews",
    params(("id" = Uuid, Path, description = "Assignment")), request_body = ReviewCorrectionInput,
    responses((status = 201, description = "The correction", body = super::ReviewCorrectionView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, Json(input): Json<ReviewCorrectionInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, AssignmentId(id), input).await?;
        let version = row.version;
        let place = format!("/api/v1/calls/{}/review-corrections", row.call_id);
        Ok(Reply::created(place, &view(&uow, row).await?)?.version(version))
    })
    .await
}

pub async fn run(uow: &Uow, id: AssignmentId, input: &ReviewCorrectionInput) -> Result<ReviewCorrection, Problem> {
    let assignment: Assignment = uow.find(id).await?;
    let call: Call = uow.lock(assignment.call_id).await?;
    let place = calls::place(&call);
    uow.must_see(PROGRAMME, &place)?;
    yichuang_base::recusal::must_be_free(uow, assignment.proposal_id).await?;
    if !uow.caller()?.holds(&[Role::ProgrammeOfficer], &place) {
        return Err(Problem::forbidden("Only an officer of the call asks for a correction"));
    }
    if uow.is_me(assignment.reviewer_id).await? {
        return Err(Problem::refused("same_person", "Nobody asks for a correction of their own review"));
    }
    let stage: ReviewStage = uow.lock(assignment.stage_id).await?;
    if before_seal(&stage) {
        return Err(Problem::refused("stage_not_sealed", "The reviews are not sealed; the author takes the review back, or is recused"));
    }
    let review = reviews::review_of(&uow.conn, assignment.id).await?.filter(|review| review.state == "locked");
    let review = review.ok_or_else(|| Problem::refused("review_not_locked", "Only a review that counts in the results is corrected"))?;
    let run = reviews::last_run(&uow.conn, call.id).await?.ok_or_else(Problem::not_found)?;
    if let Some(problem) = hindrance(uow, &call, &run).await? {
        return Err(problem);
    }
    if rows::waiting_for(&uow.conn, review.id).await?.is_some() {
        return Err(Problem::refused("correction_waiting", "A correction of this review waits for its decision"));
    }
    let scores = scores(&stage, &review, input)?;
    let row = ReviewCorrection {
        id: ReviewCorrectionId(uow.id()),
        call_id: call.id,
        assignment_id: assignment.id,
        review_id: review.id,
        proposal_id: assignment.proposal_id,
        run_id: run.id,
        new_run_id: None,
        kind: input.kind.0.as_str().to_owned(),
        reason_code: input.reason_code.0.as_str().to_owned(),
        reason: input.reason.trim().to_owned(),
        scores: scores.map(|scores| canonical(&scores)).transpose()?,
        earlier_scores: review.scores,
        decision_reason: None,
        requested_by: uow.caller()?.user,
        decided_by: None,
        decided_at: None,
        state: "requested".to_owned(),
        version: 1,
        created_at: uow.micros(),
        updated_at: uow.micros(),
    };
    insert(&uow.conn, row.clone()).await?;
    let after = json!({ "state": row.state, "kind": row.kind, "reason_code": row.reason_code, "review_id": review.id.0 });
    uow.audit("review_correction.request", Subject::new("review_correction", row.id).after(after).because(&row.reason)).await?;
    let text = format!("「{}」有一份已封存评分申请更正，请审批。", call.title);
    tell(uow, Role::ProgrammeDirector, &call, "评分更正待批准", &text).await?;
    Ok(row)
}

/// The right scores, complete and on the scale; or every fault.
fn scores(stage: &ReviewStage, review: &Review, input: &ReviewCorrectionInput) -> Result<Option<BTreeMap<String, String>>, Problem> {
    let mut faults = Vec::new();
    if !input.reason_code.0.allows(input.kind.0) {
        let fault = Fault::new("/kind", "not_for_this_reason", "This reason does not allow this kind of correction");
        faults.push(fault.with_actual(input.kind.0.as_str()));
    }
    let found = match (&input.scores, input.kind.0) {
        (None, Kind::Void) => None,
        (Some(_), Kind::Void) => {
            faults.push(Fault::new("/scores", "not_allowed", "A review that is voided gets no scores"));
            None
        }
        (None, Kind::Amend) => {
            faults.push(Fault::new("/scores", "missing", "Give every criterion with its right points"));
            None
        }
        (Some(given), Kind::Amend) => {
            let exact = rubric::exact(stage)?;
            let right = rubric::normal(&exact, given).unwrap_or_else(|wrong| {
                faults.extend(wrong);
                given.clone()
            });
            faults.extend(rubric::unscored(&exact, &right));
            if faults.is_empty() && right == document::<BTreeMap<String, String>>(&review.scores)? {
                faults.push(Fault::new("/scores", "unchanged", "These are the scores that the review has already"));
            }
            Some(right)
        }
    };
    if faults.is_empty() { Ok(found) } else { Err(Problem::faults(faults)) }
}
