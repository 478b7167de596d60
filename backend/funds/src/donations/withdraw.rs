//! Take a donation back that was entered wrongly.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::caller::Place;
use yichuang_base::http::{Cx, IfMatch, Json, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::Reason;
use yichuang_domain::states::donations::{DonationEvent, DonationMachine};
use yichuang_store::ids::DonationId;
use yichuang_store::record::Donation;

use super::view::reply;
use super::{open, step};

/// Withdraw a donation
///
/// By whoever entered it, as long as nobody has confirmed it.
#[utoipa::path(post, path = "/donations/{id}/withdraw", operation_id = "withdrawDonation", tag = "donations",
    params(("id" = Uuid, Path, description = "Donation")), request_body = Reason,
    responses((status = 200, description = "The donation", body = super::view::DonationView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<Reason>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, DonationId(id), seen, &input.reason).await?;
        reply(&uow, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: DonationId, seen: IfMatch, reason: &str) -> Result<Donation, Problem> {
    let before = open(uow, id, seen).await?;
    let to = uow.fire::<DonationMachine>(&before.state, DonationEvent::Withdraw, &Place::area(&before.area_path))?;
    if before.created_by != uow.caller()?.user {
        return Err(Problem::refused("not_maker", "Only whoever entered a donation takes it back"));
    }
    step(uow, before, to.as_str(), DonationEvent::Withdraw, Some(reason)).await
}
