//! Take somebody out of an organisation.

use axum::response::Response;
use serde_json::json;
use uuid::Uuid;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_domain::roles::Role as RoleCode;
use yichuang_store::ids::{OrganisationId, UserId};
use yichuang_store::members as rows;
use yichuang_store::record::{Organisation, User};

use super::{keeps_an_owner, owned, roles_of};

/// Take somebody out of an organisation
///
/// By an owner; takes effect with the person's next request. The last owner stays.
#[utoipa::path(delete, path = "/organisations/{id}/members/{user_id}", operation_id = "removeMember", tag = "members",
    params(("id" = Uuid, Path, description = "Organisation"), ("user_id" = Uuid, Path, description = "Account of the member")),
    responses((status = 204, description = "Does not belong to it any more")))]
pub async fn handler(cx: Cx, Path((id, user)): Path<(Uuid, Uuid)>) -> Response {
    cx.write(|uow| async move {
        let organisation = owned(&uow, OrganisationId(id)).await?;
        let account = take_out(&uow, &organisation, UserId(user), "member.remove").await?;
        let text = format!("您已不再是“{}”的成员。如有疑问，请联系该组织的负责人。", organisation.name);
        uow.mail(&account.email, "您已被移出组织", &text).await?;
        Ok(Reply::empty())
    })
    .await
}

/// Ends every right of the account in the organisation, which must be locked.
pub(super) async fn take_out(uow: &Uow, organisation: &Organisation, user: UserId, action: &str) -> Result<User, Problem> {
    let held = roles_of(uow, organisation.id, user).await?;
    if held.is_empty() {
        return Err(Problem::not_found());
    }
    if held.contains(&RoleCode::ApplicantOwner) {
        keeps_an_owner(uow, organisation.id, user).await?;
    }
    rows::revoke(&uow.conn, organisation.id, user, None, uow.micros()).await?;
    let before = json!({ "user": user, "roles": held });
    uow.audit(action, Subject::new("organisation", organisation.id).before(before)).await?;
    uow.find(user).await
}
