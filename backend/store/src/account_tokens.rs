//! Single-use tokens that leave by e-mail, kept as hashes, and the addresses that were proven with them.

use std::collections::HashSet;

use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Alias, Condition, Expr, Query, SelectStatement};
use sea_orm::{ConnectionTrait, ExprTrait, JoinType};

use crate::conn::Conn;
use crate::error::StoreError;
use crate::ids::UserId;

/// A token to be kept.
pub struct NewToken<'a> {
    pub id: Uuid,
    pub user: UserId,
    /// `verify_email` or `reset_password`.
    pub kind: &'a str,
    pub email: &'a str,
    pub token_sha256: &'a str,
    pub expires_at: i64,
}

/// Whose token it was, and for which address.
#[derive(Clone, Debug)]
pub struct Spent {
    pub user: UserId,
    pub email: String,
}

/// Keeps a token; earlier ones of the same kind end, so that only the latest mail works.
pub async fn put(conn: &Conn, token: &NewToken<'_>, now: i64) -> Result<(), StoreError> {
    end(conn, token.user, token.kind, now).await?;
    let sql = "INSERT INTO account_tokens (id, user_id, kind, email, token_sha256, created_at, expires_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let values = [
        token.id.into(),
        token.user.0.into(),
        token.kind.into(),
        token.email.into(),
        token.token_sha256.into(),
        now.into(),
        token.expires_at.into(),
    ];
    conn.run(sql, values).await?;
    Ok(())
}

/// Ends every unused token of a kind.
pub async fn end(conn: &Conn, user: UserId, kind: &str, now: i64) -> Result<(), StoreError> {
    let sql = "UPDATE account_tokens SET used_at = $1 WHERE user_id = $2 AND kind = $3 AND used_at IS NULL";
    conn.run(sql, [now.into(), user.0.into(), kind.into()]).await?;
    Ok(())
}

/// Whether a token could be spent now.
pub async fn is_good(conn: &Conn, kind: &str, token_sha256: &str, now: i64) -> Result<bool, StoreError> {
    let sql = "SELECT id FROM account_tokens WHERE token_sha256 = $1 AND kind = $2 AND used_at IS NULL AND expires_at > $3";
    Ok(conn.row(sql, [token_sha256.into(), kind.into(), now.into()]).await?.is_some())
}

/// Spends a token: the first of two that come at once gets it, the other gets nothing.
pub async fn spend(conn: &Conn, kind: &str, token_sha256: &str, now: i64) -> Result<Option<Spent>, StoreError> {
    let sql = "UPDATE account_tokens SET used_at = $1 \
               WHERE token_sha256 = $2 AND kind = $3 AND used_at IS NULL AND expires_at > $1 RETURNING user_id, email";
    let Some(row) = conn.row(sql, [now.into(), token_sha256.into(), kind.into()]).await? else { return Ok(None) };
    Ok(Some(Spent { user: UserId(row.try_get("", "user_id")?), email: row.try_get("", "email")? }))
}

/// Notes that the account's owner reads mail at this address.
pub async fn verify(conn: &Conn, user: UserId, email: &str, now: i64) -> Result<(), StoreError> {
    let sql = "INSERT INTO verified_emails (user_id, email, verified_at) VALUES ($1, $2, $3) \
               ON CONFLICT (user_id) DO UPDATE SET email = excluded.email, verified_at = excluded.verified_at";
    conn.run(sql, [user.0.into(), email.into(), now.into()]).await?;
    Ok(())
}

/// Those of the accounts whose present address was proven.
pub async fn verified(conn: &Conn, users: &[UserId]) -> Result<HashSet<UserId>, StoreError> {
    if users.is_empty() {
        return Ok(HashSet::new());
    }
    let rows = conn.query_all(&verified_select(users)).await?;
    rows.iter().map(|row| Ok(UserId(row.try_get("", "user_id")?))).collect()
}

/// The same as a part of a larger statement.
pub(crate) fn verified_select(users: &[UserId]) -> SelectStatement {
    let (proven, account) = (Alias::new("proven"), Alias::new("account"));
    let (user, email) = (Alias::new("user_id"), Alias::new("email"));
    let same = Condition::all()
        .add(Expr::col((account.clone(), Alias::new("id"))).equals((proven.clone(), user.clone())))
        .add(Expr::col((account.clone(), email.clone())).equals((proven.clone(), email)));
    Query::select()
        .column((proven.clone(), user.clone()))
        .from_as(Alias::new("verified_emails"), proven.clone())
        .join_as(JoinType::InnerJoin, Alias::new("users"), account, same)
        .and_where(Expr::col((proven, user)).is_in(users.iter().map(|id| id.0)))
        .to_owned()
}
