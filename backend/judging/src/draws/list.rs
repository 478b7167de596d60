//! The draws of a call, for staff.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::PROGRAMME;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::recusal;
use yichuang_records::calls;
use yichuang_store::draws as rows;
use yichuang_store::ids::CallId;
use yichuang_store::record::Call;

use super::{DrawView, view};

/// The draws of a call.
#[derive(Serialize, ToSchema)]
pub struct DrawList {
    pub items: Vec<DrawView>,
}

/// List the draws of a panel
///
/// The oldest first; those that were given up stay.
#[utoipa::path(get, path = "/calls/{id}/draws", operation_id = "listDraws", tag = "draws",
    params(("id" = Uuid, Path, description = "Call")),
    responses((status = 200, description = "The draws", body = DrawList)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let call: Call = uow.find(CallId(id)).await?;
    uow.must_see(PROGRAMME, &calls::place(&call))?;
    recusal::must_be_free_in(&uow, call.id).await?;
    let mut items = Vec::new();
    for row in rows::of_call(&uow.conn, call.id).await? {
        items.push(view(&uow, &call, &row).await?);
    }
    Reply::ok(&DrawList { items })
}
