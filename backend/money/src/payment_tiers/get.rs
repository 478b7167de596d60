//! The amount tiers.

use yichuang_base::http::{Cx, Reply};
use yichuang_base::problem::Problem;

use super::view;

/// Show the amount tiers
///
/// Which hands a payment needs beyond the three from which sum on, the version that waits for its second person, and the
/// versions before. A payment is judged by the version in force when it was made out.
#[utoipa::path(get, path = "/payment-tiers", operation_id = "getPaymentTiers", tag = "payments",
    responses((status = 200, description = "The tiers", body = super::PaymentTiersView)))]
pub async fn handler(cx: Cx) -> Result<Reply, Problem> {
    Reply::ok(&view(&cx.read()).await?)
}
