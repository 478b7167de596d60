//! One donation.

use uuid::Uuid;
use yichuang_base::access::STAFF;
use yichuang_base::caller::Place;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_store::ids::DonationId;
use yichuang_store::record::Donation;

use super::view::reply;

/// Get a donation
///
/// With whoever entered and confirmed it, and what was handed out of goods.
#[utoipa::path(get, path = "/donations/{id}", operation_id = "getDonation", tag = "donations",
    params(("id" = Uuid, Path, description = "Donation")),
    responses((status = 200, description = "The donation", body = super::view::DonationView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let row: Donation = uow.find(DonationId(id)).await?;
    uow.must_see(STAFF, &Place::area(&row.area_path))?;
    reply(&uow, &row).await
}
