//! One member of staff.

use uuid::Uuid;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_store::ids::StaffId;
use yichuang_store::record::StaffMember;

use super::{reply, visible};

/// Show a member of staff
///
/// To people of the organisation and to staff of its area; numbers are masked.
#[utoipa::path(get, path = "/staff/{id}", operation_id = "getStaffMember", tag = "staff",
    params(("id" = Uuid, Path, description = "Member")),
    responses((status = 200, description = "The member", body = super::StaffMemberView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let row: StaffMember = uow.find(StaffId(id)).await?;
    visible(&uow, row.organisation_id).await?;
    reply(&uow, &row)
}
