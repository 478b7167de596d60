//! Users, sessions and grants.

use sea_orm::prelude::{Expr, Uuid};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};

use crate::conn::Conn;
use crate::entities::{grants, second_factors, sessions, users};
use crate::error::StoreError;
use crate::ids::UserId;
use crate::page::{Page, PageOf, anywhere, page};
use crate::record::{Grant, Session, User};
use crate::several::Several;

pub async fn by_email(conn: &Conn, email: &str) -> Result<Option<User>, StoreError> {
    Ok(users::Entity::find().filter(users::Column::Email.eq(email)).one(conn).await?)
}

pub async fn list(conn: &Conn, q: Option<&str>, role: Option<&str>, at: Page) -> Result<PageOf<User>, StoreError> {
    let mut select = users::Entity::find();
    if let Some(q) = q {
        let text = Condition::any().add(users::Column::Name.like(anywhere(q))).add(users::Column::Email.like(anywhere(q)));
        select = select.filter(text);
    }
    if let Some(role) = role {
        let holders = grants::Entity::find()
            .select_only()
            .column(grants::Column::UserId)
            .filter(grants::Column::Role.eq(role))
            .filter(grants::Column::RevokedAt.is_null())
            .into_query();
        select = select.filter(users::Column::Id.in_subquery(holders));
    }
    page(conn, select, at).await
}

/// Grants in force, of one user.
pub async fn grants_of(conn: &Conn, user: UserId) -> Result<Vec<Grant>, StoreError> {
    Ok(grants::Entity::find()
        .filter(grants::Column::UserId.eq(user))
        .filter(grants::Column::RevokedAt.is_null())
        .order_by_asc(grants::Column::Id)
        .all(conn)
        .await?)
}

/// Grants in force, of many users.
pub async fn grants_of_many(conn: &Conn, users: &[UserId]) -> Result<Vec<Grant>, StoreError> {
    if users.is_empty() {
        return Ok(Vec::new());
    }
    Ok(grants::Entity::find()
        .filter(grants::Column::UserId.is_in(users.iter().map(|id| id.0)))
        .filter(grants::Column::RevokedAt.is_null())
        .order_by_asc(grants::Column::Id)
        .all(conn)
        .await?)
}

/// Grants in force on one organisation or call.
pub async fn grants_on(conn: &Conn, scope: Uuid) -> Result<Vec<Grant>, StoreError> {
    Ok(grants::Entity::find().filter(grants::Column::ScopeId.eq(scope)).filter(grants::Column::RevokedAt.is_null()).all(conn).await?)
}

/// Ends a grant; the row stays as a tombstone. `false` when there was none in force.
pub async fn revoke_grant(conn: &Conn, user: UserId, grant: Uuid, now: i64) -> Result<bool, StoreError> {
    let sql = "UPDATE grants SET revoked_at = $1 WHERE id = $2 AND user_id = $3 AND revoked_at IS NULL";
    Ok(conn.run(sql, [now.into(), grant.into(), user.0.into()]).await? == 1)
}

/// Grants that are lent from another one and have not ended; those whose day has passed are ended first.
pub async fn lent(conn: &Conn, from: Uuid, now: i64) -> Result<Vec<Grant>, StoreError> {
    end_expired(conn, now).await?;
    let lent = Condition::all().add(grants::Column::DelegatedFrom.eq(from)).add(grants::Column::RevokedAt.is_null());
    Ok(grants::Entity::find().filter(lent).all(conn).await?)
}

/// Ends what is lent from one grant of a user, or from all of them.
pub async fn end_lent(conn: &Conn, user: UserId, grant: Option<Uuid>, now: i64) -> Result<(), StoreError> {
    let mut theirs = grants::Entity::find().select_only().column(grants::Column::Id).filter(grants::Column::UserId.eq(user));
    if let Some(grant) = grant {
        theirs = theirs.filter(grants::Column::Id.eq(grant));
    }
    grants::Entity::update_many()
        .col_expr(grants::Column::RevokedAt, Expr::value(now))
        .filter(grants::Column::RevokedAt.is_null())
        .filter(grants::Column::DelegatedFrom.in_subquery(theirs.into_query()))
        .exec(conn)
        .await?;
    Ok(())
}

/// Ends what was lent until now; says how many.
pub async fn end_expired(conn: &Conn, now: i64) -> Result<u64, StoreError> {
    conn.run("UPDATE grants SET revoked_at = expires_at WHERE revoked_at IS NULL AND expires_at <= $1", [now.into()]).await
}

