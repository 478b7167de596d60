//! One tranche.

use uuid::Uuid;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_store::ids::TrancheId;
use yichuang_store::record::Tranche;

use super::tranche_place;
use super::tranche_view::tranche_view;
use crate::projects::readers;

/// Show a tranche
///
/// With what is still missing before it can be paid, in words.
#[utoipa::path(get, path = "/tranches/{id}", operation_id = "getTranche", tag = "payments",
    params(("id" = Uuid, Path, description = "Tranche")),
    responses((status = 200, description = "The tranche", body = super::tranche_view::TrancheView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let row: Tranche = uow.find(TrancheId(id)).await?;
    uow.must_see(&readers(), &tranche_place(&row))?;
    Ok(Reply::ok(&tranche_view(&uow, &row).await?)?.version(row.version))
}
