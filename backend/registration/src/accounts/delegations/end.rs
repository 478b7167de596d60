//! End a delegation before its day.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_store::record::User;
use yichuang_store::{accounts, members};

/// End a delegation
///
/// By whoever lent the role, or by whoever it was lent to. It takes effect with the next request.
#[utoipa::path(delete, path = "/delegations/{id}", operation_id = "endDelegation", tag = "accounts",
    params(("id" = Uuid, Path, description = "The grant that was lent")),
    responses((status = 204, description = "Ended")))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Response {
    cx.write(|uow| async move {
        run(&uow, id).await?;
        Ok(Reply::empty())
    })
    .await
}

async fn run(uow: &Uow, id: Uuid) -> Result<(), Problem> {
    let me = uow.caller()?.user;
    let lent = members::grant(&uow.conn, id).await?.ok_or_else(Problem::not_found)?;
    let source = members::grant(&uow.conn, lent.delegated_from.ok_or_else(Problem::not_found)?).await?;
    if lent.user_id != me && source.is_none_or(|source| source.user_id != me) {
        return Err(Problem::not_found());
    }
    let delegate: User = uow.lock(lent.user_id).await?;
    if !accounts::revoke_grant(&uow.conn, delegate.id, id, uow.micros()).await? {
        return Err(Problem::not_found());
    }
    uow.audit("grant.end_delegation", Subject::new("user", delegate.id)).await?;
    uow.mail(&delegate.email, "委托代办已结束", "委托给您代办的身份已结束。").await
}
