//! One allotment.

use uuid::Uuid;
use yichuang_base::access::STAFF;
use yichuang_base::caller::Place;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_store::ids::AllotmentId;
use yichuang_store::record::Allotment;

use super::allotment_views;

/// Show an allotment
///
/// With where its money is, from the ledger.
#[utoipa::path(get, path = "/allotments/{id}", operation_id = "getAllotment", tag = "funds",
    params(("id" = Uuid, Path, description = "Allotment")),
    responses((status = 200, description = "The allotment", body = super::AllotmentView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let row: Allotment = uow.find(AllotmentId(id)).await?;
    uow.must_see(STAFF, &Place::area(&row.area_path))?;
    let view = allotment_views(&uow, std::slice::from_ref(&row)).await?.pop();
    Ok(Reply::ok(&view)?.version(row.version))
}
