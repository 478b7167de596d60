//! Accept an invitation, with an account that exists or with a new one.

use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::caller::{Caller, Scope};
use yichuang_base::http::{Cx, Json, Reply};
use yichuang_base::password;
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow, state_of};
use yichuang_base::wire::Role;
use yichuang_domain::roles::Role as RoleCode;
use yichuang_domain::states::invitations::{InvitationEvent, InvitationMachine};
use yichuang_records::accounts::{give, separation};
use yichuang_store::record::{Invitation, Organisation, User};
use yichuang_store::{account_tokens, accounts, update};

use super::preview::valid;
use super::{roles_of, title};
use crate::accounts::register;
use crate::accounts::verification::TokenInput;

/// A new account for whoever holds the link.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct JoinInput {
    #[schema(min_length = 20, max_length = 100, example = "q2wXv3bq1n0o7hG5l9Zt4uRk8sYc6eJpD1mFaVxB2iQ")]
    pub token: String,
    /// Name of the person.
    #[schema(min_length = 1, max_length = 60, pattern = r"\S", example = "王敏")]
    pub name: String,
    #[schema(min_length = 10, max_length = 200, example = "a-long-pass-phrase")]
    pub password: String,
}

/// Where the person belongs now.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MembershipView {
    pub organisation_id: Uuid,
    #[schema(example = "示例社会工作服务中心")]
    pub organisation_name: String,
    pub role: Role,
    /// The address to log in with.
    #[schema(example = "wangmin@example.org")]
    pub email: String,
}

/// Accept an invitation
///
/// With the account that is logged in, which must have the invited address; the address counts as verified. Refused
/// for somebody who judges or pays where the organisation stands.
#[utoipa::path(post, path = "/invitations/accept", operation_id = "acceptInvitation", tag = "members", request_body = TokenInput,
    responses((status = 200, description = "The person belongs to the organisation", body = MembershipView)))]
pub async fn handler(cx: Cx, Json(input): Json<TokenInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = valid(&uow, &input.token).await?;
        let user: User = uow.find(uow.caller()?.user).await?;
        Reply::ok(&run(&uow, row, &user).await?)
    })
    .await
}

/// Accept an invitation with a new account
///
/// Makes the account with the invited address, which counts as verified. Log in afterwards.
#[utoipa::path(post, path = "/invitations/join", operation_id = "joinByInvitation", tag = "members", request_body = JoinInput,
    responses((status = 201, description = "The person belongs to the organisation", body = MembershipView)))]
pub async fn join(cx: Cx, Json(input): Json<JoinInput>) -> Response {
    match join_with(&cx, input).await {
        Ok(response) => response,
        Err(problem) => problem.into_response(),
    }
}

async fn join_with(cx: &Cx, input: JoinInput) -> Result<Response, Problem> {
    // Hashing is dear: not for a link that does not work, except that a retry finds its kept answer.
    let good = valid(&cx.read(), &input.token).await.is_ok();
    let hash = if good { password::hash(input.password).await? } else { String::new() };
    let (token, name, hash) = (&input.token, &input.name, &hash);
    let response = cx.write(|uow| async move {
        let row = valid(&uow, token).await?;
        register::run(&uow, &row.email, name, hash, false).await?;
        let user = accounts::by_email(&uow.conn, &row.email).await?.ok_or_else(Problem::not_found)?;
        let uow = uow.acting(Caller::new(&user, &[]), uow.now);
        Reply::created("/api/v1/sessions".to_owned(), &run(&uow, row, &user).await?)
    });
    Ok(response.await)
}

/// Lets the account into the organisation. The organisation is locked before the invitation, as everywhere.
async fn run(uow: &Uow, found: Invitation, user: &User) -> Result<MembershipView, Problem> {
    let organisation: Organisation = uow.lock(found.organisation_id).await?;
    let row: Invitation = uow.lock(found.id).await?;
    if row.token_sha256 != found.token_sha256 {
        return Err(crate::accounts::verification::useless());
    }
    let to = uow.follow::<InvitationMachine>(&row.state, InvitationEvent::Accept)?;
    if matches!(organisation.state.as_str(), "rejected" | "deregistered") {
        return Err(Problem::refused("organisation_ended", "The organisation is not registered any more"));
    }
    if user.email != row.email {
        let detail = "The invitation was sent to another address; log in with the account that has it";
        return Err(Problem::refused("other_address", detail).with("email", row.email));
    }
    separation::may_belong(uow, user.person_id, &organisation).await?;
    let role: RoleCode = state_of(&row.role)?;
    if !roles_of(uow, organisation.id, user.id).await?.contains(&role) {
        give(uow, user, role, &Scope::Organisation(organisation.id)).await?;
    }
    account_tokens::verify(&uow.conn, user.id, &user.email, uow.app.clock.machine().micros()).await?;
    let spent = Invitation {
        token_sha256: None,
        expires_at: None,
        accepted_by: Some(user.id),
        state: to.to_string(),
        updated_at: uow.micros(),
        ..row
    };
    let row = update(&uow.conn, spent).await?;
    let after = json!({ "invitation": row.id, "user": user.id, "role": row.role });
    uow.audit("invitation.accept", Subject::new("organisation", organisation.id).after(after)).await?;
    tell(uow, &row, &organisation, user, role).await?;
    Ok(MembershipView {
        organisation_id: organisation.id.0,
        organisation_name: organisation.name,
        role: Role(role),
        email: user.email.clone(),
    })
}

/// Tells the person who invited.
async fn tell(uow: &Uow, row: &Invitation, organisation: &Organisation, user: &User, role: RoleCode) -> Result<(), Problem> {
    let inviter: User = uow.find(row.created_by).await?;
    if inviter.id == user.id {
        return Ok(());
    }
    let text = format!("{}（{}）已以{}身份加入“{}”。", user.name, user.email, title(role), organisation.name);
    uow.mail(&inviter.email, "您的邀请已被接受", &text).await
}
