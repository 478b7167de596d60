//! The library of forms.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use yichuang_base::access::PROGRAMME;
use yichuang_base::http::{Cx, Query, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::wire::{FormPurpose, FormState, PageQuery, next_cursor};
use yichuang_store::forms::{self, Filter};

use super::view::{FormSummary, summaries};

/// What to list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct FormsQuery {
    /// Only this purpose.
    #[param(inline)]
    purpose: Option<FormPurpose>,
    /// Only this state.
    #[param(inline)]
    state: Option<FormState>,
    /// Words of a title.
    #[param(max_length = 100)]
    q: Option<String>,
    /// At most this many items.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    /// The `next` of the page before.
    #[param(max_length = 64)]
    cursor: Option<String>,
}

/// One page of forms.
#[derive(Serialize, ToSchema)]
pub struct FormList {
    pub items: Vec<FormSummary>,
    pub next: Option<String>,
}

/// List forms
///
/// Newest first: every version in the library of the caller's area, and what an area above has published.
#[utoipa::path(get, path = "/forms", operation_id = "listForms", tag = "forms", params(FormsQuery),
    responses((status = 200, description = "One page", body = FormList)))]
pub async fn handler(cx: Cx, Query(query): Query<FormsQuery>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let at = PageQuery::page(query.limit, query.cursor.as_deref())?;
    let filter = Filter {
        purpose: query.purpose.map(|purpose| purpose.0.to_string()),
        state: query.state.map(|state| state.0.to_string()),
        q: query.q,
    };
    let page = forms::list(&uow.conn, &uow.caller()?.reach(PROGRAMME), &filter, at).await?;
    Reply::ok(&FormList { items: summaries(&uow, &page.items).await?, next: next_cursor(&page) })
}
