//! Carry out the correction of a sealed review: the results are computed anew, and the earlier ones stay beside them.

use axum::response::Response;
use serde_json::json;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Path, Reply};
use yichuang_base::parties::tell;
use yichuang_base::problem::Problem;
use yichuang_base::recusal::keep::{Fact, keep};
use yichuang_base::recusal::vacate;
use yichuang_base::uow::{Subject, Uow, state_of};
use yichuang_domain::conflicts::{ConflictKind, ConflictSeverity, ConflictSource};
use yichuang_domain::reviews::{CorrectionKind, CorrectionReason};
use yichuang_domain::roles::Role;
use yichuang_domain::states::conflicts::ConflictState;
use yichuang_domain::states::proposals::ProposalEvent;
use yichuang_domain::states::result_runs::{ResultRunEvent, ResultRunMachine};
use yichuang_domain::states::review_corrections::{ReviewCorrectionEvent, ReviewCorrectionMachine};
use yichuang_domain::states::review_stages::{ReviewStageEvent, ReviewStageMachine};
use yichuang_domain::states::reviews::{ReviewEvent, ReviewMachine};
use yichuang_records::{calls, proposals};
use yichuang_store::ids::{ReviewCorrectionId, UserId};
use yichuang_store::record::{Assignment, Call, Proposal, ResultRun, Review, ReviewCorrection, ReviewStage, User};
use yichuang_store::{conflicts as conflict_rows, insert, insert_all, proposals as proposal_rows, reviews as rows, update};

use super::reject::{must_be_another, open};
use super::{hindrance, view};
use crate::reviews::{compute, judged_stage, submit};

