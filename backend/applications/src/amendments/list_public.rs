//! The announced versions of a call, for everybody.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, Path, Query, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::wire::{Instant, PageQuery, document, next_cursor};
use yichuang_store::amendments;
use yichuang_store::ids::CallId;
use yichuang_store::record::{Call, CallVersion};

use super::view::ChangeView;

/// A version that was announced: what changed, when, why.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CallVersionView {
    #[schema(example = 2)]
    pub revision: i32,
    #[schema(example = "应申报单位要求延长申报时间")]
    pub reason: String,
    pub changes: Vec<ChangeView>,
    /// SHA-256 of the scheme, the same in every version.
    pub scheme_sha256: String,
    pub in_force_at: Option<Instant>,
}

/// One page of versions.
#[derive(Serialize, ToSchema)]
pub struct CallVersionList {
    pub items: Vec<CallVersionView>,
    pub next: Option<String>,
}

/// List the announced versions of a call
///
/// Newest first, each with what it changed; no names.
#[utoipa::path(get, path = "/public/calls/{id}/versions", operation_id = "listPublicCallVersions", tag = "amendments",
    params(("id" = Uuid, Path, description = "Call"), PageQuery),
    responses((status = 200, description = "One page", body = CallVersionList)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, Query(query): Query<PageQuery>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let at = PageQuery::page(query.limit, query.cursor.as_deref())?;
    let call: Call = uow.find(CallId(id)).await?;
    if call.published_at.is_none() {
        return Err(Problem::not_found());
    }
    let page = amendments::list_in_force(&uow.conn, call.id, at).await?;
    let items = page.items.iter().map(view).collect::<Result<_, _>>()?;
    Reply::ok(&CallVersionList { items, next: next_cursor(&page) })
}

fn view(row: &CallVersion) -> Result<CallVersionView, Problem> {
    Ok(CallVersionView {
        revision: row.revision,
        reason: row.reason.clone(),
        changes: document(&row.changes)?,
        scheme_sha256: row.scheme_sha256.clone(),
        in_force_at: Instant::maybe(row.in_force_at)?,
    })
}
