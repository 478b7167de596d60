//! The people of an organisation: who belongs to it with which rights, who is invited, who leaves.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::{APPLICANTS, PROGRAMME};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{Instant, Role};
use yichuang_domain::fault::Fault;
use yichuang_domain::roles::Role as RoleCode;
use yichuang_domain::rules::membership::is_member_role;
use yichuang_store::ids::{OrganisationId, UserId};
use yichuang_store::record::{Organisation, User};
use yichuang_store::{account_tokens, get_many, members as rows};

use crate::organisations::place;

pub mod accept;
pub mod check_uscc;
pub mod invitations;
pub mod invite;
pub mod leave;
pub mod list;
pub mod list_invitations;
pub mod preview;
pub mod remove;
pub mod request_access;
pub mod resend;
pub mod revoke;
pub mod update;

/// Somebody who belongs to an organisation.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MemberView {
    pub user_id: Uuid,
    #[schema(example = "林芳")]
    pub name: String,
    #[schema(example = "linfang@example.org")]
    pub email: String,
    pub email_verified: bool,
    /// Owner, editor, finance: one or several.
    pub roles: Vec<Role>,
    /// Since when the person has belonged without a break.
    pub since: Instant,
    /// The caller.
    pub is_me: bool,
    /// The last owner: can neither leave nor be changed into something else before there is another one.
    pub only_owner: bool,
}

/// Everybody who belongs to an organisation.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MemberList {
    pub items: Vec<MemberView>,
}

/// The organisation for somebody who may know of its people; 404 for strangers.
async fn known(uow: &Uow, id: OrganisationId) -> Result<Organisation, Problem> {
    let organisation: Organisation = uow.find(id).await?;
    uow.must_see(&[APPLICANTS, PROGRAMME].concat(), &place(&organisation))?;
    Ok(organisation)
}

/// The organisation, locked, for one of its owners. Every change of its people takes this lock, so that the last
/// owner is counted by one at a time.
async fn owned(uow: &Uow, id: OrganisationId) -> Result<Organisation, Problem> {
    let organisation: Organisation = uow.lock(id).await?;
    uow.must_see(&[APPLICANTS, PROGRAMME].concat(), &place(&organisation))?;
    if !uow.caller()?.holds(&[RoleCode::ApplicantOwner], &place(&organisation)) {
        return Err(Problem::forbidden("Only an owner of the organisation may do this"));
    }
    Ok(organisation)
}

/// Refuses what would leave the organisation without an owner who can log in. The organisation must be locked.
pub async fn keeps_an_owner(uow: &Uow, organisation: OrganisationId, leaving: UserId) -> Result<(), Problem> {
    let owners = rows::holders(&uow.conn, organisation, RoleCode::ApplicantOwner.as_str()).await?;
    if owners.iter().all(|owner| owner.id == leaving) {
        return Err(Problem::refused("last_owner", "An organisation always has an owner; make somebody else an owner first"));
    }
    Ok(())
}

/// The roles of one account in the organisation.
async fn roles_of(uow: &Uow, organisation: OrganisationId, user: UserId) -> Result<Vec<RoleCode>, Problem> {
    let grants = rows::grants_of(&uow.conn, organisation).await?;
    let own = grants.iter().filter(|grant| grant.user_id == user);
    Ok(own.filter_map(|grant| grant.role.parse().ok()).filter(|role| is_member_role(*role)).collect())
}

/// 422 unless the role is one of an organisation's own.
fn member_role(role: RoleCode, pointer: &str) -> Result<RoleCode, Fault> {
    if is_member_role(role) {
        return Ok(role);
    }
    let fault = Fault::new(pointer, "not_allowed", "An organisation gives the roles owner, editor and finance");
    Err(fault.with_limit("applicant_owner, applicant_editor, applicant_finance").with_actual(role.as_str()))
}

/// Everybody who belongs to the organisation, owners first, then by the time they joined.
async fn everybody(uow: &Uow, organisation: OrganisationId) -> Result<Vec<MemberView>, Problem> {
    let grants = rows::grants_of(&uow.conn, organisation).await?;
    let mut ids: Vec<UserId> = grants.iter().map(|grant| grant.user_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let people = get_many::<User>(&uow.conn, &ids).await?;
    let verified = account_tokens::verified(&uow.conn, &ids).await?;
    let is_owner = |user: &User| grants.iter().any(|grant| grant.user_id == user.id && grant.role == RoleCode::ApplicantOwner.as_str());
    let owners = people.iter().filter(|user| is_owner(user) && user.state == "active").count();
    let mut found = Vec::with_capacity(people.len());
    for user in &people {
        let own: Vec<_> = grants.iter().filter(|grant| grant.user_id == user.id).collect();
        found.push(MemberView {
            user_id: user.id.0,
            name: user.name.clone(),
            email: user.email.clone(),
            email_verified: verified.contains(&user.id),
            roles: own.iter().map(|grant| Role::read(&grant.role)).collect::<Result<_, _>>()?,
            since: Instant::micros(own.iter().map(|grant| grant.created_at).min().unwrap_or_default())?,
            is_me: uow.who.as_ref().is_some_and(|who| who.user == user.id),
            only_owner: owners == 1 && is_owner(user) && user.state == "active",
        });
    }
    found.sort_by_key(|member| (!member.roles.contains(&Role(RoleCode::ApplicantOwner)), member.since, member.user_id));
    Ok(found)
}

/// What people read about a role in mails.
fn title(role: RoleCode) -> &'static str {
    match role {
        RoleCode::ApplicantOwner => "负责人",
        RoleCode::ApplicantFinance => "财务",
        _ => "填报人",
    }
}