/// A session in force, with what is known of the person behind it.
#[derive(Debug)]
pub struct InForce {
    pub session: Session,
    pub user: User,
    /// Those in force.
    pub grants: Vec<Grant>,
    /// The account has a second factor in force.
    pub second_factor: bool,
}

/// The session with this token hash, if it is in force, with everything around it; one query.
pub async fn session(conn: &Conn, token_sha256: &str, now: i64) -> Result<Option<InForce>, StoreError> {
    let live = Condition::all()
        .add(sessions::Column::TokenSha256.eq(token_sha256))
        .add(sessions::Column::RevokedAt.is_null())
        .add(sessions::Column::ExpiresAt.gt(now));
    let theirs = sessions::Entity::find().select_only().column(sessions::Column::UserId).filter(live.clone()).into_query();
    let active = Condition::all().add(users::Column::Id.in_subquery(theirs.clone())).add(users::Column::State.eq("active"));
    let held = Condition::all().add(grants::Column::UserId.in_subquery(theirs.clone())).add(grants::Column::RevokedAt.is_null());
    let confirmed = second_factors::Column::ConfirmedAt.is_not_null();
    let second = Condition::all().add(second_factors::Column::UserId.in_subquery(theirs)).add(confirmed);
    let mut several = Several::default();
    let sessions = several.matching::<sessions::Entity>(Some(live));
    let users = several.matching::<users::Entity>(Some(active));
    let grants = several.matching::<grants::Entity>(Some(held));
    let factors = several.matching::<second_factors::Entity>(Some(second));
    let found = several.read(conn).await?;
    let mut grants = found.take(&grants)?;
    grants.sort_unstable_by_key(|grant| grant.id);
    let second_factor = !found.take(&factors)?.is_empty();
    let pair = found.take(&sessions)?.pop().zip(found.take(&users)?.pop());
    Ok(pair.map(|(session, user)| InForce { session, user, grants, second_factor }))
}

pub async fn touch_session(conn: &Conn, id: Uuid, now: i64) -> Result<(), StoreError> {
    conn.run("UPDATE sessions SET last_seen_at = $1 WHERE id = $2", [now.into(), id.into()]).await?;
    Ok(())
}

pub async fn revoke_session(conn: &Conn, id: Uuid, now: i64) -> Result<(), StoreError> {
    conn.run("UPDATE sessions SET revoked_at = $1 WHERE id = $2 AND revoked_at IS NULL", [now.into(), id.into()]).await?;
    Ok(())
}

/// Ends every session of a user but one (after a change of password).
pub async fn revoke_other_sessions(conn: &Conn, user: UserId, keep: Uuid, now: i64) -> Result<(), StoreError> {
    let sql = "UPDATE sessions SET revoked_at = $1 WHERE user_id = $2 AND id <> $3 AND revoked_at IS NULL";
    conn.run(sql, [now.into(), user.0.into(), keep.into()]).await?;
    Ok(())
}

/// Ends every session of a user (after a password was set anew, or the account was disabled).
pub async fn revoke_sessions(conn: &Conn, user: UserId, now: i64) -> Result<(), StoreError> {
    let sql = "UPDATE sessions SET revoked_at = $1 WHERE user_id = $2 AND revoked_at IS NULL";
    conn.run(sql, [now.into(), user.0.into()]).await?;
    Ok(())
}

/// Ends the count of tries, once everything was proven.
pub async fn forget_tries(conn: &Conn, user: UserId) -> Result<(), StoreError> {
    let sql =
        "UPDATE users SET failed_logins = 0, locked_until_at = NULL WHERE id = $1 AND (failed_logins <> 0 OR locked_until_at IS NOT NULL)";
    conn.run(sql, [user.0.into()]).await?;
    Ok(())
}

/// Counts a try before it is looked at; `false` while the account rests. The try that reaches `tries` is still looked at,
/// and the account rests until `rest_until` unless it succeeds.
pub async fn take_try(conn: &Conn, user: UserId, tries: i32, now: i64, rest_until: i64) -> Result<bool, StoreError> {
    let sql = "UPDATE users SET failed_logins = CASE WHEN failed_logins + 1 >= $1 THEN 0 ELSE failed_logins + 1 END, \
               locked_until_at = CASE WHEN failed_logins + 1 >= $1 THEN $2 ELSE locked_until_at END \
               WHERE id = $3 AND (locked_until_at IS NULL OR locked_until_at <= $4)";
    Ok(conn.run(sql, [tries.into(), rest_until.into(), user.0.into(), now.into()]).await? == 1)
}
