//! Confirm or dismiss a conflict.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Path};
use yichuang_base::problem::Problem;
use yichuang_base::recusal::keep;
use yichuang_base::uow::Uow;
use yichuang_base::wire::Reason;
use yichuang_domain::conflicts::ConflictSource;
use yichuang_domain::states::conflicts::{ConflictEvent as Event, ConflictMachine};
use yichuang_store::ids::ConflictId;
use yichuang_store::record::Conflict;

use super::{latest, place, reply, version};

/// Confirm a conflict of interest
///
/// By an officer who is not concerned, with what was found. A hard one shuts the person out, if it did not do so already.
#[utoipa::path(post, path = "/conflicts/{id}/confirm", operation_id = "confirmConflict", tag = "conflicts",
    params(("id" = Uuid, Path, description = "Conflict")), request_body = Reason,
    responses((status = 200, description = "The conflict", body = super::ConflictView)), extensions(("x-if-match" = json!(true))))]
pub async fn confirm(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<Reason>) -> Response {
    decide(&cx, id, seen, Event::Confirm, &input).await
}

/// Dismiss a conflict of interest
///
/// By an officer who is not concerned, with what was found. What a person declared about themselves cannot be dismissed.
/// A recusal that followed from it stays: whoever was recused does not come back.
#[utoipa::path(post, path = "/conflicts/{id}/dismiss", operation_id = "dismissConflict", tag = "conflicts",
    params(("id" = Uuid, Path, description = "Conflict")), request_body = Reason,
    responses((status = 200, description = "The conflict", body = super::ConflictView)), extensions(("x-if-match" = json!(true))))]
pub async fn dismiss(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<Reason>) -> Response {
    decide(&cx, id, seen, Event::Dismiss, &input).await
}

async fn decide(cx: &Cx, id: Uuid, seen: IfMatch, event: Event, input: &Reason) -> Response {
    cx.write(|uow| async move {
        let row = run(&uow, ConflictId(id), seen, event, &input.reason).await?;
        reply(&uow, &row, false).await
    })
    .await
}

pub async fn run(uow: &Uow, id: ConflictId, seen: IfMatch, event: Event, reason: &str) -> Result<Conflict, Problem> {
    let before = latest(uow, id).await?;
    seen.check(version(&before))?;
    if uow.is_me(before.user_id).await? {
        return Err(Problem::forbidden("Nobody decides about a conflict of their own"));
    }
    let to = uow.fire::<ConflictMachine>(&before.state, event, &place(&before))?;
    if event == Event::Dismiss && before.source == ConflictSource::Own.as_str() {
        return Err(Problem::refused("declared_by_the_person", "Whoever declares a conflict has one; it cannot be dismissed"));
    }
    let after = Conflict { state: to.to_string(), reason: reason.trim().to_owned(), ..before.clone() };
    keep::follow(uow, &before, after).await
}
