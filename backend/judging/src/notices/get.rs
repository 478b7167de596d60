//! One notice, for staff.

use uuid::Uuid;
use yichuang_base::access::STAFF;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::recusal;
use yichuang_records::calls;
use yichuang_store::ids::NoticeId;
use yichuang_store::record::{Call, Notice};

use super::view;

/// Show a notice
///
/// To staff, from its draft on.
#[utoipa::path(get, path = "/notices/{id}", operation_id = "getNotice", tag = "notices",
    params(("id" = Uuid, Path, description = "Notice")),
    responses((status = 200, description = "The notice", body = super::view::NoticeView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let notice: Notice = uow.find(NoticeId(id)).await?;
    let call: Call = uow.find(notice.call_id).await?;
    uow.must_see(STAFF, &calls::place(&call))?;
    if notice.published_at.is_none() {
        recusal::must_be_free_in(&uow, call.id).await?;
    }
    view::reply(&uow, &notice).await
}
