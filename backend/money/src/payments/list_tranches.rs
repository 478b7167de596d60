//! Tranches the caller may see.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use yichuang_base::http::{Cx, Query, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::wire::{PageQuery, TrancheState, next_cursor};
use yichuang_store::ids::{CallId, ProjectId};
use yichuang_store::payments::{self, TrancheFilter};

use super::tranche_view::{TrancheView, tranche_views};
use crate::projects::readers;

/// What to list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct TranchesQuery {
    /// Only this state.
    #[param(inline)]
    state: Option<TrancheState>,
    /// Only tranches of this call.
    call_id: Option<Uuid>,
    /// Only tranches of this project.
    project_id: Option<Uuid>,
    /// At most this many items.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    /// The `next` of the page before.
    #[param(max_length = 64)]
    cursor: Option<String>,
}

/// One page of tranches.
#[derive(Serialize, ToSchema)]
pub struct TrancheList {
    pub items: Vec<TrancheView>,
    pub next: Option<String>,
}

/// List tranches
///
/// Newest first: what waits for whom, by state and call.
#[utoipa::path(get, path = "/tranches", operation_id = "listTranches", tag = "payments", params(TranchesQuery),
    responses((status = 200, description = "One page", body = TrancheList)))]
pub async fn handler(cx: Cx, Query(query): Query<TranchesQuery>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let at = PageQuery::page(query.limit, query.cursor.as_deref())?;
    let filter = TrancheFilter {
        state: query.state.map(|state| state.0.to_string()),
        call_id: query.call_id.map(CallId),
        project_id: query.project_id.map(ProjectId),
    };
    let page = payments::list_tranches(&uow.conn, &uow.caller()?.reach(&readers()), &filter, at).await?;
    let items = tranche_views(&uow, &page.items).await?;
    Reply::ok(&TrancheList { items, next: next_cursor(&page) })
}
