//! How often something happened in a window of time, counted in the database, so that it holds for all processes
//! and outlives a restart.

use crate::conn::Conn;
use crate::error::StoreError;

/// Counts one more for the subject and says how many there were since its window began; a window that is over
/// begins anew.
pub async fn count(conn: &Conn, subject: &str, window_micros: i64, now: i64) -> Result<i32, StoreError> {
    let sql = "INSERT INTO throttles (subject, started_at, hits) VALUES ($1, $2, 1) \
               ON CONFLICT (subject) DO UPDATE SET \
               hits = CASE WHEN throttles.started_at <= $3 THEN 1 ELSE throttles.hits + 1 END, \
               started_at = CASE WHEN throttles.started_at <= $3 THEN $2 ELSE throttles.started_at END \
               RETURNING hits";
    let row = conn.row(sql, [subject.into(), now.into(), (now - window_micros).into()]).await?;
    let row = row.ok_or_else(|| StoreError::Broken("a throttle was not counted".to_owned()))?;
    Ok(row.try_get("", "hits")?)
}
