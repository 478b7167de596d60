//! Accounts of the platform.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use yichuang_base::http::{Cx, Query, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::wire::{PageQuery, next_cursor};
use yichuang_store::accounts;

use super::{UserView, views};

/// What to list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct UsersQuery {
    /// Part of a name or e-mail address.
    #[param(max_length = 100)]
    q: Option<String>,
    /// Only holders of this role.
    #[param(max_length = 40)]
    role: Option<String>,
    /// At most this many items.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    /// The `next` of the page before.
    #[param(max_length = 64)]
    cursor: Option<String>,
}

/// One page of accounts.
#[derive(Serialize, ToSchema)]
pub struct UserList {
    pub items: Vec<UserView>,
    pub next: Option<String>,
}

/// List accounts
///
/// Newest first, with the roles each account holds.
#[utoipa::path(get, path = "/users", operation_id = "listUsers", tag = "accounts", params(UsersQuery),
    responses((status = 200, description = "One page", body = UserList)))]
pub async fn handler(cx: Cx, Query(query): Query<UsersQuery>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let at = PageQuery::page(query.limit, query.cursor.as_deref())?;
    let page = accounts::list(&uow.conn, query.q.as_deref(), query.role.as_deref(), at).await?;
    Reply::ok(&UserList { items: views(&uow, &page.items).await?, next: next_cursor(&page) })
}
