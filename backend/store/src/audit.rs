//! The append-only trail: who, when, what, before and after, why.

use sea_orm::prelude::Uuid;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::conn::Conn;
use crate::entities::audit_events;
use crate::error::StoreError;
use crate::ids::OrganisationId;
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

/// What happened to an organisation, without the actions that are hidden from the reader.
pub async fn of_organisation(conn: &Conn, id: OrganisationId, hidden: &[&str], at: Page) -> Result<PageOf<AuditEvent>, StoreError> {
    use audit_events::Column;
    let mut select = audit_events::Entity::find().filter(Column::SubjectKind.eq("organisation")).filter(Column::SubjectId.eq(id.0));
    if !hidden.is_empty() {
        select = select.filter(Column::Action.is_not_in(hidden.iter().copied()));
    }
    page(conn, select, at).await
}
