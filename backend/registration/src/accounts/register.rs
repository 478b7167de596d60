//! Make an account.

use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::ToSchema;
use yichuang_base::http::{Cx, Json, Reply};
use yichuang_base::password;
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_store::StoreError;
use yichuang_store::ids::{PersonId, UserId};
use yichuang_store::record::User;
use yichuang_store::{accounts, insert};

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
    let id = uow.id();
    let user = User {
        id: UserId(id),
        person_id: PersonId(id),
        email: email.trim().to_lowercase(),
        name: name.trim().to_owned(),
        password_hash: password_hash.to_owned(),
        language: "zh-CN".to_owned(),
        state: "active".to_owned(),
        demonstration,
        failed_logins: 0,
        locked_until_at: None,
        version: 1,
        created_at: uow.micros(),
        updated_at: uow.micros(),
    };
    match insert(&uow.conn, user.clone()).await {
        Err(StoreError::Duplicate(_)) => return Err(Problem::refused("email_taken", "There is an account with this e-mail address")),
        other => other?,
    }
    uow.audit("account.register", Subject::new("user", id)).await?;
    Reply::created(format!("/api/v1/users/{id}"), &view(uow, &user).await?)
}
