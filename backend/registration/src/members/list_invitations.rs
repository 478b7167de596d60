//! The invitations of an organisation.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use yichuang_base::http::{Cx, Path, Query, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::wire::{InvitationState, PageQuery, next_cursor};
use yichuang_store::ids::OrganisationId;
use yichuang_store::members as rows;

use super::invitations::{InvitationView, view};
use super::known;

/// What to list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct InvitationsQuery {
    /// Only this state.
    #[param(inline)]
    state: Option<InvitationState>,
    /// At most this many items.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    /// The `next` of the page before.
    #[param(max_length = 64)]
    cursor: Option<String>,
}

/// One page of invitations.
#[derive(Serialize, ToSchema)]
pub struct InvitationList {
    pub items: Vec<InvitationView>,
    pub next: Option<String>,
}

/// List the invitations of an organisation
///
/// Newest first, with requests of people who ask to be let in.
#[utoipa::path(get, path = "/organisations/{id}/invitations", operation_id = "listInvitations", tag = "members",
    params(("id" = Uuid, Path, description = "Organisation"), InvitationsQuery),
    responses((status = 200, description = "One page", body = InvitationList)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, Query(query): Query<InvitationsQuery>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let at = PageQuery::page(query.limit, query.cursor.as_deref())?;
    let organisation = known(&uow, OrganisationId(id)).await?;
    let state = query.state.map(|state| state.0.to_string());
    let page = rows::invitations(&uow.conn, organisation.id, state.as_deref(), at).await?;
    let items = page.items.iter().map(|row| view(&uow, &organisation, row)).collect::<Result<_, _>>()?;
    Reply::ok(&InvitationList { items, next: next_cursor(&page) })
}
