//! What the record of an organisation holds against a date: yearly inspections and dated list entries.

use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::conn::Conn;
use crate::entities::{organisation_inspections as inspections, organisation_list_entries as entries};
use crate::error::StoreError;
use crate::ids::{OrganisationId, UserId};
use crate::record::{Inspection, ListEntry, insert};

/// The inspections of an organisation, the newest year first.
pub async fn inspections(conn: &Conn, id: OrganisationId) -> Result<Vec<Inspection>, StoreError> {
    use inspections::Column;
    Ok(inspections::Entity::find().filter(Column::OrganisationId.eq(id)).order_by_desc(Column::Year).all(conn).await?)
}

/// Stores the inspection of a year in place of the one on record.
pub async fn put_inspection(conn: &Conn, row: Inspection) -> Result<(), StoreError> {
    delete_inspection(conn, row.organisation_id, row.year).await?;
    insert(conn, row).await
}

pub async fn delete_inspection(conn: &Conn, id: OrganisationId, year: i32) -> Result<(), StoreError> {
    conn.run("DELETE FROM organisation_inspections WHERE organisation_id = $1 AND year = $2", [id.0.into(), year.into()]).await?;
    Ok(())
}

/// The officer has seen the proof of every inspection that the organisation entered itself.
pub async fn confirm_inspections(conn: &Conn, id: OrganisationId, by: UserId, now: i64) -> Result<(), StoreError> {
    let sql = "UPDATE organisation_inspections SET confirmed_by = $1, updated_at = $2 WHERE organisation_id = $3 AND confirmed_by IS NULL";
    conn.run(sql, [by.0.into(), now.into(), id.0.into()]).await?;
    Ok(())
}

/// Every list entry ever written, corrected ones included, in the order of writing.
pub async fn all_entries(conn: &Conn, id: OrganisationId) -> Result<Vec<ListEntry>, StoreError> {
    use entries::Column;
    Ok(entries::Entity::find().filter(Column::OrganisationId.eq(id)).order_by_asc(Column::Id).all(conn).await?)
}

/// The list entries that hold: neither corrected by a later one nor retracted.
pub async fn entries(conn: &Conn, id: OrganisationId) -> Result<Vec<ListEntry>, StoreError> {
    use entries::Column;
    let corrected = Query::select()
        .column(Column::SupersedesId)
        .from(entries::Entity)
        .and_where(Column::OrganisationId.eq(id))
        .and_where(Column::SupersedesId.is_not_null())
        .to_owned();
    Ok(entries::Entity::find()
        .filter(Column::OrganisationId.eq(id))
        .filter(Column::Retracted.eq(false))
        .filter(Column::Id.not_in_subquery(corrected))
        .order_by_asc(Column::EnteredOn)
        .order_by_asc(Column::Id)
        .all(conn)
        .await?)
}
