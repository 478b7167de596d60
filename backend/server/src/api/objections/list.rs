//! Objections, for staff and for whoever filed them.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use yichuang_store::ids::NoticeId;
use yichuang_store::objections::{self as rows, Filter};

use super::{ObjectionView, view};
use crate::access::{APPLICANTS, PROGRAMME};
use crate::http::{Cx, Query, Reply};
use crate::problem::Problem;
use crate::wire::{ObjectionState, PageQuery, next_cursor};

/// What to list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ObjectionsQuery {
    /// Only this state.
    #[param(inline)]
    state: Option<ObjectionState>,
    /// Only this notice.
    notice_id: Option<Uuid>,
    /// At most this many items.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    /// The `next` of the page before.
    #[param(max_length = 64)]
    cursor: Option<String>,
}

/// One page of objections.
#[derive(Serialize, ToSchema)]
pub struct ObjectionList {
    pub items: Vec<ObjectionView>,
    pub next: Option<String>,
}

/// List objections
///
/// Newest first: those of one's area or call, and those of one's own organisation.
#[utoipa::path(get, path = "/objections", operation_id = "listObjections", tag = "objections", params(ObjectionsQuery),
    responses((status = 200, description = "One page", body = ObjectionList)))]
pub async fn handler(cx: Cx, Query(query): Query<ObjectionsQuery>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let at = PageQuery::page(query.limit, query.cursor.as_deref())?;
    let filter = Filter { state: query.state.map(|state| state.0.to_string()), notice: query.notice_id.map(NoticeId) };
    let who = uow.caller()?;
    let page = rows::list(&uow.conn, &who.reach(PROGRAMME), &who.reach(APPLICANTS), &filter, at).await?;
    let mut items = Vec::with_capacity(page.items.len());
    for row in &page.items {
        items.push(view(&uow, row).await?);
    }
    Reply::ok(&ObjectionList { items, next: next_cursor(&page) })
}
