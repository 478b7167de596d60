//! Who opened which proposal: written when staff or reviewers read what it says, after the deadline.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use yichuang_base::http::{Cx, Query, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::recusal;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{Instant, PageQuery, PersonView, next_cursor};
use yichuang_domain::roles::Role;
use yichuang_store::ids::{CallId, ProposalId, UserId};
use yichuang_store::record::{Proposal, ProposalOpening, User};
use yichuang_store::{screening, several};

/// What to list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct OpeningsQuery {
    /// Only this call.
    call_id: Option<Uuid>,
    /// Only this proposal.
    proposal_id: Option<Uuid>,
    /// At most this many items.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    /// The `next` of the page before.
    #[param(max_length = 64)]
    cursor: Option<String>,
}

/// One opening.
#[derive(Serialize, ToSchema)]
pub struct OpeningView {
    pub id: Uuid,
    pub proposal_id: Uuid,
    #[schema(example = "P2026-0001")]
    pub proposal_number: String,
    pub call_id: Uuid,
    pub opened_by: PersonView,
    pub opened_at: Instant,
}

/// One page of openings.
#[derive(Serialize, ToSchema)]
pub struct OpeningList {
    pub items: Vec<OpeningView>,
    pub next: Option<String>,
}

/// List openings of proposals
///
/// Newest first: who of the staff and the reviewers read what which proposal says, and when. Nobody can before the
/// deadline. Rows are never changed or removed.
#[utoipa::path(get, path = "/proposal-openings", operation_id = "listProposalOpenings", tag = "proposals", params(OpeningsQuery),
    responses((status = 200, description = "One page", body = OpeningList)))]
pub async fn handler(cx: Cx, Query(query): Query<OpeningsQuery>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let at = PageQuery::page(query.limit, query.cursor.as_deref())?;
    let reach = uow.caller()?.reach(&[Role::Auditor]);
    let hidden = recusal::hidden(&uow).await?;
    let filter = screening::OpeningFilter { call: query.call_id.map(CallId), proposal: query.proposal_id.map(ProposalId), hidden };
    let page = screening::openings(&uow.conn, &reach, &filter, at).await?;
    let next = next_cursor(&page);
    Reply::ok(&OpeningList { items: views(&uow, page.items).await?, next })
}

async fn views(uow: &Uow, rows: Vec<ProposalOpening>) -> Result<Vec<OpeningView>, Problem> {
    let users: Vec<UserId> = rows.iter().map(|row| row.user_id).collect();
    let proposals: Vec<ProposalId> = rows.iter().map(|row| row.proposal_id).collect();
    let (users, proposals) = several::two::<User, Proposal>(&uow.conn, &users, &proposals).await?;
    let users: HashMap<UserId, String> = users.into_iter().map(|user| (user.id, user.name)).collect();
    let numbers: HashMap<ProposalId, String> = proposals.into_iter().map(|found| (found.id, found.number)).collect();
    let view = |row: ProposalOpening| {
        Ok(OpeningView {
            id: row.id,
            proposal_id: row.proposal_id.0,
            proposal_number: numbers.get(&row.proposal_id).cloned().unwrap_or_default(),
            call_id: row.call_id.0,
            opened_by: PersonView { id: row.user_id.0, name: users.get(&row.user_id).cloned().unwrap_or_default() },
            opened_at: Instant::micros(row.opened_at)?,
        })
    };
    rows.into_iter().map(view).collect()
}
