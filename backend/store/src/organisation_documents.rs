//! Documents of organisations, and the reminders of their expiry.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::conn::Conn;
use crate::entities::organisation_documents as documents;
use crate::error::StoreError;
use crate::ids::{DocumentId, OrganisationId};
use crate::page::{Page, PageOf, page};
use crate::record::OrganisationDocument;

pub async fn list(conn: &Conn, id: OrganisationId, at: Page) -> Result<PageOf<OrganisationDocument>, StoreError> {
    use documents::Column;
    page(conn, documents::Entity::find().filter(Column::OrganisationId.eq(id)).filter(Column::RemovedAt.is_null()), at).await
}

/// All that are on file, by kind.
pub async fn on_file(conn: &Conn, id: OrganisationId) -> Result<Vec<OrganisationDocument>, StoreError> {
    use documents::Column;
    let select = documents::Entity::find().filter(Column::OrganisationId.eq(id)).filter(Column::RemovedAt.is_null());
    Ok(select.order_by_asc(Column::Kind).order_by_desc(Column::Id).all(conn).await?)
}

/// The days within which a document ends: today, and the last days of a first and of a second reminder.
#[derive(Clone, Debug)]
pub struct Window {
    pub today: String,
    /// (days before, last day).
    pub first: (i32, String),
    pub second: (i32, String),
}

/// Documents that end within the window and of whose end nothing was said yet.
pub async fn unreminded(conn: &Conn, window: &Window, limit: u64) -> Result<Vec<DocumentId>, StoreError> {
    let sql = format!(
        "SELECT d.id FROM organisation_documents d WHERE d.removed_at IS NULL AND d.valid_until >= $1 AND d.valid_until <= $2 \
         AND NOT EXISTS (SELECT 1 FROM organisation_document_reminders r WHERE r.document_id = d.id AND r.valid_until = d.valid_until \
         AND r.days_before = CASE WHEN d.valid_until <= $3 THEN {} ELSE {} END) ORDER BY d.valid_until, d.id LIMIT {limit}",
        window.second.0, window.first.0
    );
    let values = [window.today.as_str().into(), window.first.1.as_str().into(), window.second.1.as_str().into()];
    let rows = conn.rows(&sql, values).await?;
    rows.iter().map(|row| Ok(DocumentId(row.try_get("", "id")?))).collect()
}

/// Notes a reminder; false when it was sent already.
pub async fn note_reminder(conn: &Conn, id: DocumentId, days_before: i32, valid_until: &str, now: i64) -> Result<bool, StoreError> {
    let sql = "INSERT INTO organisation_document_reminders (document_id, days_before, valid_until, sent_at) VALUES ($1, $2, $3, $4) \
               ON CONFLICT (document_id, days_before, valid_until) DO NOTHING";
    Ok(conn.run(sql, [id.0.into(), days_before.into(), valid_until.into(), now.into()]).await? == 1)
}
