//! People who may sit on a panel.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use yichuang_base::http::{Cx, Query, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::wire::{PageQuery, PersonView, next_cursor};
use yichuang_store::reviews as rows;

/// What to list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ReviewersQuery {
    /// Part of a name.
    #[param(max_length = 100)]
    q: Option<String>,
    /// At most this many items.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    /// The `next` of the page before.
    #[param(max_length = 64)]
    cursor: Option<String>,
}

/// One page of reviewers.
#[derive(Serialize, ToSchema)]
pub struct ReviewerList {
    pub items: Vec<PersonView>,
    pub next: Option<String>,
}

/// List reviewers
///
/// Everybody who holds the role of a reviewer and is an approved expert today, newest account first.
#[utoipa::path(get, path = "/reviewers", operation_id = "listReviewers", tag = "reviews", params(ReviewersQuery),
    responses((status = 200, description = "One page", body = ReviewerList)))]
pub async fn handler(cx: Cx, Query(query): Query<ReviewersQuery>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let at = PageQuery::page(query.limit, query.cursor.as_deref())?;
    let page = rows::list_reviewers(&uow.conn, query.q.as_deref(), &uow.today().to_string(), at).await?;
    let next = next_cursor(&page);
    let items = page.items.into_iter().map(|user| PersonView { id: user.id.0, name: user.name }).collect();
    Reply::ok(&ReviewerList { items, next })
}
