//! Rounds that were imported, by the hash of their file.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::conn::Conn;
use crate::entities::import_rounds;
use crate::error::StoreError;
use crate::record::ImportRound;

pub async fn by_hash(conn: &Conn, sha256: &str) -> Result<Option<ImportRound>, StoreError> {
    Ok(import_rounds::Entity::find().filter(import_rounds::Column::Sha256.eq(sha256)).one(conn).await?)
}
