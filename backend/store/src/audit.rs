//! The append-only trail: who, when, what, before and after, why.

use sea_orm::prelude::Uuid;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::conn::Conn;
use crate::entities::audit_events;
use crate::error::StoreError;
use crate::page::{Page, PageOf, page};
use crate::record::AuditEvent;

#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub subject_kind: Option<String>,
    pub subject_id: Option<Uuid>,
}

pub async fn list(conn: &Conn, filter: &Filter, at: Page) -> Result<PageOf<AuditEvent>, StoreError> {
    let mut select = audit_events::Entity::find();
    if let Some(kind) = &filter.subject_kind {
        select = select.filter(audit_events::Column::SubjectKind.eq(kind));
    }
    if let Some(id) = filter.subject_id {
        select = select.filter(audit_events::Column::SubjectId.eq(id));
    }
    page(conn, select, at).await
}
