//! `yichuang create-administrator`: the first people of an installation, without SQL.

use std::sync::Arc;

use serde_json::json;
use yichuang_base::app::App;
use yichuang_base::caller::Scope;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_domain::roles::Role;
use yichuang_records::accounts::give;
use yichuang_registration::accounts::{password_reset, register};
use yichuang_store::accounts;

use super::{Refused, pretty};

/// Makes the account unless it is there, gives it the role for the whole platform, and prints a link under which the
/// person sets the password. The link works for an hour; ask again for another one.
pub(crate) async fn create(app: &App, email: &str, name: &str, role: Role) -> Result<Option<Vec<u8>>, Refused> {
    if !matches!(role, Role::SecurityAdmin | Role::SystemAdmin | Role::Auditor) {
        return Err(Refused::new("not_an_administrator", "the role is security_admin, system_admin or auditor"));
    }
    let conn = Arc::new(app.store.begin().await?);
    let uow = Uow::new(conn.clone(), app.clone(), None, app.clock.now(), "create-administrator".to_owned());
    let link = run(&uow, email, name, role).await;
    drop(uow);
    let link = link?;
    let conn = Arc::into_inner(conn).ok_or_else(|| Refused::new("transaction", "still in use at its end"))?;
    conn.commit().await?;
    pretty(
        &json!({ "email": email.trim().to_lowercase(), "role": role.as_str(), "set_password": link, "works_for_seconds": password_reset::SECONDS }),
    )
}

async fn run(uow: &Uow, email: &str, name: &str, role: Role) -> Result<String, Problem> {
    let email = email.trim().to_lowercase();
    if accounts::by_email(&uow.conn, &email).await?.is_none() {
        // No password fits this until the link is used.
        register::run(uow, &email, name, "!", false).await?;
    }
    let user = accounts::by_email(&uow.conn, &email).await?.ok_or_else(Problem::not_found)?;
    let held = accounts::grants_of(&uow.conn, user.id).await?;
    if !held.iter().any(|grant| grant.role == role.as_str() && grant.scope_kind == "platform") {
        give(uow, &user, role, &Scope::Platform).await?;
    }
    password_reset::link(uow, &user).await
}
