//! The people of an imported round: generated accounts, marked as demonstration data.

use yichuang_domain::roles::Role;
use yichuang_domain::time::Timestamp;
use yichuang_store::accounts;
use yichuang_store::record::{Area, User};

use crate::api::accounts::{create_grant, register};
use crate::caller::{Caller, Scope};
use crate::problem::Problem;
use crate::uow::Uow;

/// A password hash that lets the generated accounts log in. Without one nobody can log in to them.
pub struct Login {
    pub password_hash: String,
}

/// Who does what in an imported round.
pub struct Cast {
    pub officer: User,
    pub director: User,
    pub maker: User,
    pub checker: User,
    pub approver: User,
    pub reviewers: Vec<User>,
}

/// A hash that no password has.
const NOBODY: &str = "!";

/// A hash for accounts nobody logs in to.
#[must_use]
pub fn nobody() -> &'static str {
    NOBODY
}

impl Cast {
    /// The people of an area, made unless they are there already.
    pub async fn of(uow: &Uow, area: &Area, reviewers: u32, login: Option<&Login>) -> Result<Self, Problem> {
        let stem = if login.is_some() { String::new() } else { format!("{}.", area.code) };
        let hash = login.map_or(NOBODY, |login| &login.password_hash);
        let scope = Scope::Area(area.path.clone());
        let one = async |local: &str, name: &str, role: Role| {
            let email = format!("{stem}{local}@demo.yichuang.example");
            ensure(uow, &email, name, hash, role, &scope).await
        };
        let mut panel = Vec::new();
        for seat in 1..=reviewers {
            let local = if seat == 1 { "reviewer".to_owned() } else { format!("reviewer{seat}") };
            panel.push(one(&local, &format!("演示评审专家{seat}"), Role::Reviewer).await?);
        }
        Ok(Self {
            officer: one("officer", "演示项目主管", Role::ProgrammeOfficer).await?,
            director: one("director", "演示审批领导", Role::ProgrammeDirector).await?,
            maker: one("maker", "演示经办", Role::FinanceMaker).await?,
            checker: one("checker", "演示复核", Role::FinanceChecker).await?,
            approver: one("approver", "演示审批", Role::FinanceApprover).await?,
            reviewers: panel,
        })
    }
}

/// The account with this address, made when there is none, holding the role at the scope.
pub async fn ensure(uow: &Uow, email: &str, name: &str, hash: &str, role: Role, scope: &Scope) -> Result<User, Problem> {
    let user = account(uow, email, name, hash).await?;
    let held = Caller::new(&user, &accounts::grants_of(&uow.conn, user.id).await?);
    if !held.grants.iter().any(|grant| grant.role == role && grant.scope == *scope) {
        create_grant::give(uow, &user, role, scope).await?;
    }
    Ok(user)
}

/// The account with this address, made when there is none.
pub async fn account(uow: &Uow, email: &str, name: &str, hash: &str) -> Result<User, Problem> {
    if let Some(user) = accounts::by_email(&uow.conn, email).await? {
        return Ok(user);
    }
    register::run(uow, email, name, hash, true).await?;
    accounts::by_email(&uow.conn, email).await?.ok_or_else(|| Problem::internal("an account vanished"))
}

/// The transaction as this person sees it at an instant.
pub async fn acting(uow: &Uow, user: &User, at: Timestamp) -> Result<Uow, Problem> {
    let grants = accounts::grants_of(&uow.conn, user.id).await?;
    Ok(uow.acting(Caller::new(user, &grants), at))
}
