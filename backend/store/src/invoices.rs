//! Invoices that support payments.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::conn::Conn;
use crate::entities::invoices;
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

/// Which of these numbers were used already.
pub async fn used(conn: &Conn, numbers: &[String]) -> Result<Vec<Invoice>, StoreError> {
    if numbers.is_empty() {
        return Ok(Vec::new());
    }
    Ok(invoices::Entity::find().filter(invoices::Column::Number.is_in(numbers)).all(conn).await?)
}
