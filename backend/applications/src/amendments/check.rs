//! Check an amendment without proposing it.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, Json, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::wire::FaultView;
use yichuang_store::ids::CallId;

use super::propose::AmendmentInput;
use super::view::ChangeView;
use super::{amendable, call_of, judge};

/// What would change, and what does not hold.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AmendmentCheckView {
    pub changes: Vec<ChangeView>,
    pub faults: Vec<FaultView>,
}

/// Check an amendment
///
/// Nothing is saved: what would change and every reason why it may not, by the rules of proposeAmendment.
#[utoipa::path(post, path = "/calls/{id}/amendments/check", operation_id = "checkAmendment", tag = "amendments",
    params(("id" = Uuid, Path, description = "Call")), request_body = AmendmentInput,
    responses((status = 200, description = "Changes and faults", body = AmendmentCheckView)), extensions(("x-no-key" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, Json(input): Json<AmendmentInput>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let call = call_of(&uow, CallId(id)).await?;
    amendable(&call)?;
    let proposed = judge(&uow, &call, input.applied(&call)?).await?;
    let changes = proposed.changes.into_iter().map(Into::into).collect();
    Reply::ok(&AmendmentCheckView { changes, faults: proposed.faults.into_iter().map(Into::into).collect() })
}
