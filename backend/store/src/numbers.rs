//! Numbers people see, such as `YC2026-0012`: one counter each series and year, without gaps inside a commit.

use crate::conn::Conn;
use crate::error::StoreError;

/// The next value of a series, starting at 1.
pub async fn next(conn: &Conn, series: &str) -> Result<i64, StoreError> {
    let sql = "INSERT INTO counters (name, value) VALUES ($1, 1) \
               ON CONFLICT (name) DO UPDATE SET value = counters.value + 1 RETURNING value";
    let row = conn.row(sql, [series.into()]).await?;
    let row = row.ok_or_else(|| StoreError::Broken(format!("counter {series} gave no value")))?;
    Ok(row.try_get_by_index(0)?)
}
