//! The defence of a call.

use uuid::Uuid;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_store::ids::CallId;

use super::{Day, DefenceView};

/// Show the defence of a call
///
/// To staff and to the members of its panel: the announced day, the drawn order, and the turn that is before the panel.
/// Who has submitted is shown, never what. Proposals about which the caller has a conflict are left out. The `ETag` is
/// that of the stage.
#[utoipa::path(get, path = "/calls/{id}/defence", operation_id = "getDefence", tag = "defences",
    params(("id" = Uuid, Path, description = "Call")),
    responses((status = 200, description = "The defence", body = DefenceView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let call = uow.find(CallId(id)).await?;
    Day::read(&uow, call).await?.reply(&uow).await
}
