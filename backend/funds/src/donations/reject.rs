//! Refuse a donation before it is confirmed.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::caller::Place;
use yichuang_base::http::{Cx, IfMatch, Json, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::Reason;
use yichuang_domain::states::donations::{DonationEvent, DonationMachine};
use yichuang_store::ids::DonationId;
use yichuang_store::record::{Donation, User};

use super::view::reply;
use super::{open, step};

/// Reject a donation
///
/// With the reason, which its maker gets by mail. It is entered anew as it should be.
#[utoipa::path(post, path = "/donations/{id}/reject", operation_id = "rejectDonation", tag = "donations",
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
    let to = uow.fire::<DonationMachine>(&before.state, DonationEvent::Reject, &Place::area(&before.area_path))?;
    let maker: User = uow.find(before.created_by).await?;
    let after = step(uow, before, to.as_str(), DonationEvent::Reject, Some(reason)).await?;
    uow.mail(&maker.email, "捐赠登记被退回", &format!("{} 已被退回：{reason}", after.number)).await?;
    Ok(after)
}
