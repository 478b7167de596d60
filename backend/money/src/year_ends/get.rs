//! One end of a year.

use uuid::Uuid;
use yichuang_base::access::FINANCE;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_store::ids::YearEndId;
use yichuang_store::record::YearEnd;

use super::place;
use super::view::{YearEndView, reply};

/// Show a year end
///
/// Allotment by allotment, with the hands on it, and while it is open with what keeps it from being closed.
#[utoipa::path(get, path = "/year-ends/{id}", operation_id = "getYearEnd", tag = "funds",
    params(("id" = Uuid, Path, description = "Year end")),
    responses((status = 200, description = "The year end", body = YearEndView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let row: YearEnd = uow.find(YearEndId(id)).await?;
    uow.must_see(FINANCE, &place(&row))?;
    reply(&uow, &row).await
}
