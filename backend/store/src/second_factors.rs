//! Second factors and recovery codes. A code is taken by a guarded update, so the first of two that come at once has it.

use sea_orm::EntityTrait;
use sea_orm::prelude::Uuid;

use crate::conn::Conn;
use crate::entities::second_factors;
use crate::error::StoreError;
use crate::ids::UserId;
use crate::record::SecondFactor;

pub async fn find(conn: &Conn, user: UserId) -> Result<Option<SecondFactor>, StoreError> {
    Ok(second_factors::Entity::find_by_id(user).one(conn).await?)
}

/// The factor of a user that is in force.
pub async fn in_force(conn: &Conn, user: UserId) -> Result<Option<SecondFactor>, StoreError> {
    Ok(find(conn, user).await?.filter(|factor| factor.confirmed_at.is_some()))
}

/// Keeps a new key until its first code comes; `false` when a factor is in force already.
pub async fn start(conn: &Conn, user: UserId, key_sealed: &str, now: i64) -> Result<bool, StoreError> {
    let sql = "INSERT INTO second_factors (user_id, key_sealed, last_step, started_at) VALUES ($1, $2, 0, $3) \
               ON CONFLICT (user_id) DO UPDATE SET key_sealed = excluded.key_sealed, last_step = 0, started_at = excluded.started_at \
               WHERE second_factors.confirmed_at IS NULL";
    Ok(conn.run(sql, [user.0.into(), key_sealed.into(), now.into()]).await? == 1)
}

/// Puts a started factor in force; `false` when it is already, or its key is another one by now.
pub async fn confirm(conn: &Conn, factor: &SecondFactor, now: i64) -> Result<bool, StoreError> {
    let sql = "UPDATE second_factors SET confirmed_at = $1 WHERE user_id = $2 AND key_sealed = $3 AND confirmed_at IS NULL";
    Ok(conn.run(sql, [now.into(), factor.user_id.0.into(), factor.key_sealed.as_str().into()]).await? == 1)
}

/// Takes the code of a period of thirty seconds; `false` when it, or a later one, was taken before.
pub async fn take_step(conn: &Conn, user: UserId, step: i64) -> Result<bool, StoreError> {
    let sql = "UPDATE second_factors SET last_step = $1 WHERE user_id = $2 AND last_step < $1";
    Ok(conn.run(sql, [step.into(), user.0.into()]).await? == 1)
}

/// Keeps what is kept of fresh recovery codes.
pub async fn put_codes(conn: &Conn, user: UserId, codes: &[(Uuid, String)]) -> Result<(), StoreError> {
    for (id, digest) in codes {
        let sql = "INSERT INTO recovery_codes (id, user_id, digest) VALUES ($1, $2, $3)";
        conn.run(sql, [(*id).into(), user.0.into(), digest.as_str().into()]).await?;
    }
    Ok(())
}

/// Uses a recovery code up; `false` when there is no such code left.
pub async fn take_code(conn: &Conn, user: UserId, digest: &str, now: i64) -> Result<bool, StoreError> {
    let sql = "UPDATE recovery_codes SET used_at = $1 WHERE user_id = $2 AND digest = $3 AND used_at IS NULL";
    Ok(conn.run(sql, [now.into(), user.0.into(), digest.into()]).await? == 1)
}

/// How many recovery codes are left.
pub async fn codes_left(conn: &Conn, user: UserId) -> Result<i64, StoreError> {
    let sql = "SELECT COUNT(*) FROM recovery_codes WHERE user_id = $1 AND used_at IS NULL";
    let row = conn.row(sql, [user.0.into()]).await?;
    Ok(row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or(0))
}

/// Takes the factor away, with its recovery codes; `false` when there was none.
pub async fn remove(conn: &Conn, user: UserId) -> Result<bool, StoreError> {
    conn.run("DELETE FROM recovery_codes WHERE user_id = $1", [user.0.into()]).await?;
    Ok(conn.run("DELETE FROM second_factors WHERE user_id = $1", [user.0.into()]).await? == 1)
}

/// Notes that a session has just proven the factor.
pub async fn step_up(conn: &Conn, session: Uuid, now: i64) -> Result<(), StoreError> {
    conn.run("UPDATE sessions SET stepped_up_at = $1 WHERE id = $2", [now.into(), session.into()]).await?;
    Ok(())
}
