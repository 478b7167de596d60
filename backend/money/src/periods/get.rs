//! One month of an account.

use uuid::Uuid;
use yichuang_base::access::FINANCE;
use yichuang_base::caller::Place;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_store::ids::PeriodId;
use yichuang_store::record::Period;

use super::{PeriodView, reply};

/// Show a month
///
/// As it was proposed or closed.
#[utoipa::path(get, path = "/periods/{id}", operation_id = "getPeriod", tag = "statements",
    params(("id" = Uuid, Path, description = "Month")),
    responses((status = 200, description = "The month", body = PeriodView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let row: Period = uow.find(PeriodId(id)).await?;
    uow.must_see(FINANCE, &Place::area(&row.area_path))?;
    reply(&uow, &row).await
}
