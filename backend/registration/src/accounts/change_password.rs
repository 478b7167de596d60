//! Change one's password.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::ToSchema;
use yichuang_base::http::{Cx, Json, Reply};
use yichuang_base::password;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Subject;
use yichuang_store::record::User;
use yichuang_store::{accounts, find, update};

/// The old password and the new one.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordInput {
    #[schema(min_length = 1, max_length = 200, example = "yichuang-demo")]
    pub current: String,
    #[schema(min_length = 10, max_length = 200, example = "another-long-pass-phrase")]
    pub new: String,
}

/// Change the password
///
/// Ends every other session of the account.
#[utoipa::path(put, path = "/accounts/me/password", operation_id = "changePassword", tag = "accounts", request_body = PasswordInput,
    responses((status = 204, description = "Changed")))]
pub async fn handler(cx: Cx, Json(input): Json<PasswordInput>) -> Response {
    match change(&cx, input).await {
        Ok(response) => response,
        Err(problem) => problem.into_response(),
    }
}

async fn change(cx: &Cx, input: PasswordInput) -> Result<Response, Problem> {
    let session = cx.0.session.as_ref().ok_or_else(Problem::unauthenticated)?;
    let read = cx.read();
    let id = read.caller()?.user;
    let user = find::<User>(&read.conn, id).await?.ok_or_else(Problem::unauthenticated)?;
    if !password::matches(input.current, Some(user.password_hash.clone())).await? {
        return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "wrong_credentials", "The current password is wrong"));
    }
    let hash = password::hash(input.new).await?;
    let (hash, user) = (&hash, &user);
    Ok(cx
        .write(|uow| async move {
            update(&uow.conn, User { password_hash: hash.clone(), updated_at: uow.micros(), ..user.clone() }).await?;
            accounts::revoke_other_sessions(&uow.conn, id, session.id, uow.app.clock.machine().micros()).await?;
            uow.audit("account.change_password", Subject::new("user", id)).await?;
            Ok(Reply::empty())
        })
        .await)
}
