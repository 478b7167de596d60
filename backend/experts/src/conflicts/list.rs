//! Conflicts the caller may see.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use yichuang_base::access::PROGRAMME;
use yichuang_base::http::{Cx, Query, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::wire::{ConflictSource, ConflictState, PageQuery, next_cursor};
use yichuang_store::conflicts::{self as rows, Filter};
use yichuang_store::ids::{OrganisationId, UserId};

use super::{ConflictView, views};

/// What to list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ConflictsQuery {
    /// Only this state.
    #[param(inline)]
    state: Option<ConflictState>,
    /// Only what this source says.
    #[param(inline)]
    source: Option<ConflictSource>,
    /// Only about this organisation.
    organisation_id: Option<Uuid>,
    /// Only of this account.
    user_id: Option<Uuid>,
    /// At most this many items.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    /// The `next` of the page before.
    #[param(max_length = 64)]
    cursor: Option<String>,
}

/// One page of conflicts.
#[derive(Serialize, ToSchema)]
pub struct ConflictList {
    pub items: Vec<ConflictView>,
    pub next: Option<String>,
}

/// List conflicts of interest
///
/// Newest first, each source as it holds now: those of one's area for officer, director and auditor, without those about
/// organisations with which they have a conflict themselves; for everybody what they declared about themselves.
#[utoipa::path(get, path = "/conflicts", operation_id = "listConflicts", tag = "conflicts", params(ConflictsQuery),
    responses((status = 200, description = "One page", body = ConflictList)))]
pub async fn handler(cx: Cx, Query(query): Query<ConflictsQuery>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let at = PageQuery::page(query.limit, query.cursor.as_deref())?;
    let who = uow.caller()?;
    let filter = Filter {
        state: query.state.map(|state| state.0.to_string()),
        source: query.source.map(|source| source.0.to_string()),
        organisation: query.organisation_id.map(OrganisationId),
        person: query.user_id.map(UserId),
        reach: who.reach(PROGRAMME),
        own: Some(who.person),
        hidden: rows::hidden_organisations(&uow.conn, who.person, uow.micros()).await?,
    };
    let page = rows::list(&uow.conn, &filter, at).await?;
    Reply::ok(&ConflictList { items: views(&uow, &page.items).await?, next: next_cursor(&page) })
}
