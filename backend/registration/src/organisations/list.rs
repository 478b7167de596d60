//! Organisations the caller may see.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use yichuang_base::access::{APPLICANTS, STAFF};
use yichuang_base::http::{Cx, Query, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::wire::{OrganisationState, PageQuery, next_cursor};
use yichuang_store::organisations::{self, Filter};

use super::{OrganisationView, views};

/// What to list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct OrganisationsQuery {
    /// Only this state.
    #[param(inline)]
    state: Option<OrganisationState>,
    /// Part of a name or credit code.
    #[param(max_length = 100)]
    q: Option<String>,
    /// At most this many items.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    /// The `next` of the page before.
    #[param(max_length = 64)]
    cursor: Option<String>,
}

/// One page of organisations.
#[derive(Serialize, ToSchema)]
pub struct OrganisationList {
    pub items: Vec<OrganisationView>,
    pub next: Option<String>,
}

/// List organisations
///
/// Newest first: one's own, or those of one's area.
#[utoipa::path(get, path = "/organisations", operation_id = "listOrganisations", tag = "organisations", params(OrganisationsQuery),
    responses((status = 200, description = "One page", body = OrganisationList)))]
pub async fn handler(cx: Cx, Query(query): Query<OrganisationsQuery>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let at = PageQuery::page(query.limit, query.cursor.as_deref())?;
    let filter = Filter { state: query.state.map(|state| state.0.to_string()), q: query.q };
    let reach = uow.caller()?.reach(&[APPLICANTS, STAFF].concat());
    let page = organisations::list(&uow.conn, &reach, &filter, at).await?;
    Reply::ok(&OrganisationList { items: views(&uow, &page.items).await?, next: next_cursor(&page) })
}
