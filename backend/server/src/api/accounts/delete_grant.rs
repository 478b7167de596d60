//! Take a role away.

use axum::response::Response;
use uuid::Uuid;
use yichuang_store::accounts;
use yichuang_store::ids::UserId;
use yichuang_store::record::User;

use crate::http::{Cx, Path, Reply};
use crate::problem::Problem;
use crate::uow::Subject;

/// Take a role away
///
/// Takes effect with the next request of the account.
#[utoipa::path(delete, path = "/users/{id}/grants/{grant_id}", operation_id = "deleteGrant", tag = "accounts",
    params(("id" = Uuid, Path, description = "Account"), ("grant_id" = Uuid, Path, description = "Grant")),
    responses((status = 204, description = "Taken away")))]
pub async fn handler(cx: Cx, Path((id, grant)): Path<(Uuid, Uuid)>) -> Response {
    cx.write(|uow| async move {
        let user: User = uow.lock(UserId(id)).await?;
        if !accounts::revoke_grant(&uow.conn, user.id, grant, uow.micros()).await? {
            return Err(Problem::not_found());
        }
        uow.audit("grant.delete", Subject::new("user", user.id)).await?;
        Ok(Reply::empty())
    })
    .await
}
