//! The people of an organisation.

use uuid::Uuid;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_store::ids::OrganisationId;

use super::{MemberList, everybody, known};

/// List the people of an organisation
///
/// Owners first, with the rights each of them has.
#[utoipa::path(get, path = "/organisations/{id}/members", operation_id = "listMembers", tag = "members",
    params(("id" = Uuid, Path, description = "Organisation")),
    responses((status = 200, description = "Everybody who belongs to it", body = MemberList)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let organisation = known(&uow, OrganisationId(id)).await?;
    Reply::ok(&MemberList { items: everybody(&uow, organisation.id).await? })
}
