//! The versions of the amount tiers. One that was confirmed is never changed; the highest of those is in force.

use sea_orm::prelude::Uuid;

use crate::conn::Conn;
use crate::error::StoreError;
use crate::ids::{PersonId, UserId};

/// One version.
#[derive(Clone, Debug)]
pub struct TiersVersion {
    pub version: i32,
    /// JSON.
    pub document: String,
    pub reason: String,
    pub proposed_by: UserId,
    pub proposed_by_person: PersonId,
    pub proposed_at: i64,
    pub confirmed_by: Option<UserId>,
    pub confirmed_at: Option<i64>,
}

const COLUMNS: &str = "version, document, reason, proposed_by, proposed_by_person, proposed_at, confirmed_by, confirmed_at";

fn read(row: &sea_orm::QueryResult) -> Result<TiersVersion, StoreError> {
    Ok(TiersVersion {
        version: row.try_get("", "version")?,
        document: row.try_get("", "document")?,
        reason: row.try_get("", "reason")?,
        proposed_by: UserId(row.try_get("", "proposed_by")?),
        proposed_by_person: PersonId(row.try_get("", "proposed_by_person")?),
        proposed_at: row.try_get("", "proposed_at")?,
        confirmed_by: row.try_get::<Option<Uuid>>("", "confirmed_by")?.map(UserId),
        confirmed_at: row.try_get("", "confirmed_at")?,
    })
}

/// Every version, the newest first.
pub async fn all(conn: &Conn) -> Result<Vec<TiersVersion>, StoreError> {
    let rows = conn.rows(&format!("SELECT {COLUMNS} FROM payment_tiers ORDER BY version DESC"), []).await?;
    rows.iter().map(read).collect()
}

/// The newest version that was confirmed; none = what the software comes with.
pub async fn in_force(conn: &Conn) -> Result<Option<TiersVersion>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM payment_tiers WHERE confirmed_at IS NOT NULL ORDER BY version DESC LIMIT 1");
    conn.row(&sql, []).await?.as_ref().map(read).transpose()
}

pub async fn version(conn: &Conn, version: i32) -> Result<Option<TiersVersion>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM payment_tiers WHERE version = $1");
    conn.row(&sql, [version.into()]).await?.as_ref().map(read).transpose()
}

/// Keeps a proposed version; two of the same number are a duplicate.
pub async fn propose(conn: &Conn, row: &TiersVersion) -> Result<(), StoreError> {
    let sql = "INSERT INTO payment_tiers (version, document, reason, proposed_by, proposed_by_person, proposed_at) \
               VALUES ($1, $2, $3, $4, $5, $6)";
    let values = [
        row.version.into(),
        row.document.as_str().into(),
        row.reason.as_str().into(),
        row.proposed_by.0.into(),
        row.proposed_by_person.0.into(),
        row.proposed_at.into(),
    ];
    conn.run(sql, values).await?;
    Ok(())
}

/// Confirms a version once; whether this call did it.
pub async fn confirm(conn: &Conn, version: i32, by: UserId, now: i64) -> Result<bool, StoreError> {
    let sql = "UPDATE payment_tiers SET confirmed_by = $1, confirmed_at = $2 WHERE version = $3 AND confirmed_at IS NULL";
    Ok(conn.run(sql, [by.0.into(), now.into(), version.into()]).await? == 1)
}
