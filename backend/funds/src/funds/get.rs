//! One fund.

use uuid::Uuid;
use yichuang_base::access::STAFF;
use yichuang_base::caller::Place;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_store::ids::FundId;
use yichuang_store::record::Fund;

use super::fund_view;

/// Show a fund
///
/// To staff of its area.
#[utoipa::path(get, path = "/funds/{id}", operation_id = "getFund", tag = "funds",
    params(("id" = Uuid, Path, description = "Fund")),
    responses((status = 200, description = "The fund", body = super::FundView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let row: Fund = uow.find(FundId(id)).await?;
    uow.must_see(STAFF, &Place::area(&row.area_path))?;
    Ok(Reply::ok(&fund_view(&uow, &row)?)?.version(row.version))
}
