//! Accounts: how one is made, and how a role is given to one.

use uuid::Uuid;
use yichuang_base::caller::{Scope, scope_columns};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_domain::roles::{Role, incompatible};
use yichuang_store::ids::{PersonId, UserId};
use yichuang_store::record::{Grant, User};
use yichuang_store::{StoreError, accounts, insert};

pub mod separation;

/// Makes the account with a hashed password.
pub async fn make(uow: &Uow, email: &str, name: &str, password_hash: &str, demonstration: bool) -> Result<User, Problem> {
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
    Ok(user)
}

/// What a grant is lent from, and the instant at which it ends.
#[derive(Clone, Copy, Debug)]
pub struct Lent {
    pub from: Uuid,
    pub expires_at: i64,
}

/// Gives the role unless it clashes with one the account holds.
pub async fn give(uow: &Uow, user: &User, role: Role, scope: &Scope) -> Result<(), Problem> {
    give_until(uow, user, role, scope, None).await
}

/// The same for a role that is lent.
pub async fn give_until(uow: &Uow, user: &User, role: Role, scope: &Scope, lent: Option<Lent>) -> Result<(), Problem> {
    let held = accounts::grants_of(&uow.conn, user.id).await?;
    let clash = held.iter().filter_map(|grant| grant.role.parse().ok()).find(|held| incompatible(*held, role));
    if let Some(clash) = clash {
        let clash: Role = clash;
        return Err(Problem::refused("incompatible_roles", format!("One account never holds both {clash} and {role}")));
    }
    let (scope_kind, scope_id, area_path) = scope_columns(scope);
    let row = Grant {
        id: uow.id(),
        user_id: user.id,
        role: role.as_str().to_owned(),
        scope_kind: scope_kind.to_owned(),
        scope_id,
        area_path,
        created_by: uow.who.as_ref().map(|who| who.user.0),
        created_at: uow.micros(),
        revoked_at: None,
        delegated_from: lent.map(|lent| lent.from),
        expires_at: lent.map(|lent| lent.expires_at),
    };
    insert(&uow.conn, row).await?;
    let after = serde_json::json!({ "role": role.as_str(), "scope": scope_kind });
    uow.audit("grant.create", Subject::new("user", user.id).after(after)).await
}
