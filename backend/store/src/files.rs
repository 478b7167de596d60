//! Uploaded files: their rows and the chunks they arrive in. The bytes lie in the object store.

use sea_orm::prelude::Uuid;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::conn::Conn;
use crate::entities::files;
use crate::error::StoreError;
use crate::ids::{FileId, UserId};
use crate::record::File;

/// States of files that belong to nothing yet.
const LOOSE: [&str; 2] = ["uploading", "stored"];

/// One chunk that has arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    pub starts_at: i64,
    pub size: i64,
    pub sha256: String,
}

/// The chunks of an upload, in order.
pub async fn parts(conn: &Conn, id: FileId) -> Result<Vec<Part>, StoreError> {
    let rows = conn.rows("SELECT starts_at, size, sha256 FROM file_parts WHERE file_id = $1 ORDER BY starts_at", [id.0.into()]).await?;
    let read = |row: &sea_orm::QueryResult| -> Result<Part, StoreError> {
        Ok(Part { starts_at: row.try_get("", "starts_at")?, size: row.try_get("", "size")?, sha256: row.try_get("", "sha256")? })
    };
    rows.iter().map(read).collect()
}

pub async fn add_part(conn: &Conn, id: FileId, part: &Part) -> Result<(), StoreError> {
    let sql = "INSERT INTO file_parts (file_id, starts_at, size, sha256) VALUES ($1, $2, $3, $4)";
    conn.run(sql, [id.0.into(), part.starts_at.into(), part.size.into(), part.sha256.as_str().into()]).await?;
    Ok(())
}

pub async fn delete_parts(conn: &Conn, id: FileId) -> Result<(), StoreError> {
    conn.run("DELETE FROM file_parts WHERE file_id = $1", [id.0.into()]).await?;
    Ok(())
}

/// How many files of this person belong to nothing yet.
pub async fn loose_of(conn: &Conn, owner: UserId) -> Result<i64, StoreError> {
    let count =
        files::Entity::find().filter(files::Column::OwnerId.eq(owner)).filter(files::Column::State.is_in(LOOSE)).count(conn).await?;
    Ok(i64::try_from(count).unwrap_or(i64::MAX))
}

/// How many uploads without an account came from this address since then.
pub async fn begun_from(conn: &Conn, address: &str, since: i64) -> Result<i64, StoreError> {
    let recent = files::Entity::find().filter(files::Column::Address.eq(address)).filter(files::Column::CreatedAt.gt(since));
    Ok(i64::try_from(recent.count(conn).await?).unwrap_or(i64::MAX))
}

/// Files that nothing has happened to since then and that belong to nothing, the oldest first.
pub async fn left_lying(conn: &Conn, until: i64, limit: u64) -> Result<Vec<FileId>, StoreError> {
    let ids = files::Entity::find()
        .select_only()
        .column(files::Column::Id)
        .filter(files::Column::State.is_in(LOOSE))
        .filter(files::Column::UpdatedAt.lte(until))
        .order_by_asc(files::Column::UpdatedAt)
        .limit(limit)
        .into_tuple::<FileId>();
    Ok(ids.all(conn).await?)
}

/// The files attached to these things, in the order in which they were attached.
pub async fn of_subjects(conn: &Conn, kind: &str, ids: &[Uuid]) -> Result<Vec<File>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let found = files::Entity::find()
        .filter(files::Column::SubjectKind.eq(kind))
        .filter(files::Column::SubjectId.is_in(ids.iter().copied()))
        .filter(files::Column::State.eq("attached"))
        .order_by_asc(files::Column::AttachedAt)
        .order_by_asc(files::Column::Id);
    Ok(found.all(conn).await?)
}
