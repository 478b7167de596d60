//! Named settings of this installation that the server itself changes.

use crate::conn::Conn;
use crate::error::StoreError;

pub async fn get(conn: &Conn, name: &str) -> Result<Option<String>, StoreError> {
    let row = conn.row("SELECT value FROM settings WHERE name = $1", [name.into()]).await?;
    Ok(row.map(|row| row.try_get_by_index(0)).transpose()?)
}

pub async fn set(conn: &Conn, name: &str, value: &str) -> Result<(), StoreError> {
    let sql = "INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    conn.run(sql, [name.into(), value.into()]).await?;
    Ok(())
}
