//! Named settings of this installation that the server itself changes.

use crate::conn::Conn;
use crate::error::StoreError;

pub async fn get(conn: &Conn, name: &str) -> Result<Option<String>, StoreError> {
    let row = conn.row("SELECT value FROM settings WHERE name = $1", [name.into()]).await?;
    Ok(row.map(|row| row.try_get_by_index(0)).transpose()?)
}

/// Names and values of the settings whose names begin like this.
pub async fn beginning(conn: &Conn, prefix: &str) -> Result<Vec<(String, String)>, StoreError> {
    let sql = "SELECT name, value FROM settings WHERE substr(name, 1, $2) = $1 ORDER BY name";
    let length = i32::try_from(prefix.chars().count()).unwrap_or(i32::MAX);
    let rows = conn.rows(sql, [prefix.into(), length.into()]).await?;
    rows.iter().map(|row| Ok((row.try_get("", "name")?, row.try_get("", "value")?))).collect()
}

/// Forgets a setting; the default holds again.
pub async fn remove(conn: &Conn, name: &str) -> Result<(), StoreError> {
    conn.run("DELETE FROM settings WHERE name = $1", [name.into()]).await?;
    Ok(())
}

pub async fn set(conn: &Conn, name: &str, value: &str) -> Result<(), StoreError> {
    let sql = "INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    conn.run(sql, [name.into(), value.into()]).await?;
    Ok(())
}