/// Approve a correction
///
/// By the director, never the person who asked for it nor the author of the review. The review is amended or voided, the
/// results are computed anew and wait for their verification; the earlier computation is superseded and stays. For a
/// conflict that was found late the author is recused, and the proposal does not exist for them any more.
#[utoipa::path(post, path = "/review-corrections/{id}/approve", operation_id = "approveReviewCorrection", tag = "reviews",
    params(("id" = Uuid, Path, description = "Correction")),
    responses((status = 200, description = "The correction", body = super::ReviewCorrectionView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch) -> Response {
    cx.write(|uow| async move {
        let row = run(&uow, ReviewCorrectionId(id), seen).await?;
        let version = row.version;
        Ok(Reply::ok(&view(&uow, row).await?)?.version(version))
    })
    .await
}

pub async fn run(uow: &Uow, id: ReviewCorrectionId, seen: IfMatch) -> Result<ReviewCorrection, Problem> {
    let (call, before) = open(uow, id, seen).await?;
    let to = uow.fire::<ReviewCorrectionMachine>(&before.state, ReviewCorrectionEvent::Approve, &calls::place(&call))?;
    must_be_another(uow, &before).await?;
    let stage: ReviewStage = uow.lock(judged_stage(uow, &call).await?.id).await?;
    let assignment: Assignment = uow.lock(before.assignment_id).await?;
    if uow.is_me(assignment.reviewer_id).await? {
        return Err(Problem::refused("same_person", "Nobody decides about their own review"));
    }
    let old = rows::last_run(&uow.conn, call.id).await?.ok_or_else(Problem::not_found)?;
    let old: ResultRun = uow.lock(old.id).await?;
    if let Some(problem) = hindrance(uow, &call, &old).await? {
        return Err(problem);
    }
    let live = reopened(uow, &call).await?;
    correct(uow, &call, &before, assignment.clone()).await?;
    let new = recomputed(uow, &call, &stage, &old, &live, before.requested_by).await?;
    let corrected = old.id;
    supersede(uow, stage, old, &new).await?;
    let from = before.state.clone();
    let approved = ReviewCorrection {
        // Another correction may have been carried out since it was asked for: the one before this is the newest.
        run_id: corrected,
        new_run_id: Some(new.id),
        decided_by: Some(uow.caller()?.user),
        decided_at: Some(uow.micros()),
        state: to.to_string(),
        updated_at: uow.micros(),
        ..before
    };
    let after = update(&uow.conn, approved).await?;
    let subject = Subject::new("review_correction", id).moved(&from, &after.state).because(&after.reason);
    uow.audit("review_correction.approve", subject).await?;
    let text = format!("「{}」的一份评分已更正，第 {} 次计算已取代此前结果，请复核。", call.title, new.seq);
    tell(uow, Role::ProgrammeDirector, &call, "评审结果待核验", &text).await?;
    tell(uow, Role::ProgrammeOfficer, &call, "评分更正已批准", &text).await?;
    if after.reason_code != CorrectionReason::LateCoi.as_str() {
        let author: User = uow.find(assignment.reviewer_id).await?;
        let text = format!("您在「{}」的一份评分经批准更正，原因：{}。", call.title, after.reason);
        uow.mail(&author.email, "评分更正", &text).await?;
    }
    Ok(after)
}

/// The proposals of the round; those that the results had placed are under review again until the new ones are verified.
pub(crate) async fn reopened(uow: &Uow, call: &Call) -> Result<Vec<Proposal>, Problem> {
    let placed = proposal_rows::lock_in(&uow.conn, call.id, &["ranked", "not_selected"]).await?;
    for proposal in placed {
        proposals::follow(uow, proposal, ProposalEvent::ReviewAgain).await?;
    }
    Ok(proposal_rows::lock_in(&uow.conn, call.id, &["under_review"]).await?)
}

/// Changes the review as it was asked for. Its earlier versions stay in its chain.
async fn correct(uow: &Uow, call: &Call, row: &ReviewCorrection, assignment: Assignment) -> Result<(), Problem> {
    let review: Review = uow.lock(row.review_id).await?;
    if review.state != "locked" {
        return Err(Problem::refused("review_not_locked", "Only a review that counts in the results is corrected"));
    }
    if row.reason_code == CorrectionReason::LateCoi.as_str() {
        return recused(uow, call, row, assignment).await;
    }
    let from = review.state.clone();
    let kind: CorrectionKind = state_of(&row.kind)?;
    let changed = if let (CorrectionKind::Amend, Some(scores)) = (kind, &row.scores) {
        let to = uow.follow::<ReviewMachine>(&from, ReviewEvent::Amend)?;
        Review { scores: scores.clone(), state: to.to_string(), updated_at: uow.micros(), ..review }
    } else {
        let to = uow.follow::<ReviewMachine>(&from, ReviewEvent::Void)?;
        Review { void_reason: Some(row.reason_code.clone()), state: to.to_string(), updated_at: uow.micros(), ..review }
    };
    let after = update(&uow.conn, changed).await?;
    // A review and its assignment share their version.
    update(&uow.conn, Assignment { updated_at: uow.micros(), ..assignment }).await?;
    let version = submit::keep(uow, &after, kind.as_str()).await?;
    let subject = Subject::new("review", after.id).moved(&from, &after.state).because(&version.sha256);
    uow.audit(&format!("review.{}", kind.as_str()), subject).await
}

/// Takes the author off the proposal, with the conflict on record: what was recorded before, or a new row.
async fn recused(uow: &Uow, call: &Call, row: &ReviewCorrection, assignment: Assignment) -> Result<(), Problem> {
    let proposal: Proposal = uow.find(row.proposal_id).await?;
    let author: User = uow.find(assignment.reviewer_id).await?;
    let known = conflict_rows::shutting(&uow.conn, author.person_id, proposal.id, uow.micros()).await?.into_iter().next();
    let kind = known.as_ref().map_or(ConflictKind::Other.as_str().to_owned(), |conflict| conflict.kind.clone());
    let because = vacate::Because { kind: &kind, reason: &row.reason, source: ConflictSource::Staff.as_str() };
    vacate::stay_away(uow, assignment, &because).await?;
    if known.is_some() {
        return Ok(());
    }
    let fact = Fact {
        user: author.id,
        organisation: proposal.organisation_id,
        proposal: Some(proposal.id),
        area_path: &call.area_path,
        kind: ConflictKind::Other,
        source: ConflictSource::Staff,
        severity: ConflictSeverity::Hard,
        state: ConflictState::Confirmed,
        pinned: true,
        trace: None,
        reason: &row.reason,
        valid_until_at: None,
    };
    keep(uow, &fact).await?;
    Ok(())
}

/// The new computation. It is that of whoever asked for it: the second person approves and may verify it.
pub(crate) async fn recomputed(
    uow: &Uow,
    call: &Call,
    stage: &ReviewStage,
    old: &ResultRun,
    live: &[Proposal],
    by: UserId,
) -> Result<ResultRun, Problem> {
    let sealed = compute::sealed(uow, call, live).await?;
    let (output, text) = compute::output(&sealed.input)?;
    let run = ResultRun { computed_by: by, ..compute::run(uow, stage, old.seq + 1, &sealed.input, text)? };
    insert(&uow.conn, run.clone()).await?;
    insert_all(&uow.conn, compute::result_rows(uow, run.id, live, &sealed, &output)?).await?;
    let hashes = json!({ "state": run.state, "seq": run.seq, "input_sha256": run.input_sha256, "output_sha256": run.output_sha256 });
    uow.audit("result_run.compute", Subject::new("result_run", run.id).after(hashes)).await?;
    Ok(run)
}

/// The earlier computation is superseded and stays; its stage waits for the verification of the new one.
pub(crate) async fn supersede(uow: &Uow, stage: ReviewStage, old: ResultRun, new: &ResultRun) -> Result<(), Problem> {
    let to = uow.follow::<ResultRunMachine>(&old.state, ResultRunEvent::Supersede)?;
    let from = old.state.clone();
    let gone = update(&uow.conn, ResultRun { state: to.to_string(), updated_at: uow.micros(), ..old }).await?;
    let subject = Subject::new("result_run", gone.id).moved(&from, &gone.state).because(&new.output_sha256);
    uow.audit("result_run.supersede", subject).await?;
    let from = stage.state.clone();
    let to = uow.follow::<ReviewStageMachine>(&from, ReviewStageEvent::Supersede)?;
    let again = ReviewStage { input_sha256: Some(new.input_sha256.clone()), state: to.to_string(), updated_at: uow.micros(), ..stage };
    let after = update(&uow.conn, again).await?;
    let subject = Subject::new("review_stage", after.id).moved(&from, &after.state).because(&new.input_sha256);
    uow.audit("review_stage.supersede", subject).await
}
