//! One fund.

use uuid::Uuid;
use yichuang_store::ids::FundId;
use yichuang_store::record::Fund;

use super::fund_view;
use crate::access::STAFF;
use crate::caller::Place;
use crate::http::{Cx, Path, Reply};
use crate::problem::Problem;

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
