//! Changes of the account, the newest first.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use yichuang_base::access::{APPLICANTS, STAFF};
use yichuang_base::http::{Cx, Path, Query, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::wire::{PageQuery, next_cursor};
use yichuang_store::account_changes as rows;
use yichuang_store::ids::OrganisationId;
use yichuang_store::record::Organisation;

use super::{AccountChangeView, views};
use crate::organisations::place;

/// Which page.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AccountChangesQuery {
    /// At most this many items.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    /// The `next` of the page before.
    #[param(max_length = 64)]
    cursor: Option<String>,
}

/// One page of changes.
#[derive(Serialize, ToSchema)]
pub struct AccountChangeList {
    pub items: Vec<AccountChangeView>,
    pub next: Option<String>,
}

/// List changes of the account
///
/// Newest first, with who asked, who confirmed, and when each took effect or was stopped. The account that was
/// verified with the registration is no change.
#[utoipa::path(get, path = "/organisations/{id}/account-changes", operation_id = "listAccountChanges", tag = "bank-accounts",
    params(("id" = Uuid, Path, description = "Organisation"), AccountChangesQuery),
    responses((status = 200, description = "One page", body = AccountChangeList)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, Query(query): Query<AccountChangesQuery>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let at = PageQuery::page(query.limit, query.cursor.as_deref())?;
    let organisation: Organisation = uow.find(OrganisationId(id)).await?;
    uow.must_see(&[APPLICANTS, STAFF].concat(), &place(&organisation))?;
    let page = rows::list(&uow.conn, organisation.id, at).await?;
    Reply::ok(&AccountChangeList { items: views(&uow, &organisation, &page.items).await?, next: next_cursor(&page) })
}
