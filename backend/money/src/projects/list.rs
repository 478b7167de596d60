//! Projects the caller may see.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use yichuang_base::http::{Cx, Query, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::wire::{PageQuery, ProjectState, next_cursor};
use yichuang_domain::rules::reservations::horizon;
use yichuang_store::ids::{CallId, OrganisationId};
use yichuang_store::projects::{self, Filter};

use super::readers;
use super::view::{ProjectSummary, summaries};

/// What to list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ProjectsQuery {
    /// Only projects of this call.
    call_id: Option<Uuid>,
    /// Only projects of this organisation.
    organisation_id: Option<Uuid>,
    /// Only this state.
    #[param(inline)]
    state: Option<ProjectState>,
    /// Only awards whose agreement must be signed within ten days, or they lapse.
    #[param(inline)]
    lapsing: Option<bool>,
    /// Part of a title or number.
    #[param(max_length = 100)]
    q: Option<String>,
    /// At most this many items.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    /// The `next` of the page before.
    #[param(max_length = 64)]
    cursor: Option<String>,
}

/// One page of projects.
#[derive(Serialize, ToSchema)]
pub struct ProjectList {
    pub items: Vec<ProjectSummary>,
    pub next: Option<String>,
}

/// List projects
///
/// Newest first: one's own, or those of one's area or call.
#[utoipa::path(get, path = "/projects", operation_id = "listProjects", tag = "projects", params(ProjectsQuery),
    responses((status = 200, description = "One page", body = ProjectList)))]
pub async fn handler(cx: Cx, Query(query): Query<ProjectsQuery>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let at = PageQuery::page(query.limit, query.cursor.as_deref())?;
    let filter = Filter {
        fund_id: None,
        call_id: query.call_id.map(CallId),
        organisation_id: query.organisation_id.map(OrganisationId),
        states: query.state.map(|state| state.0.to_string()).into_iter().collect(),
        sign_by_until: if query.lapsing == Some(true) { Some(horizon(uow.today()).map_err(Problem::internal)?.to_string()) } else { None },
        q: query.q,
    };
    let (page, agreements) = projects::list(&uow.conn, &uow.caller()?.reach(&readers()), &filter, at).await?;
    let items = summaries(&uow, &page.items, agreements).await?;
    Reply::ok(&ProjectList { items, next: next_cursor(&page) })
}
