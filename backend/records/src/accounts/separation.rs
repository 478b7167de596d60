//! Nobody belongs to an organisation that they judge, pay or check. Asked of the person, over all their accounts.

use serde_json::json;
use yichuang_base::caller::{Caller, Scope};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_domain::roles::Role as RoleCode;
use yichuang_domain::rules::membership::{APART_FROM_MEMBERS, in_the_way, is_member_role};
use yichuang_store::ids::{CallId, PersonId, UserId};
use yichuang_store::record::{Call, Organisation, User};
use yichuang_store::{accounts, get_many, members as rows};

/// 409 when one of the person's accounts holds an office where the organisation stands.
pub async fn may_belong(uow: &Uow, person: PersonId, organisation: &Organisation) -> Result<(), Problem> {
    let users = rows::accounts_of(&uow.conn, person).await?;
    let ids: Vec<UserId> = users.iter().map(|user| user.id).collect();
    let grants = accounts::grants_of_many(&uow.conn, &ids).await?;
    let Some(any) = users.first() else { return Ok(()) };
    let held = Caller::new(any, &grants).grants;
    let mut here = Vec::new();
    for grant in held.iter().filter(|grant| APART_FROM_MEMBERS.contains(&grant.role)) {
        if reaches(uow, &grant.scope, &organisation.area_path).await? {
            here.push(grant.role);
        }
    }
    let roles = in_the_way(&here);
    if roles.is_empty() { Ok(()) } else { Err(refused(&roles, &organisation.name)) }
}

/// The same question when an office is given, or a role inside an organisation.
pub async fn may_hold(uow: &Uow, user: &User, role: RoleCode, scope: &Scope) -> Result<(), Problem> {
    if let (Scope::Organisation(id), true) = (scope, is_member_role(role)) {
        let organisation: Organisation = uow.find(*id).await?;
        return may_belong(uow, user.person_id, &organisation).await;
    }
    if !APART_FROM_MEMBERS.contains(&role) {
        return Ok(());
    }
    let users: Vec<UserId> = rows::accounts_of(&uow.conn, user.person_id).await?.iter().map(|user| user.id).collect();
    for (_, name, area_path) in rows::organisations_of(&uow.conn, &users).await? {
        if reaches(uow, scope, &area_path).await? {
            return Err(refused(&[role], &name));
        }
    }
    Ok(())
}

/// Whether an office with this scope concerns organisations at this place.
async fn reaches(uow: &Uow, scope: &Scope, area_path: &str) -> Result<bool, Problem> {
    Ok(match scope {
        Scope::Platform => true,
        Scope::Area(path) => area_path.starts_with(path.as_str()),
        Scope::Call(id) => {
            let calls = get_many::<Call>(&uow.conn, &[CallId(id.0)]).await?;
            calls.iter().any(|call| area_path.starts_with(call.area_path.as_str()))
        }
        Scope::Organisation(_) => false,
    })
}

fn refused(roles: &[RoleCode], organisation: &str) -> Problem {
    let codes: Vec<&str> = roles.iter().map(|role| role.as_str()).collect();
    let detail = format!("Whoever holds {} where “{organisation}” stands cannot belong to it", codes.join(", "));
    Problem::refused("separation_of_duties", detail).with("roles", json!(codes)).with("organisation", organisation)
}
