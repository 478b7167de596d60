//! Say that two accounts belong to one person.

use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_domain::roles::{Role, incompatible};
use yichuang_domain::rules::membership::is_member_role;
use yichuang_records::accounts::separation;
use yichuang_store::ids::{OrganisationId, UserId};
use yichuang_store::record::{Organisation, User};
use yichuang_store::{accounts as rows, members, update};

use super::{UserView, view};

/// The other account, and how it is known that both are one person's.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct JoinAccountsInput {
    pub other_id: Uuid,
    #[schema(min_length = 2, max_length = 500, pattern = r"\S", example = "本人确认，两个账号均为林芳所有")]
    pub reason: String,
}

/// Join two accounts of one person
///
/// From now on both count as one person wherever two or three hands must differ. Refused where the roles of the two
/// may not be held by one person. It cannot be undone here: hands that were one stay one.
#[utoipa::path(post, path = "/users/{id}/join", operation_id = "joinAccounts", tag = "accounts",
    params(("id" = Uuid, Path, description = "Account whose person both become")), request_body = JoinAccountsInput,
    responses((status = 200, description = "The account", body = UserView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<JoinAccountsInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move { run(&uow, UserId(id), seen, input).await }).await
}

async fn run(uow: &Uow, id: UserId, seen: IfMatch, input: &JoinAccountsInput) -> Result<Reply, Problem> {
    let other = UserId(input.other_id);
    if id == other {
        return Err(Problem::fault("/other_id", "same_record", "An account is not joined with itself"));
    }
    // Always the smaller one first, so that two who join the same pair never wait for each other.
    let (first, second): (User, User) = (uow.lock(id.min(other)).await?, uow.lock(id.max(other)).await?);
    let (user, other) = if first.id == id { (first, second) } else { (second, first) };
    seen.check(user.version)?;
    let me = uow.caller()?.person;
    if me == user.person_id || me == other.person_id {
        return Err(Problem::refused("own_account", "Nobody joins their own accounts"));
    }
    if user.person_id == other.person_id {
        return Err(Problem::refused("one_person", "The two accounts are one person's already"));
    }
    let moved = members::accounts_of(&uow.conn, other.person_id).await?;
    let before = json!({ "persons": [user.person_id, other.person_id] });
    for account in moved {
        update(&uow.conn, User { person_id: user.person_id, updated_at: uow.micros(), ..account }).await?;
    }
    let user = update(&uow.conn, User { updated_at: uow.micros(), ..user }).await?;
    fits_one_person(uow, &user).await?;
    let after = json!({ "person": user.person_id, "joined": other.id });
    uow.audit("account.join", Subject::new("user", id).before(before).after(after).because(input.reason.trim())).await?;
    Ok(Reply::ok(&view(uow, &user).await?)?.version(user.version))
}

/// Everything the person holds now, over all accounts, may be held by one.
async fn fits_one_person(uow: &Uow, user: &User) -> Result<(), Problem> {
    let ids: Vec<UserId> = members::accounts_of(&uow.conn, user.person_id).await?.iter().map(|account| account.id).collect();
    let grants = rows::grants_of_many(&uow.conn, &ids).await?;
    let roles: Vec<Role> = grants.iter().filter_map(|grant| grant.role.parse().ok()).collect();
    for (index, one) in roles.iter().enumerate() {
        if let Some(clash) = roles[index + 1..].iter().find(|role| incompatible(*one, **role)) {
            return Err(Problem::refused("incompatible_roles", format!("One person never holds both {one} and {clash}")));
        }
    }
    for grant in &grants {
        let Some(id) = grant.scope_id.filter(|_| grant.role.parse().is_ok_and(is_member_role)) else { continue };
        let organisation: Organisation = uow.find(OrganisationId(id)).await?;
        separation::may_belong(uow, user.person_id, &organisation).await?;
    }
    Ok(())
}
