//! Refuse the correction of a sealed review.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::access::PROGRAMME;
use yichuang_base::http::{Cx, IfMatch, Json, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::Reason;
use yichuang_domain::states::review_corrections::{ReviewCorrectionEvent, ReviewCorrectionMachine};
use yichuang_records::calls;
use yichuang_store::ids::ReviewCorrectionId;
use yichuang_store::record::{Call, ReviewCorrection};
use yichuang_store::update;

use super::view;

/// Refuse a correction
///
/// By the director with the reason, never the person who asked for it. Review and results stay as they are.
#[utoipa::path(post, path = "/review-corrections/{id}/reject", operation_id = "rejectReviewCorrection", tag = "reviews",
    params(("id" = Uuid, Path, description = "Correction")), request_body = Reason,
    responses((status = 200, description = "The correction", body = super::ReviewCorrectionView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<Reason>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, ReviewCorrectionId(id), seen, input).await?;
        let version = row.version;
        Ok(Reply::ok(&view(&uow, row).await?)?.version(version))
    })
    .await
}

pub async fn run(uow: &Uow, id: ReviewCorrectionId, seen: IfMatch, input: &Reason) -> Result<ReviewCorrection, Problem> {
    let (call, before) = open(uow, id, seen).await?;
    let to = uow.fire::<ReviewCorrectionMachine>(&before.state, ReviewCorrectionEvent::Reject, &calls::place(&call))?;
    must_be_another(uow, &before).await?;
    let from = before.state.clone();
    let rejected = ReviewCorrection {
        decision_reason: Some(input.reason.trim().to_owned()),
        decided_by: Some(uow.caller()?.user),
        decided_at: Some(uow.micros()),
        state: to.to_string(),
        updated_at: uow.micros(),
        ..before
    };
    let after = update(&uow.conn, rejected).await?;
    uow.audit("review_correction.reject", Subject::new("review_correction", id).moved(&from, &after.state).because(&input.reason)).await?;
    Ok(after)
}

/// The correction, locked, with its call; 404 for strangers and for whoever has a conflict about the proposal.
pub(super) async fn open(uow: &Uow, id: ReviewCorrectionId, seen: IfMatch) -> Result<(Call, ReviewCorrection), Problem> {
    let found: ReviewCorrection = uow.find(id).await?;
    let call: Call = uow.lock(found.call_id).await?;
    uow.must_see(PROGRAMME, &calls::place(&call))?;
    yichuang_base::recusal::must_be_free(uow, found.proposal_id).await?;
    let row: ReviewCorrection = uow.lock(id).await?;
    seen.check(row.version)?;
    Ok((call, row))
}

/// 409 for the person who asked for the correction.
pub(super) async fn must_be_another(uow: &Uow, row: &ReviewCorrection) -> Result<(), Problem> {
    if uow.is_me(row.requested_by).await? {
        return Err(Problem::refused("same_person", "Who asked for the correction does not decide it"));
    }
    Ok(())
}
