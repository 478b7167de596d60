//! Accounts, sessions, grants, areas and the clock.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::parties::named;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{Date, Instant, PersonView, Role};
use yichuang_domain::time::Timestamp;
use yichuang_store::around::{self, OfUsers};
use yichuang_store::ids::UserId;
use yichuang_store::record::{Grant, User};

pub mod change_password;
pub mod clock;
pub mod create_area;
pub mod create_grant;
pub mod create_session;
pub mod current_session;
pub mod delegations;
pub mod delete_grant;
pub mod delete_session;
pub mod disable;
pub mod get_user;
pub mod join;
pub mod list_areas;
pub mod list_users;
pub mod password_reset;
pub mod register;
pub mod second_factor;
pub mod verification;

/// Where a grant holds.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ScopeView {
    /// `platform`, `area`, `call` or `organisation`.
    #[schema(example = "area")]
    pub kind: String,
    /// Call or organisation.
    pub id: Option<Uuid>,
    /// Code of the area.
    #[schema(example = "320402000000")]
    pub area_code: Option<String>,
}

/// A role somebody holds somewhere.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct GrantView {
    pub id: Uuid,
    pub role: Role,
    pub scope: ScopeView,
    /// Whose role it is, when it is lent.
    pub delegated_by: Option<PersonView>,
    /// The last day of a role that is lent.
    pub until: Option<Date>,
    /// To whom it is lent.
    pub delegated_to: Option<DelegateView>,
}

/// Who acts with a role that is lent.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DelegateView {
    /// The grant that was lent.
    pub id: Uuid,
    pub person: PersonView,
    /// The last day.
    pub until: Option<Date>,
}

/// An account.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct UserView {
    pub id: Uuid,
    #[schema(example = "林主管")]
    pub name: String,
    #[schema(example = "officer@demo.yichuang.example")]
    pub email: String,
    /// The person has shown that they read mail at this address.
    pub email_verified: bool,
    /// A second factor is in force.
    pub second_factor: bool,
    #[schema(example = "zh-CN")]
    pub language: String,
    /// `active` or `disabled`.
    #[schema(example = "active")]
    pub state: String,
    pub demonstration: bool,
    pub version: i32,
    pub created_at: Instant,
    pub grants: Vec<GrantView>,
}

impl GrantView {
    fn of(grant: &Grant, around: &OfUsers) -> Result<Self, Problem> {
        let area_code = grant.area_path.as_deref().and_then(|path| path.trim_matches('/').rsplit('/').next()).map(str::to_owned);
        let scope = ScopeView { kind: grant.scope_kind.clone(), id: grant.scope_id, area_code };
        let source = around.sources.iter().find(|source| Some(source.id) == grant.delegated_from);
        let lent = around.lent.iter().find(|lent| lent.delegated_from == Some(grant.id));
        let delegate = |lent: &Grant| {
            Ok::<_, Problem>(DelegateView { id: lent.id, person: named(&around.people, lent.user_id), until: last_day(lent)? })
        };
        Ok(Self {
            id: grant.id,
            role: Role::read(&grant.role)?,
            scope,
            delegated_by: source.map(|source| named(&around.people, source.user_id)),
            until: last_day(grant)?,
            delegated_to: lent.map(delegate).transpose()?,
        })
    }
}

/// The day that ends when the grant does.
fn last_day(grant: &Grant) -> Result<Option<Date>, Problem> {
    let Some(end) = grant.expires_at else { return Ok(None) };
    Ok(Some(Date(Timestamp::from_micros(end - 1).map_err(Problem::internal)?.shanghai_day())))
}

pub(super) async fn view(uow: &Uow, user: &User) -> Result<UserView, Problem> {
    views(uow, std::slice::from_ref(user)).await?.pop().ok_or_else(|| Problem::internal("a view without its account"))
}

/// A page of accounts, with one query for what stands around all of them.
async fn views(uow: &Uow, page: &[User]) -> Result<Vec<UserView>, Problem> {
    let ids: Vec<UserId> = page.iter().map(|user| user.id).collect();
    let around = around::users(&uow.conn, &ids, uow.micros()).await?;
    page.iter().map(|user| view_with(user, &around)).collect()
}

fn view_with(user: &User, around: &OfUsers) -> Result<UserView, Problem> {
    let grants = around.grants.iter().filter(|grant| grant.user_id == user.id);
    Ok(UserView {
        id: user.id.0,
        name: user.name.clone(),
        email: user.email.clone(),
        email_verified: around.verified.contains(&user.id),
        second_factor: around.second_factors.contains(&user.id),
        language: user.language.clone(),
        state: user.state.clone(),
        demonstration: user.demonstration,
        version: user.version,
        created_at: Instant::micros(user.created_at)?,
        grants: grants.map(|grant| GrantView::of(grant, around)).collect::<Result<_, _>>()?,
    })
}
