//! Accounts, sessions, grants, areas and the clock.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{Instant, Role};
use yichuang_store::around::{self, OfUsers};
use yichuang_store::ids::UserId;
use yichuang_store::record::{Grant, User};

pub mod change_password;
pub mod clock;
pub mod create_area;
pub mod create_grant;
pub mod create_session;
pub mod current_session;
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
    pub fn of(grant: &Grant) -> Result<Self, Problem> {
        let area_code = grant.area_path.as_deref().and_then(|path| path.trim_matches('/').rsplit('/').next()).map(str::to_owned);
        let scope = ScopeView { kind: grant.scope_kind.clone(), id: grant.scope_id, area_code };
        Ok(Self { id: grant.id, role: Role::read(&grant.role)?, scope })
    }
}

pub(super) async fn view(uow: &Uow, user: &User) -> Result<UserView, Problem> {
    views(uow, std::slice::from_ref(user)).await?.pop().ok_or_else(|| Problem::internal("a view without its account"))
}

/// A page of accounts, with one query for what stands around all of them.
async fn views(uow: &Uow, page: &[User]) -> Result<Vec<UserView>, Problem> {
    let ids: Vec<UserId> = page.iter().map(|user| user.id).collect();
    let around = around::users(&uow.conn, &ids).await?;
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
        grants: grants.map(GrantView::of).collect::<Result<_, _>>()?,
    })
}
