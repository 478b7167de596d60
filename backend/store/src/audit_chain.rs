//! The seals over the trail: which events wait for one, and what each seal holds.

use sea_orm::prelude::Uuid;
use sea_orm::{FromQueryResult, QueryResult, Value};

use crate::conn::Conn;
use crate::error::StoreError;
use crate::record::AuditEvent;

/// One seal, as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditSeal {
    /// From 1, without a gap.
    pub seq: i32,
    pub events: i32,
    pub previous_sha256: String,
    pub sha256: String,
    pub sealed_at: i64,
}

/// An event under a seal: its digest as it was sealed, and what is stored of it now.
#[derive(Clone, Debug)]
pub struct Link {
    pub event_id: Uuid,
    pub sha256: String,
    pub event: Option<AuditEvent>,
}

const EVENT: &str = "e.id, e.at, e.actor_id, e.action, e.subject_kind, e.subject_id, e.before, e.after, e.reason, e.request_id";

/// Rows written in one statement.
const CHUNK: usize = 500;

/// Events that no seal holds, in the order of their ids.
pub async fn waiting(conn: &Conn, limit: u64) -> Result<Vec<AuditEvent>, StoreError> {
    let sql = format!(
        "SELECT {EVENT} FROM audit_links l JOIN audit_events e ON e.id = l.event_id WHERE l.seal IS NULL ORDER BY l.event_id LIMIT {limit}"
    );
    let rows = conn.rows(&sql, []).await?;
    rows.iter().map(|row| Ok(AuditEvent::from_query_result(row, "")?)).collect()
}

/// The newest seal.
pub async fn head(conn: &Conn) -> Result<Option<AuditSeal>, StoreError> {
    let sql = "SELECT seq, events, previous_sha256, sha256, sealed_at FROM audit_seals ORDER BY seq DESC LIMIT 1";
    conn.row(sql, []).await?.as_ref().map(seal_of).transpose()
}

/// The seals after one of them, the oldest first.
pub async fn after(conn: &Conn, seq: i32, limit: u64) -> Result<Vec<AuditSeal>, StoreError> {
    let sql = format!("SELECT seq, events, previous_sha256, sha256, sealed_at FROM audit_seals WHERE seq > $1 ORDER BY seq LIMIT {limit}");
    conn.rows(&sql, [seq.into()]).await?.iter().map(seal_of).collect()
}

fn seal_of(row: &QueryResult) -> Result<AuditSeal, StoreError> {
    Ok(AuditSeal {
        seq: row.try_get("", "seq")?,
        events: row.try_get("", "events")?,
        previous_sha256: row.try_get("", "previous_sha256")?,
        sha256: row.try_get("", "sha256")?,
        sealed_at: row.try_get("", "sealed_at")?,
    })
}

/// What a seal holds, in the order of the events' ids.
pub async fn links(conn: &Conn, seq: i32) -> Result<Vec<Link>, StoreError> {
    let sql = format!(
        "SELECT l.event_id, l.sha256, {EVENT} FROM audit_links l LEFT JOIN audit_events e ON e.id = l.event_id \
         WHERE l.seal = $1 ORDER BY l.event_id"
    );
    let rows = conn.rows(&sql, [seq.into()]).await?;
    rows.iter()
        .map(|row| {
            let there: Option<Uuid> = row.try_get("", "id")?;
            let event = there.map(|_| AuditEvent::from_query_result(row, "")).transpose()?;
            Ok(Link { event_id: row.try_get("", "event_id")?, sha256: row.try_get("", "sha256")?, event })
        })
        .collect()
}

/// Puts these events, each with its digest, under a new seal. [`StoreError::Duplicate`] when somebody else was quicker.
pub async fn put(conn: &Conn, seal: &AuditSeal, events: &[(Uuid, String)]) -> Result<(), StoreError> {
    let sql = "INSERT INTO audit_seals (seq, events, previous_sha256, sha256, sealed_at) VALUES ($1, $2, $3, $4, $5)";
    let AuditSeal { seq, events: count, previous_sha256, sha256, sealed_at } = seal.clone();
    conn.run(sql, [seq.into(), count.into(), previous_sha256.into(), sha256.into(), sealed_at.into()]).await?;
    for chunk in events.chunks(CHUNK) {
        let mut values: Vec<Value> = vec![seq.into()];
        values.extend(chunk.iter().flat_map(|(id, sha256)| [Value::from(*id), Value::from(sha256.as_str())]));
        let rows: Vec<String> = (0..chunk.len()).map(|index| format!("(${}, ${})", index * 2 + 2, index * 2 + 3)).collect();
        let sql = format!(
            "UPDATE audit_links SET seal = $1, sha256 = given.column2 FROM (VALUES {}) AS given \
             WHERE event_id = given.column1 AND seal IS NULL",
            rows.join(", ")
        );
        if conn.run(&sql, values).await? != chunk.len() as u64 {
            return Err(StoreError::Stale);
        }
    }
    Ok(())
}

/// How many events wait for a seal, and how many are not even linked; the second is 0 unless somebody went round the guards.
pub async fn loose(conn: &Conn) -> Result<(i64, i64), StoreError> {
    let sql = "SELECT (SELECT COUNT(*) FROM audit_links WHERE seal IS NULL) AS waiting, \
        (SELECT COUNT(*) FROM audit_events e WHERE NOT EXISTS (SELECT 1 FROM audit_links l WHERE l.event_id = e.id)) AS unlinked";
    let row = conn.row(sql, []).await?.ok_or_else(|| StoreError::Broken("a count gave nothing".to_owned()))?;
    Ok((row.try_get("", "waiting")?, row.try_get("", "unlinked")?))
}
