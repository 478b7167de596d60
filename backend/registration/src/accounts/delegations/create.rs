//! Lend a role.

use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::caller::Grant;
use yichuang_base::http::{Cx, Json, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::Date;
use yichuang_domain::fault::Fault;
use yichuang_domain::rules::delegation::{last_day_faults, may_be_lent};
use yichuang_domain::time::start_of_day_shanghai;
use yichuang_records::accounts::separation;
use yichuang_records::accounts::{Lent, give_until};
use yichuang_store::record::{Grant as GrantRow, User};
use yichuang_store::{accounts, members};

use crate::accounts::{UserView, view};

/// Which role is lent to whom, until when, and why.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DelegationInput {
    /// A role of one's own.
    pub grant_id: Uuid,
    /// The account that acts meanwhile.
    #[schema(min_length = 3, max_length = 254, example = "deputy@demo.yichuang.example")]
    pub email: String,
    /// The last day, at most sixty days ahead.
    pub until: Date,
    #[schema(min_length = 2, max_length = 500, pattern = r"\S", example = "休假，由副科长代办")]
    pub reason: String,
}

/// Lend a role
///
/// From now until the end of a day, somebody else holds the role too. They act as themselves: on one payment nobody becomes
/// two hands by it. What was lent is not lent further, and it ends with the role it came from.
#[utoipa::path(post, path = "/accounts/me/delegations", operation_id = "createDelegation", tag = "accounts",
    request_body = DelegationInput, responses((status = 201, description = "The account that lends", body = UserView)))]
pub async fn handler(cx: Cx, Json(input): Json<DelegationInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let me = run(&uow, input).await?;
        Reply::created(format!("/api/v1/users/{}", me.id), &view(&uow, &me).await?)
    })
    .await
}

pub async fn run(uow: &Uow, input: &DelegationInput) -> Result<User, Problem> {
    let me: User = uow.lock(uow.caller()?.user).await?;
    let mine = members::grant(&uow.conn, input.grant_id).await?.filter(|grant| grant.user_id == me.id);
    let other = accounts::by_email(&uow.conn, &input.email.trim().to_lowercase()).await?.filter(|user| user.state == "active");
    let mut faults = mine.as_ref().map_or_else(|| vec![Fault::new("/grant_id", "unknown", "This is no role of yours")], grant_faults);
    faults.extend(last_day_faults(uow.today(), input.until.0));
    match &other {
        None => faults.push(Fault::new("/email", "unknown", "There is no such account")),
        Some(user) if user.person_id == me.person_id => faults.push(Fault::new("/email", "same_person", "This is you")),
        Some(_) => {}
    }
    let (Some(mine), Some(other), true) = (mine, other, faults.is_empty()) else { return Err(Problem::faults(faults)) };
    lend(uow, &mine, &other, input).await?;
    let text = format!("{} 将其身份委托给您代办，至 {} 止。事由：{}", me.name, input.until.0, input.reason.trim());
    uow.mail(&other.email, "您受托代办", &text).await?;
    Ok(me)
}

fn grant_faults(grant: &GrantRow) -> Vec<Fault> {
    if grant.delegated_from.is_some() {
        return vec![Fault::new("/grant_id", "lent_to_you", "What was lent to you is not lent further")];
    }
    match grant.role.parse() {
        Ok(role) if may_be_lent(role) => Vec::new(),
        _ => vec![Fault::new("/grant_id", "not_lent", "This role is not lent")],
    }
}

async fn lend(uow: &Uow, mine: &GrantRow, other: &User, input: &DelegationInput) -> Result<(), Problem> {
    if !accounts::lent(&uow.conn, mine.id, uow.micros()).await?.is_empty() {
        return Err(Problem::refused("lent_already", "This role is lent already; end that first"));
    }
    let Grant { role, scope } = Grant::read(mine).ok_or_else(|| Problem::internal("a grant that no version wrote"))?;
    let held = accounts::grants_of(&uow.conn, other.id).await?;
    if held.iter().filter_map(Grant::read).any(|grant| grant.role == role && grant.scope == scope) {
        return Err(Problem::refused("already_holds", "The account holds this role already"));
    }
    separation::may_hold(uow, other, role, &scope).await?;
    let after = input.until.0.next().map_err(Problem::internal)?;
    let lent = Lent { from: mine.id, expires_at: start_of_day_shanghai(after).micros() };
    give_until(uow, other, role, &scope, Some(lent)).await?;
    uow.audit("grant.lend", Subject::new("user", mine.user_id).because(input.reason.trim())).await
}
