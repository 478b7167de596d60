//! Files from which organisations were registered.

use sea_orm::prelude::Uuid;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::conn::Conn;
use crate::entities::organisation_imports;
use crate::error::StoreError;
use crate::ids::OrganisationId;
use crate::page::{Page, PageOf, Reach, page};
use crate::record::OrganisationImport;

/// One organisation of a file.
#[derive(Clone, Debug)]
pub struct Imported {
    pub organisation: OrganisationId,
    pub row: i32,
    pub owner_email: String,
    pub name: String,
    pub uscc: String,
    pub state: String,
}

/// The import of exactly this file, if there was one.
pub async fn by_sha256(conn: &Conn, sha256: &str) -> Result<Option<OrganisationImport>, StoreError> {
    Ok(organisation_imports::Entity::find().filter(organisation_imports::Column::Sha256.eq(sha256)).one(conn).await?)
}

/// The imports of an area and all below it, newest first.
pub async fn list(conn: &Conn, reach: &Reach, at: Page) -> Result<PageOf<OrganisationImport>, StoreError> {
    use organisation_imports::Column;
    let select = organisation_imports::Entity::find().filter(reach.condition(Some(Column::AreaPath), None, None));
    page(conn, select, at).await
}

/// Notes which row of which file an organisation comes from.
pub async fn note(conn: &Conn, import: Uuid, organisation: OrganisationId, row: i32, owner_email: &str) -> Result<(), StoreError> {
    let sql = "INSERT INTO imported_organisations (organisation_id, import_id, row_number, owner_email) VALUES ($1, $2, $3, $4)";
    conn.run(sql, [organisation.0.into(), import.into(), row.into(), owner_email.into()]).await?;
    Ok(())
}

/// What came of every row, in the order of the file.
pub async fn rows(conn: &Conn, import: Uuid) -> Result<Vec<Imported>, StoreError> {
    let sql = "SELECT i.organisation_id, i.row_number, i.owner_email, o.name, o.uscc, o.state FROM imported_organisations i \
               JOIN organisations o ON o.id = i.organisation_id WHERE i.import_id = $1 ORDER BY i.row_number";
    let rows = conn.rows(sql, [import.into()]).await?;
    rows.iter()
        .map(|row| {
            Ok(Imported {
                organisation: OrganisationId(row.try_get("", "organisation_id")?),
                row: row.try_get("", "row_number")?,
                owner_email: row.try_get("", "owner_email")?,
                name: row.try_get("", "name")?,
                uscc: row.try_get("", "uscc")?,
                state: row.try_get("", "state")?,
            })
        })
        .collect()
}

/// Whether the organisation came from a file.
pub async fn is_imported(conn: &Conn, organisation: OrganisationId) -> Result<bool, StoreError> {
    let sql = "SELECT organisation_id FROM imported_organisations WHERE organisation_id = $1";
    Ok(conn.row(sql, [organisation.0.into()]).await?.is_some())
}
