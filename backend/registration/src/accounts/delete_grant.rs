//! Take a role away.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_domain::roles::Role;
use yichuang_store::ids::{OrganisationId, UserId};
use yichuang_store::record::{Organisation, User};
use yichuang_store::{accounts, find, members as rows};

use crate::members::keeps_an_owner;

/// Take a role away
///
/// Takes effect with the next request of the account, and ends what was lent from it. An organisation keeps its last owner.
#[utoipa::path(delete, path = "/users/{id}/grants/{grant_id}", operation_id = "deleteGrant", tag = "accounts",
    params(("id" = Uuid, Path, description = "Account"), ("grant_id" = Uuid, Path, description = "Grant")),
    responses((status = 204, description = "Taken away")))]
pub async fn handler(cx: Cx, Path((id, grant)): Path<(Uuid, Uuid)>) -> Response {
    cx.write(|uow| async move {
        let user: User = uow.lock(UserId(id)).await?;
        leaves_an_owner(&uow, user.id, grant).await?;
        if !accounts::revoke_grant(&uow.conn, user.id, grant, uow.micros()).await? {
            return Err(Problem::not_found());
        }
        accounts::end_lent(&uow.conn, user.id, Some(grant), uow.micros()).await?;
        uow.audit("grant.delete", Subject::new("user", user.id)).await?;
        Ok(Reply::empty())
    })
    .await
}

/// Refuses to take the last owner of an organisation away.
async fn leaves_an_owner(uow: &Uow, user: UserId, grant: Uuid) -> Result<(), Problem> {
    let found = rows::grant(&uow.conn, grant).await?.filter(|grant| grant.user_id == user);
    let Some(id) = found.filter(|grant| grant.role == Role::ApplicantOwner.as_str()).and_then(|grant| grant.scope_id) else {
        return Ok(());
    };
    if find::<Organisation>(&uow.conn, OrganisationId(id)).await?.is_none() {
        return Ok(());
    }
    let organisation: Organisation = uow.lock(OrganisationId(id)).await?;
    keeps_an_owner(uow, organisation.id, user).await
}
