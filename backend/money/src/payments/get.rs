//! One payment.

use uuid::Uuid;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_store::ids::PaymentId;
use yichuang_store::record::{Payment, Tranche};

use super::view::reply;
use super::{payment_readers, tranche_place};

/// Show a payment
///
/// With the amount in capital numerals, the payee with a masked account, and the hands that were on it.
#[utoipa::path(get, path = "/payments/{id}", operation_id = "getPayment", tag = "payments",
    params(("id" = Uuid, Path, description = "Payment")),
    responses((status = 200, description = "The payment", body = super::view::PaymentView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let row: Payment = uow.find(PaymentId(id)).await?;
    let tranche: Tranche = uow.find(row.tranche_id).await?;
    uow.must_see(&payment_readers(), &tranche_place(&tranche))?;
    reply(&uow, &row).await
}
