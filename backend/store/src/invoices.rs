//! Invoices that support payments.

use sea_orm::{ColumnTrait, ConnectionTrait as _, DbBackend, EntityTrait, QueryFilter, QueryOrder};

use crate::conn::Conn;
use crate::entities::{invoices, tranches};
use crate::error::StoreError;
use crate::ids::{ProjectId, TrancheId};
use crate::page::{Page, PageOf, Reach, page};
use crate::record::Invoice;

#[derive(Clone, Debug, Default)]
pub struct InvoiceFilter {
    pub state: Option<String>,
    pub project: Option<ProjectId>,
    pub number: Option<String>,
}

pub async fn list(conn: &Conn, reach: &Reach, filter: &InvoiceFilter, at: Page) -> Result<PageOf<Invoice>, StoreError> {
    use invoices::Column;
    let scope = reach.condition(Some(Column::AreaPath), Some(Column::CallId), Some(Column::OrganisationId));
    let mut select = invoices::Entity::find().filter(scope);
    if let Some(state) = &filter.state {
        select = select.filter(Column::State.eq(state));
    }
    if let Some(project) = filter.project {
        select = select.filter(Column::ProjectId.eq(project));
    }
    if let Some(number) = &filter.number {
        select = select.filter(Column::Number.eq(number));
    }
    page(conn, select, at).await
}

/// The invoices of these tranches, in the order in which they came.
pub async fn of_tranches(conn: &Conn, ids: &[TrancheId]) -> Result<Vec<Invoice>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let of = invoices::Column::TrancheId.is_in(ids.iter().map(|id| id.0));
    Ok(invoices::Entity::find().filter(of).order_by_asc(invoices::Column::Id).all(conn).await?)
}

/// Which of these numbers were used already: by an invoice, or as the number that another tranche names. Two that use the
/// same number at once come one after the other: no index knows both tables, so PostgreSQL holds the numbers until the
/// transaction ends. SQLite has one writer.
pub async fn used(conn: &Conn, numbers: &[String], by_other_than: Option<TrancheId>) -> Result<Vec<String>, StoreError> {
    let mut numbers = numbers.to_vec();
    numbers.sort_unstable();
    numbers.dedup();
    if conn.get_database_backend() == DbBackend::Postgres {
        for number in &numbers {
            conn.row("SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtextextended($1, 0))) held", [format!("invoice {number}").into()])
                .await?;
        }
    }
    let invoices = invoices::Entity::find().filter(invoices::Column::Number.is_in(numbers.clone())).all(conn).await?;
    let mut tranches =
        tranches::Entity::find().filter(tranches::Column::InvoiceNumber.is_in(numbers)).filter(tranches::Column::State.ne("cancelled"));
    if let Some(own) = by_other_than {
        tranches = tranches.filter(tranches::Column::Id.ne(own));
    }
    let named = tranches.all(conn).await?.into_iter().filter_map(|tranche| tranche.invoice_number);
    Ok(invoices.into_iter().map(|invoice| invoice.number).chain(named).collect())
}
