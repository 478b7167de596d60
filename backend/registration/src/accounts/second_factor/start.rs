//! Set up a second factor: the key is given out.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yichuang_base::http::{Cx, Json, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::second_factor::Key;
use yichuang_base::uow::Subject;
use yichuang_store::record::User;
use yichuang_store::second_factors as rows;

use super::me;
use crate::accounts::create_session::check_password;

/// The password, so that nobody sets a factor up at a desk that was left open.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SecondFactorInput {
    #[schema(min_length = 1, max_length = 200, example = "yichuang-demo")]
    pub password: String,
}

/// The key for the authenticator. It is shown once.
#[derive(Serialize, ToSchema)]
pub struct SecondFactorKeyView {
    /// The key as one types it in, in base 32.
    #[schema(example = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")]
    pub key: String,
    /// The same as an address; shown as a picture, an authenticator reads it.
    #[schema(example = "otpauth://totp/Yichuang:finance%40example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Yichuang")]
    pub uri: String,
}

/// Set up a second factor
///
/// Gives out a key for an authenticator. The factor is in force once its first code was shown; until then setting up can
/// begin anew. 409 when one is in force.
#[utoipa::path(post, path = "/accounts/me/second-factor", operation_id = "startSecondFactor", tag = "accounts",
    request_body = SecondFactorInput, responses((status = 201, description = "The key", body = SecondFactorKeyView)),
    extensions(("x-no-key" = json!(true)), ("x-throttled" = json!(true))))]
pub async fn handler(cx: Cx, Json(input): Json<SecondFactorInput>) -> Response {
    match start(&cx, input).await {
        Ok(response) => response,
        Err(problem) => problem.into_response(),
    }
}

async fn start(cx: &Cx, input: SecondFactorInput) -> Result<Response, Problem> {
    let user: User = me(cx).await?;
    if !check_password(cx.app(), Some(&user), input.password).await? {
        return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "wrong_credentials", "The password is wrong"));
    }
    let key = Key::fresh();
    let (key, user) = (&key, &user);
    Ok(cx
        .write(|uow| async move {
            let sealed = key.sealed(&uow.app.seal_key)?;
            if !rows::start(&uow.conn, user.id, &sealed, uow.app.clock.machine().micros()).await? {
                return Err(Problem::refused("second_factor_exists", "The account has a second factor; take it away first"));
            }
            uow.audit("second_factor.start", Subject::new("user", user.id)).await?;
            let view = SecondFactorKeyView { key: key.base32(), uri: key.uri(&user.email)? };
            Reply::created("/api/v1/accounts/me/second-factor".to_owned(), &view)
        })
        .await)
}
