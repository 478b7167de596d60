//! Proposals the caller may see.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use yichuang_base::access::{APPLICANTS, STAFF};
use yichuang_base::http::{Cx, Query, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::recusal;
use yichuang_base::wire::{PageQuery, ProposalState, next_cursor};
use yichuang_store::ids::{CallId, OrganisationId};
use yichuang_store::proposals::{self, Eyes, Filter};

use super::view::{ProposalSummary, summaries};

/// What to list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ProposalsQuery {
    /// Only this call.
    call_id: Option<Uuid>,
    /// Only this state.
    #[param(inline)]
    state: Option<ProposalState>,
    /// Only this organisation.
    organisation_id: Option<Uuid>,
    /// Part of a number, a title or an organisation's name.
    #[param(max_length = 100)]
    q: Option<String>,
    /// At most this many items.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    /// The `next` of the page before.
    #[param(max_length = 64)]
    cursor: Option<String>,
}

/// One page of proposals.
#[derive(Serialize, ToSchema)]
pub struct ProposalList {
    pub items: Vec<ProposalSummary>,
    pub next: Option<String>,
}

/// List proposals
///
/// Newest first: one's own, or those handed in to the calls of one's area. Before the deadline staff see number,
/// organisation and state only.
#[utoipa::path(get, path = "/proposals", operation_id = "listProposals", tag = "proposals", params(ProposalsQuery),
    responses((status = 200, description = "One page", body = ProposalList)))]
pub async fn handler(cx: Cx, Query(query): Query<ProposalsQuery>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let at = PageQuery::page(query.limit, query.cursor.as_deref())?;
    let filter = Filter {
        call: query.call_id.map(CallId),
        state: query.state.map(|state| state.0.to_string()),
        organisation: query.organisation_id.map(OrganisationId),
        q: query.q,
    };
    let who = uow.caller()?;
    let eyes = Eyes { own: who.reach(APPLICANTS), staff: who.reach(STAFF), now: uow.micros(), hidden: recusal::hidden(&uow).await? };
    let page = proposals::list(&uow.conn, &eyes, &filter, at).await?;
    Reply::ok(&ProposalList { items: summaries(&uow, &page.items).await?, next: next_cursor(&page) })
}
