//! Take away the second factor of somebody who lost telephone and recovery codes.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::Reason;
use yichuang_store::ids::UserId;
use yichuang_store::record::User;
use yichuang_store::{accounts, second_factors as rows, update};

use super::nothing_here;
use crate::accounts::{UserView, view};

/// Reset a second factor
///
/// Takes the factor of another account away, ends its sessions and tells its owner by e-mail. Nobody resets their own.
#[utoipa::path(post, path = "/users/{id}/reset-second-factor", operation_id = "resetSecondFactor", tag = "accounts",
    params(("id" = Uuid, Path, description = "Account")), request_body = Reason,
    responses((status = 200, description = "The account", body = UserView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<Reason>) -> Response {
    let input = &input;
    cx.write(|uow| async move { run(&uow, UserId(id), seen, &input.reason).await }).await
}

async fn run(uow: &Uow, id: UserId, seen: IfMatch, reason: &str) -> Result<Reply, Problem> {
    let user: User = uow.lock(id).await?;
    seen.check(user.version)?;
    if uow.caller()?.person == user.person_id {
        return Err(Problem::refused("own_account", "Nobody resets the second factor of their own account"));
    }
    if !rows::remove(&uow.conn, id).await? {
        return Err(nothing_here());
    }
    accounts::revoke_sessions(&uow.conn, id, uow.app.clock.machine().micros()).await?;
    let user = update(&uow.conn, User { updated_at: uow.micros(), ..user }).await?;
    uow.audit("second_factor.reset", Subject::new("user", id).because(reason)).await?;
    uow.mail(
        &user.email,
        "两步验证已被重置",
        &format!("{}，您好：管理员已重置您账号的两步验证，请重新登录并设置。原因：{reason}", user.name),
    )
    .await?;
    Ok(Reply::ok(&view(uow, &user).await?)?.version(user.version))
}
