//! Leave an organisation.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::access::APPLICANTS;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_store::ids::OrganisationId;
use yichuang_store::record::Organisation;

use super::remove::take_out;
use crate::organisations::place;

/// Leave an organisation
///
/// Ends the caller's own rights in it. The last owner stays.
#[utoipa::path(post, path = "/organisations/{id}/leave", operation_id = "leaveOrganisation", tag = "members",
    params(("id" = Uuid, Path, description = "Organisation")), responses((status = 204, description = "Left")))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Response {
    cx.write(|uow| async move {
        let organisation: Organisation = uow.lock(OrganisationId(id)).await?;
        uow.must_see(APPLICANTS, &place(&organisation))?;
        take_out(&uow, &organisation, uow.caller()?.user, "member.leave").await?;
        Ok(Reply::empty())
    })
    .await
}
