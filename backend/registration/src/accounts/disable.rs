//! Lock an account, or open it again.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::caller::Place;
use yichuang_base::http::{Cx, IfMatch, Json, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::Reason;
use yichuang_domain::states::accounts::{AccountEvent as Event, AccountMachine};
use yichuang_store::ids::UserId;
use yichuang_store::record::User;
use yichuang_store::{accounts as rows, update};

use super::{UserView, view};

/// Disable an account
///
/// Ends its sessions, and what it lent to others, at once; what it did and holds stays. Nobody disables themselves, so a security administrator
/// always remains.
#[utoipa::path(post, path = "/users/{id}/disable", operation_id = "disableAccount", tag = "accounts",
    params(("id" = Uuid, Path, description = "Account")), request_body = Reason,
    responses((status = 200, description = "The account", body = UserView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<Reason>) -> Response {
    let input = &input;
    cx.write(|uow| async move { run(&uow, UserId(id), seen, Event::Disable, Some(&input.reason)).await }).await
}

/// Enable an account
///
/// It can log in again with its old password.
#[utoipa::path(post, path = "/users/{id}/enable", operation_id = "enableAccount", tag = "accounts",
    params(("id" = Uuid, Path, description = "Account")),
    responses((status = 200, description = "The account", body = UserView)), extensions(("x-if-match" = json!(true))))]
pub async fn enable(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch) -> Response {
    cx.write(|uow| async move { run(&uow, UserId(id), seen, Event::Enable, None).await }).await
}

async fn run(uow: &Uow, id: UserId, seen: IfMatch, event: Event, reason: Option<&str>) -> Result<Reply, Problem> {
    let user: User = uow.lock(id).await?;
    seen.check(user.version)?;
    if uow.caller()?.person == user.person_id {
        return Err(Problem::refused("own_account", "Nobody disables or enables their own account"));
    }
    let to = uow.fire::<AccountMachine>(&user.state, event, &Place::default())?;
    let from = user.state.clone();
    let user = update(&uow.conn, User { state: to.to_string(), updated_at: uow.micros(), ..user }).await?;
    if event == Event::Disable {
        rows::end_lent(&uow.conn, id, None, uow.micros()).await?;
        rows::revoke_sessions(&uow.conn, id, uow.app.clock.machine().micros()).await?;
    }
    let mut subject = Subject::new("user", id).moved(&from, &user.state);
    subject.reason = reason;
    uow.audit(&format!("account.{}", event.as_str()), subject).await?;
    Ok(Reply::ok(&view(uow, &user).await?)?.version(user.version))
}
