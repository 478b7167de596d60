//! People and accounts as others see them, and how somebody in office is told.

use yichuang_domain::roles::Role;
use yichuang_store::ids::UserId;
use yichuang_store::record::{Call, User};
use yichuang_store::{get_many, reviews};

use crate::problem::Problem;
use crate::uow::Uow;
use crate::wire::PersonView;

/// The names of some people.
pub async fn people(uow: &Uow, ids: Vec<UserId>) -> Result<Vec<PersonView>, Problem> {
    let users = get_many::<User>(&uow.conn, &ids).await?;
    Ok(users.into_iter().map(|user| PersonView { id: user.id.0, name: user.name }).collect())
}

/// One of them.
#[must_use]
pub fn person(people: &[PersonView], id: UserId) -> PersonView {
    people.iter().find(|person| person.id == id.0).cloned().unwrap_or_else(|| PersonView { id: id.0, name: String::new() })
}

/// One of these accounts as a name; an empty one when it is none of them.
#[must_use]
pub fn named(users: &[User], id: UserId) -> PersonView {
    let name = users.iter().find(|user| user.id == id).map(|user| user.name.clone()).unwrap_or_default();
    PersonView { id: id.0, name }
}

/// What is kept of a number beside its sealed text: its last four characters.
#[must_use]
pub fn tail(number: &str) -> String {
    number.chars().skip(number.chars().count().saturating_sub(4)).collect()
}

/// The last four digits, as accounts are shown.
#[must_use]
pub fn masked(tail: &str) -> String {
    format!("**** **** {tail}")
}

/// Tells everybody who holds a role where the call stands.
pub async fn tell(uow: &Uow, role: Role, call: &Call, subject: &str, text: &str) -> Result<(), Problem> {
    for user in reviews::holders(&uow.conn, role.as_str(), &call.area_path, call.id).await? {
        uow.mail(&user.email, subject, text).await?;
    }
    Ok(())
}

/// Tells everybody who holds a role for an area.
pub async fn tell_area(uow: &Uow, role: Role, area_path: &str, subject: &str, text: &str) -> Result<(), Problem> {
    for user in reviews::holders(&uow.conn, role.as_str(), area_path, None).await? {
        uow.mail(&user.email, subject, text).await?;
    }
    Ok(())
}
