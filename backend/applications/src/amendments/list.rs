//! The versions of a call.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, Path, Query, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::wire::{PageQuery, next_cursor};
use yichuang_store::amendments;
use yichuang_store::ids::CallId;

use super::call_of;
use super::view::{AmendmentView, views};

/// One page of versions.
#[derive(Serialize, ToSchema)]
pub struct AmendmentList {
    pub items: Vec<AmendmentView>,
    pub next: Option<String>,
}

/// List the versions of a call
///
/// Newest first: what is announced, what was, what waits for the director and what was given back.
#[utoipa::path(get, path = "/calls/{id}/amendments", operation_id = "listAmendments", tag = "amendments",
    params(("id" = Uuid, Path, description = "Call"), PageQuery),
    responses((status = 200, description = "One page", body = AmendmentList)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, Query(query): Query<PageQuery>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let at = PageQuery::page(query.limit, query.cursor.as_deref())?;
    let call = call_of(&uow, CallId(id)).await?;
    let page = amendments::list(&uow.conn, call.id, at).await?;
    Reply::ok(&AmendmentList { items: views(&uow, &call, &page.items).await?, next: next_cursor(&page) })
}
