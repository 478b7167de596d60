//! The invoices that payments rest on.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use yichuang_base::http::{Cx, Query, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::wire::{InvoiceState, PageQuery, next_cursor};
use yichuang_store::ids::ProjectId;
use yichuang_store::invoices::{self, InvoiceFilter};

use super::view::{InvoiceSummary, summaries};
use crate::payments::payment_readers;

/// What to list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct InvoicesQuery {
    /// Only this state.
    #[param(inline)]
    state: Option<InvoiceState>,
    /// Only of this project.
    project_id: Option<Uuid>,
    /// Only the one with this number.
    #[param(min_length = 20, max_length = 20, pattern = "^[0-9]{20}$")]
    number: Option<String>,
    /// At most this many items.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    /// The `next` of the page before.
    #[param(max_length = 64)]
    cursor: Option<String>,
}

/// One page of invoices.
#[derive(Serialize, ToSchema)]
pub struct InvoiceList {
    pub items: Vec<InvoiceSummary>,
    pub next: Option<String>,
}

/// List invoices
///
/// Newest first: those of one's area, or of one's own organisation; blue ones and the red ones that cancelled them.
#[utoipa::path(get, path = "/invoices", operation_id = "listInvoices", tag = "payments", params(InvoicesQuery),
    responses((status = 200, description = "One page", body = InvoiceList)))]
pub async fn handler(cx: Cx, Query(query): Query<InvoicesQuery>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let at = PageQuery::page(query.limit, query.cursor.as_deref())?;
    let filter = InvoiceFilter {
        state: query.state.map(|state| state.0.to_string()),
        project: query.project_id.map(ProjectId),
        number: query.number,
    };
    let page = invoices::list(&uow.conn, &uow.caller()?.reach(&payment_readers()), &filter, at).await?;
    let items = summaries(&uow, &page.items).await?;
    Reply::ok(&InvoiceList { items, next: next_cursor(&page) })
}
