//! The people of organisations: grants, invitations, and what stands in the way of belonging.

use sea_orm::prelude::Uuid;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};

use crate::conn::Conn;
use crate::entities::{grants, organisation_invitations as invitations, users};
use crate::error::StoreError;
use crate::ids::{OrganisationId, PersonId, UserId};
use crate::page::{Page, PageOf, page};
use crate::record::{Grant, Invitation, User};

/// Grants in force on one organisation, oldest first.
pub async fn grants_of(conn: &Conn, organisation: OrganisationId) -> Result<Vec<Grant>, StoreError> {
    Ok(grants::Entity::find()
        .filter(grants::Column::ScopeKind.eq("organisation"))
        .filter(grants::Column::ScopeId.eq(organisation.0))
        .filter(grants::Column::RevokedAt.is_null())
        .order_by_asc(grants::Column::Id)
        .all(conn)
        .await?)
}

/// The accounts that hold this role in the organisation and can log in.
pub async fn holders(conn: &Conn, organisation: OrganisationId, role: &str) -> Result<Vec<User>, StoreError> {
    let held = grants::Entity::find()
        .select_only()
        .column(grants::Column::UserId)
        .filter(grants::Column::ScopeKind.eq("organisation"))
        .filter(grants::Column::ScopeId.eq(organisation.0))
        .filter(grants::Column::Role.eq(role))
        .filter(grants::Column::RevokedAt.is_null());
    Ok(users::Entity::find()
        .filter(users::Column::Id.in_subquery(held.into_query()))
        .filter(users::Column::State.eq("active"))
        .order_by_asc(users::Column::Id)
        .all(conn)
        .await?)
}

/// Every account of a person.
pub async fn accounts_of(conn: &Conn, person: PersonId) -> Result<Vec<User>, StoreError> {
    Ok(users::Entity::find().filter(users::Column::PersonId.eq(person)).all(conn).await?)
}

/// Organisations to which one of the accounts belongs: id, name and area path.
pub async fn organisations_of(conn: &Conn, users: &[UserId]) -> Result<Vec<(OrganisationId, String, String)>, StoreError> {
    if users.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<String> = (1..=users.len()).map(|n| format!("${n}")).collect();
    let sql = format!(
        "SELECT DISTINCT o.id, o.name, o.area_path FROM grants g JOIN organisations o ON o.id = g.scope_id \
         WHERE g.scope_kind = 'organisation' AND g.revoked_at IS NULL AND g.user_id IN ({})",
        places.join(", ")
    );
    let rows = conn.rows(&sql, users.iter().map(|id| id.0.into())).await?;
    rows.iter().map(|row| Ok((OrganisationId(row.try_get("", "id")?), row.try_get("", "name")?, row.try_get("", "area_path")?))).collect()
}

/// Ends all grants of one account in one organisation, or those of one role; says how many.
pub async fn revoke(conn: &Conn, organisation: OrganisationId, user: UserId, role: Option<&str>, now: i64) -> Result<u64, StoreError> {
    let sql = "UPDATE grants SET revoked_at = $1 WHERE scope_kind = 'organisation' AND scope_id = $2 AND user_id = $3 \
               AND revoked_at IS NULL AND ($4 = '' OR role = $4)";
    conn.run(sql, [now.into(), organisation.0.into(), user.0.into(), role.unwrap_or_default().into()]).await
}

/// A grant in force, by its id.
pub async fn grant(conn: &Conn, id: Uuid) -> Result<Option<Grant>, StoreError> {
    Ok(grants::Entity::find_by_id(id).filter(grants::Column::RevokedAt.is_null()).one(conn).await?)
}

pub async fn invitations(
    conn: &Conn,
    organisation: OrganisationId,
    state: Option<&str>,
    at: Page,
) -> Result<PageOf<Invitation>, StoreError> {
    let mut select = invitations::Entity::find().filter(invitations::Column::OrganisationId.eq(organisation));
    if let Some(state) = state {
        select = select.filter(invitations::Column::State.eq(state));
    }
    page(conn, select, at).await
}

/// The invitation or request of an address that is not settled yet.
pub async fn pending(conn: &Conn, organisation: OrganisationId, email: &str) -> Result<Option<Invitation>, StoreError> {
    Ok(invitations::Entity::find()
        .filter(invitations::Column::OrganisationId.eq(organisation))
        .filter(invitations::Column::Email.eq(email))
        .filter(invitations::Column::State.is_in(["requested", "open"]))
        .one(conn)
        .await?)
}

/// The open invitation with this token.
pub async fn by_token(conn: &Conn, token_sha256: &str) -> Result<Option<Invitation>, StoreError> {
    Ok(invitations::Entity::find().filter(invitations::Column::TokenSha256.eq(token_sha256)).one(conn).await?)
}

/// Everybody who belongs to one of the organisations now, with whatever account.
pub async fn people_of(conn: &Conn, organisations: &[OrganisationId]) -> Result<Vec<PersonId>, StoreError> {
    let ids = organisations.iter().map(|id| id.0);
    let here = Condition::all()
        .add(grants::Column::ScopeKind.eq("organisation"))
        .add(grants::Column::ScopeId.is_in(ids))
        .add(grants::Column::RevokedAt.is_null());
    let accounts = grants::Entity::find().select_only().column(grants::Column::UserId).filter(here).into_query();
    let found = users::Entity::find().filter(users::Column::Id.in_subquery(accounts)).all(conn).await?;
    Ok(found.into_iter().map(|user| user.person_id).collect())
}

/// Whether this person, under any account, belongs to the organisation now or did since `since`.
pub async fn belongs_to(conn: &Conn, user: UserId, organisation: OrganisationId, since: i64) -> Result<bool, StoreError> {
    let sql = "SELECT g.id FROM grants g JOIN users u ON u.id = g.user_id \
               WHERE u.person_id = (SELECT person_id FROM users WHERE id = $1) AND g.scope_kind = 'organisation' \
               AND g.scope_id = $2 AND (g.revoked_at IS NULL OR g.revoked_at > $3) LIMIT 1";
    Ok(conn.row(sql, [user.0.into(), organisation.0.into(), since.into()]).await?.is_some())
}
