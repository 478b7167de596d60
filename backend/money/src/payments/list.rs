//! Payments the caller may see.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use yichuang_base::access::{APPLICANTS, FINANCE, PROGRAMME};
use yichuang_base::http::{Cx, Query, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::wire::{PageQuery, PaymentState, next_cursor};
use yichuang_store::ids::BatchId;
use yichuang_store::payments::{self, PaymentFilter};

use super::view::{PaymentSummary, summaries};

/// What to list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PaymentsQuery {
    /// Only this state.
    #[param(inline)]
    state: Option<PaymentState>,
    /// Only payments of this batch.
    batch_id: Option<Uuid>,
    /// At most this many items.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    /// The `next` of the page before.
    #[param(max_length = 64)]
    cursor: Option<String>,
}

/// One page of payments.
#[derive(Serialize, ToSchema)]
pub struct PaymentList {
    pub items: Vec<PaymentSummary>,
    pub next: Option<String>,
}

/// List payments
///
/// Newest first: those of one's area, or of one's own organisation.
#[utoipa::path(get, path = "/payments", operation_id = "listPayments", tag = "payments", params(PaymentsQuery),
    responses((status = 200, description = "One page", body = PaymentList)))]
pub async fn handler(cx: Cx, Query(query): Query<PaymentsQuery>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let at = PageQuery::page(query.limit, query.cursor.as_deref())?;
    let filter = PaymentFilter {
        state: query.state.map(|state| state.0.to_string()),
        batch_id: query.batch_id.map(BatchId),
        organisations: uow.caller()?.reach(APPLICANTS).organisations,
    };
    let reach = uow.caller()?.reach(&[FINANCE, PROGRAMME].concat());
    let page = payments::list(&uow.conn, &reach, &filter, at).await?;
    let items = summaries(&uow, &page.items).await?;
    Reply::ok(&PaymentList { items, next: next_cursor(&page) })
}
