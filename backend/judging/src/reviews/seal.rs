//! Seal the reviews and compute the results.

use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::PROGRAMME;
use yichuang_base::http::{Cx, IfMatch, Json, Path};
use yichuang_base::parties::tell;
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_domain::fault::Fault;
use yichuang_domain::roles::Role;
use yichuang_domain::states::assignments::{AssignmentEvent, AssignmentMachine};
use yichuang_domain::states::review_stages::{ReviewStageEvent, ReviewStageMachine};
use yichuang_domain::states::reviews::{ReviewEvent, ReviewMachine};
use yichuang_records::calls;
use yichuang_store::ids::CallId;
use yichuang_store::record::{Assignment, Call, Proposal, ResultRun, Review, ReviewStage};
use yichuang_store::{insert, insert_all, proposals, reviews as rows, update, update_all};

use super::reopening::settled;
use super::{compute, envelope, get_results, stage_of};
use crate::juries;

/// How to treat reviews that are not submitted.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SealInput {
    /// True: let them lapse. They count as missing, never as zero.
    #[schema(example = false)]
    pub confirm_lapse: bool,
}

/// Seal the reviews
///
/// Locks every submitted review, takes the fingerprint of the input and computes the results, all at once. Reviews
/// that are not submitted lapse if that is confirmed. Where a public jury or site visits are weighed and no defence follows, the
/// confirmed protocols are sealed with them; without them nothing is computed (409 `jury_not_confirmed`, `site_visit_not_confirmed`). If-Match is the version of the stage.
#[utoipa::path(post, path = "/calls/{id}/reviews/seal", operation_id = "sealReviews", tag = "reviews",
    params(("id" = Uuid, Path, description = "Call")), request_body = SealInput,
    responses((status = 200, description = "The results", body = super::get_results::ResultsView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<SealInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let run = run(&uow, CallId(id), seen, input).await?;
        get_results::reply(&uow, &run).await
    })
    .await
}

pub async fn run(uow: &Uow, id: CallId, seen: IfMatch, input: &SealInput) -> Result<ResultRun, Problem> {
    let call: Call = uow.lock(id).await?;
    uow.must_see(PROGRAMME, &calls::place(&call))?;
    let stage: ReviewStage = uow.lock(stage_of(uow, &call).await?.id).await?;
    seen.check(stage.version)?;
    let to = uow.fire::<ReviewStageMachine>(&stage.state, ReviewStageEvent::Seal, &calls::place(&call))?;
    if call.state != "reviewing" {
        return Err(Problem::refused("not_reviewing", "The review has not started").with("state", call.state));
    }
    let live = proposals::lock_in(&uow.conn, call.id, &["under_review"]).await?;
    let assignments = rows::assignments_of(&uow.conn, stage.id).await?;
    let outstanding = outstanding(&assignments, &live);
    if !outstanding.is_empty() && !input.confirm_lapse {
        return Err(Problem::blocked(
            "reviews_outstanding",
            "Some reviews are not submitted; confirm that they lapse, or wait",
            outstanding,
        ));
    }
    let assignments = lapse(uow, assignments).await?;
    let reviews = lock(uow, &stage).await?;
    let sealed = compute::seal(&stage, &live, &assignments, &reviews)?;
    let sealed = juries::counted(uow, &call, &live, sealed).await?;
    let (output, text) = compute::output(&sealed.input)?;
    let seq = rows::last_run(&uow.conn, call.id).await?.map_or(1, |run| run.seq + 1);
    let run = compute::run(uow, &stage, seq, &sealed.input, text)?;
    insert(&uow.conn, run.clone()).await?;
    insert_all(&uow.conn, compute::result_rows(uow, run.id, &live, &sealed, &output)?).await?;
    close(uow, stage, to.as_str(), &run).await?;
    let text = format!("「{}」的评分已封存并计算完成，请由另一人核验。", call.title);
    tell(uow, Role::ProgrammeDirector, &call, "评审结果待核验", &text).await?;
    Ok(run)
}

/// Who has not submitted how much, one fault a reviewer.
fn outstanding(assignments: &[Assignment], proposals: &[Proposal]) -> Vec<Fault> {
    let mut counts = std::collections::BTreeMap::<&str, usize>::new();
    for assignment in assignments {
        let live = proposals.iter().any(|proposal| proposal.id == assignment.proposal_id);
        if live && matches!(assignment.state.as_str(), "offered" | "accepted") {
            *counts.entry(assignment.alias.as_str()).or_default() += 1;
        }
    }
    let fault =
        |(alias, count): (&str, usize)| Fault::new("", "review_missing", format!("{alias}: {count}")).with_actual(count.to_string());
    counts.into_iter().map(fault).collect()
}

/// Ends every assignment without a submitted review.
pub(super) async fn lapse(uow: &Uow, assignments: Vec<Assignment>) -> Result<Vec<Assignment>, Problem> {
    let (open, mut after): (Vec<_>, Vec<_>) =
        assignments.into_iter().partition(|assignment| matches!(assignment.state.as_str(), "offered" | "accepted"));
    let (mut changes, mut audited) = (Vec::with_capacity(open.len()), Vec::with_capacity(open.len()));
    for assignment in open {
        let to = uow.follow::<AssignmentMachine>(&assignment.state, AssignmentEvent::Lapse)?;
        audited.push(Subject::new("assignment", assignment.id).moved(&assignment.state, to.as_str()));
        changes.push(Assignment { state: to.to_string(), updated_at: uow.micros(), ..assignment });
    }
    after.extend(update_all(&uow.conn, changes).await?);
    uow.audit_all("assignment.lapse", audited).await?;
    Ok(after)
}

/// Locks every submitted review and opens its envelope; the others stay what they are and count for nothing.
pub(super) async fn lock(uow: &Uow, stage: &ReviewStage) -> Result<Vec<Review>, Problem> {
    let found = rows::reviews_of(&uow.conn, stage.id).await?;
    let (submitted, mut after): (Vec<_>, Vec<_>) = found.into_iter().partition(|review| review.state == "submitted");
    let mut changes = Vec::with_capacity(submitted.len());
    for review in submitted {
        let to = uow.follow::<ReviewMachine>(&review.state, ReviewEvent::Lock)?;
        let review = envelope::opened(uow, review)?;
        changes.push(Review { state: to.to_string(), updated_at: uow.micros(), ..review });
    }
    after.extend(update_all(&uow.conn, changes).await?);
    Ok(after)
}

/// The stage goes from open over sealed to computed.
pub(super) async fn close(uow: &Uow, stage: ReviewStage, sealed: &str, run: &ResultRun) -> Result<(), Problem> {
    let from = stage.state.clone();
    let computed = uow.follow::<ReviewStageMachine>(sealed, ReviewStageEvent::Compute)?;
    let closed = ReviewStage {
        input_sha256: Some(run.input_sha256.clone()),
        sealed_at: Some(uow.micros()),
        state: computed.to_string(),
        updated_at: uow.micros(),
        ..settled(stage)
    };
    let after = update(&uow.conn, closed).await?;
    let subject = Subject::new("review_stage", after.id).moved(&from, &after.state).because(&run.input_sha256);
    uow.audit("review_stage.seal", subject).await?;
    let hashes = json!({ "state": run.state, "input_sha256": run.input_sha256, "output_sha256": run.output_sha256 });
    uow.audit("result_run.compute", Subject::new("result_run", run.id).after(hashes)).await
}
