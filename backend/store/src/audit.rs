//! The append-only trail: who, when, what, before and after, why.

use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Condition, Query};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::conn::Conn;
use crate::entities::{assignments, audit_events, conflicts, proposals, reviews};
use crate::error::StoreError;
use crate::ids::{OrganisationId, ProposalId};
use crate::page::{Page, PageOf, page};
use crate::record::AuditEvent;

#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub subject_kind: Option<String>,
    pub subject_id: Option<Uuid>,
}

/// One page of the trail, without what is about the `hidden` proposals: they themselves, their assignments and reviews, and
/// conflicts about their organisations.
pub async fn list(conn: &Conn, filter: &Filter, hidden: &[ProposalId], at: Page) -> Result<PageOf<AuditEvent>, StoreError> {
    let mut select = audit_events::Entity::find();
    if !hidden.is_empty() {
        select = select.filter(visible(hidden));
    }
    if let Some(kind) = &filter.subject_kind {
        select = select.filter(audit_events::Column::SubjectKind.eq(kind));
    }
    if let Some(id) = filter.subject_id {
        select = select.filter(audit_events::Column::SubjectId.eq(id));
    }
    page(conn, select, at).await
}

fn visible(hidden: &[ProposalId]) -> Condition {
    let ids = || hidden.iter().map(|id| id.0);
    let of_assignments = Query::select()
        .column(assignments::Column::Id)
        .from(assignments::Entity)
        .and_where(assignments::Column::ProposalId.is_in(ids()))
        .to_owned();
    let of_reviews = Query::select()
        .column(reviews::Column::Id)
        .from(reviews::Entity)
        .and_where(reviews::Column::AssignmentId.in_subquery(of_assignments.clone()))
        .to_owned();
    let organisations = Query::select()
        .column(proposals::Column::OrganisationId)
        .from(proposals::Entity)
        .and_where(proposals::Column::Id.is_in(ids()))
        .to_owned();
    let of_conflicts = Query::select()
        .column(conflicts::Column::RootId)
        .from(conflicts::Entity)
        .and_where(conflicts::Column::OrganisationId.in_subquery(organisations))
        .to_owned();
    let subject = audit_events::Column::SubjectId;
    let seen = Condition::all()
        .add(subject.is_not_in(ids()))
        .add(subject.not_in_subquery(of_assignments))
        .add(subject.not_in_subquery(of_reviews))
        .add(subject.not_in_subquery(of_conflicts));
    Condition::any().add(subject.is_null()).add(seen)
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
