//! What a link invites to.

use serde::Serialize;
use utoipa::ToSchema;
use yichuang_base::http::{Cx, Json, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::tokens;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{Instant, Role};
use yichuang_store::record::{Invitation, Organisation, User};
use yichuang_store::{accounts, members as rows};

use super::invitations::is_expired;
use crate::accounts::verification::{TokenInput, useless};

/// What somebody who holds the link may know before they accept.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct InvitationPreview {
    #[schema(example = "示例社会工作服务中心")]
    pub organisation_name: String,
    pub role: Role,
    /// The address it was sent to.
    #[schema(example = "wangmin@example.org")]
    pub email: String,
    #[schema(example = "林芳")]
    pub invited_by: String,
    pub message: String,
    pub expires_at: Option<Instant>,
    /// An account has the address: log in to accept. Otherwise make one.
    pub has_account: bool,
}

/// Read an invitation
///
/// For whoever holds the secret of the link. Changes nothing; it is a POST so that the secret stands in no address.
#[utoipa::path(post, path = "/invitations/read", operation_id = "readInvitation", tag = "members", request_body = TokenInput,
    responses((status = 200, description = "What it invites to", body = InvitationPreview)))]
pub async fn handler(cx: Cx, Json(input): Json<TokenInput>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let row = valid(&uow, &input.token).await?;
    let organisation: Organisation = uow.find(row.organisation_id).await?;
    let inviter: User = uow.find(row.created_by).await?;
    let has_account = accounts::by_email(&uow.conn, &row.email).await?.is_some();
    Reply::ok(&InvitationPreview {
        organisation_name: organisation.name,
        role: Role::read(&row.role)?,
        email: row.email.clone(),
        invited_by: inviter.name,
        message: row.message.clone(),
        expires_at: Instant::maybe(row.expires_at)?,
        has_account,
    })
}

/// The open invitation with this secret, if the link still works.
pub(super) async fn valid(uow: &Uow, token: &str) -> Result<Invitation, Problem> {
    let row = rows::by_token(&uow.conn, &tokens::hash(token)).await?;
    row.filter(|row| !is_expired(uow, row)).ok_or_else(useless)
}
