//! Confirm the amount tiers that were proposed: the second person.

use axum::response::Response;
use serde_json::json;
use uuid::Uuid;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_domain::roles::Role;
use yichuang_store::tiers as rows;

use super::view;

/// Confirm amount tiers
///
/// Of the newest proposal, by the security administrator, who is another person than the one who proposed them. Payments
/// that are made out from now on are judged by them; those under way stay under the version they were made out by.
#[utoipa::path(post, path = "/payment-tiers/{version}/confirm", operation_id = "confirmPaymentTiers", tag = "payments",
    params(("version" = i32, Path, description = "Version that is proposed")),
    responses((status = 200, description = "The tiers", body = super::PaymentTiersView)))]
pub async fn handler(cx: Cx, Path(version): Path<i32>) -> Response {
    cx.write(|uow| async move {
        run(&uow, version).await?;
        Reply::ok(&view(&uow).await?)
    })
    .await
}

/// Whether the caller holds the role of the second person somewhere.
pub(super) fn may(uow: &Uow) -> Result<bool, Problem> {
    Ok(uow.caller()?.roles().any(|role| role == Role::SecurityAdmin))
}

pub async fn run(uow: &Uow, version: i32) -> Result<(), Problem> {
    let all = rows::all(&uow.conn).await?;
    let row = all.iter().find(|row| row.version == version).ok_or_else(Problem::not_found)?;
    let who = uow.caller()?;
    if row.proposed_by_person == who.person {
        return Err(Problem::refused("same_person", "Another person than the one who proposed the tiers confirms them"));
    }
    let newest = all.first().is_some_and(|first| first.version == version);
    if !newest || !rows::confirm(&uow.conn, version, who.user, uow.micros()).await? {
        return Err(Problem::refused("illegal_event", "Only the newest proposal can be confirmed, and once"));
    }
    let after = json!({ "version": version });
    uow.audit("payment_tiers.confirm", Subject::new("payment_tiers", Uuid::nil()).after(after)).await?;
    Ok(())
}
