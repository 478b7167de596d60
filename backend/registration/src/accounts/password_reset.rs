//! A forgotten password: a link by e-mail, then a new password.
//!
//! Whether an account has the address shows neither in the answer nor in its time: the request only counts and
//! leaves a job behind, for a known address as for an unknown one; the worker looks the account up.

use std::sync::Arc;

use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use yichuang_base::app::App;
use yichuang_base::http::{Cx, Json, Reply};
use yichuang_base::password;
use yichuang_base::problem::Problem;
use yichuang_base::throttle::{self, Limit};
use yichuang_base::tokens::{self, Token};
use yichuang_base::uow::{Subject, Uow};
use yichuang_domain::schemes::sha256_hex;
use yichuang_store::account_tokens::{self as rows, NewToken};
use yichuang_store::record::User;
use yichuang_store::{accounts, outbox, update};

use super::verification::useless;

/// The kind of the job that looks for the account.
pub const JOB: &str = "password_reset";
const KIND: &str = "reset_password";
/// The link works this long, by the machine's clock.
pub const SECONDS: i64 = 3600;

/// Whose password is to be set anew.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordResetInput {
    #[schema(format = "email", min_length = 3, max_length = 254, example = "linfang@example.org")]
    pub email: String,
}

/// The secret of the link, and the new password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPasswordInput {
    #[schema(min_length = 20, max_length = 100, example = "q2wXv3bq1n0o7hG5l9Zt4uRk8sYc6eJpD1mFaVxB2iQ")]
    pub token: String,
    #[schema(min_length = 10, max_length = 200, example = "another-long-pass-phrase")]
    pub password: String,
}

/// Ask for a new password
///
/// Sends a link to the address if an account has it, and answers the same in any case. At most five times an hour
/// for one address.
#[utoipa::path(post, path = "/password-resets", operation_id = "requestPasswordReset", tag = "accounts", request_body = PasswordResetInput,
    responses((status = 204, description = "Taken note of")), extensions(("x-throttled" = json!(true))))]
pub async fn request(cx: Cx, Json(input): Json<PasswordResetInput>) -> Response {
    let email = &input.email.trim().to_lowercase();
    cx.write(|uow| async move {
        throttle::take(&uow, &format!("reset|{}", sha256_hex(email.as_bytes())), Limit::per_hour(5)).await?;
        let payload = json!({ "email": email }).to_string();
        outbox::put(&uow.conn, uow.id(), JOB, &payload, uow.app.clock.machine().micros()).await?;
        Ok(Reply::empty())
    })
    .await
}

/// Set a new password
///
/// With the secret of the link, which works once and for an hour. Ends every session of the account.
#[utoipa::path(post, path = "/password-resets/confirm", operation_id = "confirmPasswordReset", tag = "accounts",
    request_body = NewPasswordInput, responses((status = 204, description = "The new password counts")))]
pub async fn confirm(cx: Cx, Json(input): Json<NewPasswordInput>) -> Response {
    match set(&cx, input).await {
        Ok(response) => response,
        Err(problem) => problem.into_response(),
    }
}

async fn set(cx: &Cx, input: NewPasswordInput) -> Result<Response, Problem> {
    let token = tokens::hash(&input.token);
    let good = rows::is_good(&cx.read().conn, KIND, &token, cx.app().clock.machine().micros()).await?;
    // Without a token in force there is nothing to hash for; a retry still finds its kept answer.
    let hash = if good { password::hash(input.password).await? } else { String::new() };
    let (token, hash) = (&token, &hash);
    Ok(cx.write(|uow| async move { run(&uow, token, hash).await }).await)
}

async fn run(uow: &Uow, token: &str, hash: &str) -> Result<Reply, Problem> {
    let now = uow.app.clock.machine().micros();
    let spent = rows::spend(&uow.conn, KIND, token, now).await?.filter(|_| !hash.is_empty()).ok_or_else(useless)?;
    let user: User = uow.lock(spent.user).await?;
    if user.state != "active" || user.email != spent.email {
        return Err(useless());
    }
    let changed = User { password_hash: hash.to_owned(), failed_logins: 0, locked_until_at: None, updated_at: uow.micros(), ..user };
    let user = update(&uow.conn, changed).await?;
    accounts::revoke_sessions(&uow.conn, user.id, now).await?;
    // Whoever used the link reads mail at the address.
    rows::verify(&uow.conn, user.id, &user.email, now).await?;
    uow.audit("account.reset_password", Subject::new("user", user.id)).await?;
    let text = format!(
        "{}，您好：\n\n您的益创账号密码已重新设置，所有设备已退出登录。\n\n如果不是您本人操作，请立即联系平台的安全管理员。\n",
        user.name
    );
    uow.mail(&user.email, "您的密码已更改", &text).await?;
    Ok(Reply::empty())
}

/// The worker's part: mails the link if an account has the address.
pub async fn deliver(app: &App, payload: &Value) -> Result<(), String> {
    let failed = |problem: Problem| format!("{}: {}", problem.code, problem.detail);
    let email = payload["email"].as_str().unwrap_or_default();
    let conn = Arc::new(app.store.begin().await.map_err(|error| error.to_string())?);
    let uow = Uow::new(conn.clone(), app.clone(), None, app.clock.now(), JOB.to_owned());
    let sent = send(&uow, email).await.map_err(failed);
    drop(uow);
    sent?;
    let conn = Arc::into_inner(conn).ok_or("a transaction is still in use at its end")?;
    conn.commit().await.map_err(|error| error.to_string())
}

async fn send(uow: &Uow, email: &str) -> Result<(), Problem> {
    let Some(user) = accounts::by_email(&uow.conn, email).await?.filter(|user| user.state == "active") else { return Ok(()) };
    let link = link(uow, &user).await?;
    let text = format!(
        "{}，您好：\n\n有人要求重新设置您的益创账号密码。请在一小时内打开下面的链接，设置新密码：\n\n{link}\n\n如果不是您本人操作，请忽略这封邮件，原密码仍然有效。\n",
        user.name
    );
    uow.mail(&user.email, "重新设置密码", &text).await
}

/// A fresh link under which the account's password is set; earlier ones end.
pub async fn link(uow: &Uow, user: &User) -> Result<String, Problem> {
    let now = uow.app.clock.machine().micros();
    let token = Token::fresh();
    let kept = NewToken {
        id: uow.id(),
        user: user.id,
        kind: KIND,
        email: &user.email,
        token_sha256: &token.sha256,
        expires_at: now + SECONDS * 1_000_000,
    };
    rows::put(&uow.conn, &kept, now).await?;
    Ok(tokens::link(&uow.app.config.public_url, "reset-password", &token.plain))
}
