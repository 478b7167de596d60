//! The staff list of an organisation.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use yichuang_base::http::{Cx, Path, Query, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::wire::{PageQuery, next_cursor};
use yichuang_store::ids::OrganisationId;
use yichuang_store::staff as rows;

use super::{StaffMemberView, view, visible};

/// Whom to list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct StaffQuery {
    /// Only those who work there today.
    current: Option<bool>,
    /// At most this many items.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    /// The `next` of the page before.
    #[param(max_length = 64)]
    cursor: Option<String>,
}

/// One page of the staff list.
#[derive(Serialize, ToSchema)]
pub struct StaffList {
    pub items: Vec<StaffMemberView>,
    pub next: Option<String>,
}

/// List the staff of an organisation
///
/// Newest first; numbers are masked.
#[utoipa::path(get, path = "/organisations/{id}/staff", operation_id = "listStaff", tag = "staff",
    params(("id" = Uuid, Path, description = "Organisation"), StaffQuery),
    responses((status = 200, description = "One page", body = StaffList)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, Query(query): Query<StaffQuery>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let at = PageQuery::page(query.limit, query.cursor.as_deref())?;
    let organisation = visible(&uow, OrganisationId(id)).await?;
    let today = uow.today().to_string();
    let on = query.current.unwrap_or_default().then_some(today.as_str());
    let page = rows::list(&uow.conn, organisation.id, on, at).await?;
    let items = page.items.iter().map(|row| view(&uow, row)).collect::<Result<_, _>>()?;
    Reply::ok(&StaffList { items, next: next_cursor(&page) })
}
