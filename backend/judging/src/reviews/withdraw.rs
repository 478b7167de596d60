//! Take a submitted review or an abstention back.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_domain::states::assignments::{AssignmentEvent, AssignmentMachine};
use yichuang_domain::states::reviews::{ReviewEvent, ReviewMachine};
use yichuang_records::calls;
use yichuang_store::ids::AssignmentId;
use yichuang_store::record::{Assignment, Review};
use yichuang_store::update;

use super::assignment::Desk;
use super::{envelope, save};

/// Take a review back
///
/// While the stage is open, also an abstention; it is a draft again.
#[utoipa::path(post, path = "/assignments/{id}/withdraw", operation_id = "withdrawReview", tag = "reviews",
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
    let to = uow.fire::<ReviewMachine>(&review.state, ReviewEvent::Withdraw, &calls::place(&desk.call))?;
    let from = review.state.clone();
    let draft = Review { state: to.to_string(), submitted_at: None, abstain_reason: None, updated_at: uow.micros(), ..review };
    let after = envelope::put(uow, draft).await?;
    let reopened = uow.follow::<AssignmentMachine>(&desk.assignment.state, AssignmentEvent::Reopen)?;
    update(&uow.conn, Assignment { state: reopened.to_string(), updated_at: uow.micros(), ..desk.assignment }).await?;
    uow.audit("review.withdraw", Subject::new("review", after.id).moved(&from, &after.state)).await?;
    Ok(after)
}
