//! Proving that one reads mail at the address of the account.

use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;
use yichuang_base::http::{Cx, Json, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::throttle::{self, Limit};
use yichuang_base::tokens::{self, Token};
use yichuang_base::uow::{Subject, Uow};
use yichuang_store::account_tokens::{self as rows, NewToken};
use yichuang_store::record::User;

const KIND: &str = "verify_email";
/// The link works this long, by the machine's clock.
const SECONDS: i64 = 3 * 24 * 3600;

/// The secret of a link that came by e-mail.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TokenInput {
    #[schema(min_length = 20, max_length = 100, example = "q2wXv3bq1n0o7hG5l9Zt4uRk8sYc6eJpD1mFaVxB2iQ")]
    pub token: String,
}

/// Verify an e-mail address
///
/// With the secret of the link; works once, and only the latest link works.
#[utoipa::path(post, path = "/accounts/verify-email", operation_id = "verifyEmail", tag = "accounts", request_body = TokenInput,
    responses((status = 204, description = "Verified")))]
pub async fn verify(cx: Cx, Json(input): Json<TokenInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let now = uow.app.clock.machine().micros();
        let spent = rows::spend(&uow.conn, KIND, &tokens::hash(&input.token), now).await?.ok_or_else(useless)?;
        let user: User = uow.find(spent.user).await?;
        if user.email != spent.email {
            return Err(useless());
        }
        rows::verify(&uow.conn, user.id, &user.email, now).await?;
        uow.audit("account.verify_email", Subject::new("user", user.id)).await?;
        Ok(Reply::empty())
    })
    .await
}

/// Send the verification mail again
///
/// To the address of the account; at most five times a day. The link of an earlier mail ends.
#[utoipa::path(post, path = "/accounts/me/verification-mail", operation_id = "sendVerificationMail", tag = "accounts",
    responses((status = 204, description = "On its way")), extensions(("x-throttled" = json!(true))))]
pub async fn again(cx: Cx) -> Response {
    cx.write(|uow| async move {
        let user: User = uow.find(uow.caller()?.user).await?;
        if rows::verified(&uow.conn, &[user.id]).await?.contains(&user.id) {
            return Err(Problem::refused("already_verified", "The address is verified already"));
        }
        throttle::take(&uow, &format!("verify|{}", user.id), Limit::per_day(5)).await?;
        send(&uow, &user).await?;
        Ok(Reply::empty())
    })
    .await
}

/// What a link gets that was used, is too old or was never given out.
#[must_use]
pub fn useless() -> Problem {
    Problem::refused("link_invalid", "This link was used already, has expired or is incomplete; ask for a new one")
}

/// Mails the link.
pub async fn send(uow: &Uow, user: &User) -> Result<(), Problem> {
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
    let link = tokens::link(&uow.app.config.public_url, "verify-email", &token.plain);
    let text = format!(
        "{}，您好：\n\n请在三天内打开下面的链接，确认这是您的邮箱：\n\n{link}\n\n如果您没有注册过益创账号，请忽略这封邮件。\n",
        user.name
    );
    uow.mail(&user.email, "请确认您的邮箱", &text).await
}
