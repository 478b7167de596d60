//! What invitations have in common: their view, their mail, their locks.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::actions::{Offer, available};
use yichuang_base::http::IfMatch;
use yichuang_base::problem::Problem;
use yichuang_base::tokens::{self, Token};
use yichuang_base::uow::{Uow, state_of};
use yichuang_base::wire::{ActionView, Instant, InvitationState, Role};
use yichuang_domain::roles::Role as RoleCode;
use yichuang_domain::states::invitations::{InvitationEvent as Event, InvitationMachine};
use yichuang_store::ids::{InvitationId, OrganisationId};
use yichuang_store::record::{Invitation, Organisation};

use super::{owned, title};
use crate::organisations::place;

/// The link works this long, by the machine's clock.
const SECONDS: i64 = 7 * 24 * 3600;

/// An invitation into an organisation, or somebody's request for one.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct InvitationView {
    pub id: Uuid,
    #[schema(example = "wangmin@example.org")]
    pub email: String,
    /// The role the person gets.
    pub role: Role,
    /// What was written to the other side.
    pub message: String,
    pub state: InvitationState,
    /// How many mails were sent.
    pub sent: i32,
    /// The first instant at which the link does not work any more.
    pub expires_at: Option<Instant>,
    /// Open, but the link is too old: send it again.
    pub expired: bool,
    pub version: i32,
    pub created_at: Instant,
    pub updated_at: Instant,
    pub available_actions: Vec<ActionView>,
}

pub(super) fn view(uow: &Uow, organisation: &Organisation, row: &Invitation) -> Result<InvitationView, Problem> {
    let offers = vec![
        Offer::new(Event::Invite, "createInvitation"),
        Offer::new(Event::Resend, "resendInvitation"),
        Offer::new(Event::Revoke, "revokeInvitation"),
    ];
    Ok(InvitationView {
        id: row.id.0,
        email: row.email.clone(),
        role: Role::read(&row.role)?,
        message: row.message.clone(),
        state: InvitationState::read(&row.state)?,
        sent: row.sent,
        expires_at: Instant::maybe(row.expires_at)?,
        expired: is_expired(uow, row),
        version: row.version,
        created_at: Instant::micros(row.created_at)?,
        updated_at: Instant::micros(row.updated_at)?,
        available_actions: available::<InvitationMachine>(uow, &row.state, &place(organisation), offers)?,
    })
}

pub(super) fn is_expired(uow: &Uow, row: &Invitation) -> bool {
    row.expires_at.is_some_and(|until| until <= uow.app.clock.machine().micros())
}

/// The invitation of an organisation, both locked, for an owner who saw this version.
pub(super) async fn open(
    uow: &Uow,
    id: OrganisationId,
    invitation: InvitationId,
    seen: IfMatch,
) -> Result<(Organisation, Invitation), Problem> {
    let organisation = owned(uow, id).await?;
    let row: Invitation = uow.lock(invitation).await?;
    if row.organisation_id != id {
        return Err(Problem::not_found());
    }
    seen.check(row.version)?;
    Ok((organisation, row))
}

/// A fresh link in the invitation, mailed to its address. The link of an earlier mail ends.
pub(super) async fn with_link(uow: &Uow, organisation: &Organisation, mut row: Invitation) -> Result<Invitation, Problem> {
    let token = Token::fresh();
    row.token_sha256 = Some(token.sha256);
    row.expires_at = Some(uow.app.clock.machine().micros() + SECONDS * 1_000_000);
    row.sent += 1;
    row.updated_at = uow.micros();
    let link = tokens::link(&uow.app.config.public_url, "invitation", &token.plain);
    let role: RoleCode = state_of(&row.role)?;
    let said = if row.message.is_empty() { String::new() } else { format!("附言：{}\n\n", row.message) };
    let text = format!(
        "您好：\n\n“{}”邀请您在益创平台以{}身份加入。请在七天内打开下面的链接：\n\n{link}\n\n{said}链接只能使用一次，请勿转发。如果您不认识该组织，请忽略这封邮件。\n",
        organisation.name,
        title(role)
    );
    uow.mail(&row.email, &format!("邀请您加入{}", organisation.name), &text).await?;
    Ok(row)
}
