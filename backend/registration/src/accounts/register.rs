//! Make an account.

use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::ToSchema;
use yichuang_base::http::{Cx, Json, Reply};
use yichuang_base::password;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_records::accounts::make;
use yichuang_store::accounts;

use super::{UserView, verification, view};

/// A new account.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccountInput {
    #[schema(format = "email", min_length = 3, max_length = 254, example = "linfang@example.org")]
    pub email: String,
    /// Name of the person.
    #[schema(min_length = 1, max_length = 60, pattern = r"\S", example = "林芳")]
    pub name: String,
    #[schema(min_length = 10, max_length = 200, example = "a-long-pass-phrase")]
    pub password: String,
}

/// Make an account
///
/// Anybody may make one; it can do nothing until it registers an organisation or is given a role. A link to verify the
/// address is mailed.
#[utoipa::path(post, path = "/accounts", operation_id = "registerAccount", tag = "accounts", request_body = AccountInput,
    responses((status = 201, description = "Account made", body = UserView)))]
pub async fn handler(cx: Cx, Json(input): Json<AccountInput>) -> Response {
    let hash = match password::hash(input.password.clone()).await {
        Ok(hash) => hash,
        Err(problem) => return problem.into_response(),
    };
    let (input, hash) = (&input, &hash);
    cx.write(|uow| async move {
        let reply = run(&uow, &input.email, &input.name, hash, false).await?;
        let user = accounts::by_email(&uow.conn, &input.email.trim().to_lowercase()).await?.ok_or_else(Problem::not_found)?;
        verification::send(&uow, &user).await?;
        Ok(reply)
    })
    .await
}

/// Makes the account with a hashed password.
pub async fn run(uow: &Uow, email: &str, name: &str, password_hash: &str, demonstration: bool) -> Result<Reply, Problem> {
    let user = make(uow, email, name, password_hash, demonstration).await?;
    Reply::created(format!("/api/v1/users/{}", user.id), &view(uow, &user).await?)
}
