//! One need, as staff see it.

use uuid::Uuid;
use yichuang_base::access::STAFF;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_store::ids::NeedId;
use yichuang_store::record::Need;

use super::{place, reply, view};

/// Show a need
///
/// With the reporter's own words beside the published wording, its clock, what was merged into it and its history.
/// How the reporter can be reached is masked.
#[utoipa::path(get, path = "/needs/{id}", operation_id = "getNeed", tag = "needs",
    params(("id" = Uuid, Path, description = "Need")),
    responses((status = 200, description = "The need", body = view::NeedView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let need: Need = uow.find(NeedId(id)).await?;
    uow.must_see(STAFF, &place(&need))?;
    reply(&uow, &need).await
}
