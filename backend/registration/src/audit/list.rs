//! The trail of changes.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use yichuang_base::http::{Cx, Query, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::recusal;
use yichuang_base::wire::{Instant, PageQuery, document, next_cursor};
use yichuang_store::audit::{self, Filter};
use yichuang_store::record::AuditEvent;

/// What to list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AuditQuery {
    /// Kind of thing, such as `payment`.
    #[param(max_length = 40)]
    subject_kind: Option<String>,
    /// The thing itself.
    subject_id: Option<Uuid>,
    /// At most this many items.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    /// The `next` of the page before.
    #[param(max_length = 64)]
    cursor: Option<String>,
}

/// Who did what, when, why.
#[derive(Serialize, ToSchema)]
pub struct AuditEventView {
    pub id: Uuid,
    pub at: Instant,
    pub actor_id: Option<Uuid>,
    #[schema(example = "proposal.submit")]
    pub action: String,
    #[schema(example = "proposal")]
    pub subject_kind: String,
    pub subject_id: Option<Uuid>,
    #[schema(value_type = Option<Object>)]
    pub before: Option<serde_json::Value>,
    #[schema(value_type = Option<Object>)]
    pub after: Option<serde_json::Value>,
    pub reason: Option<String>,
    pub request_id: Option<String>,
}

/// One page of the trail.
#[derive(Serialize, ToSchema)]
pub struct AuditEventList {
    pub items: Vec<AuditEventView>,
    pub next: Option<String>,
}

/// List audit events
///
/// Newest first; rows are never changed or removed. Those about proposals that do not exist for the caller are left out.
#[utoipa::path(get, path = "/audit-events", operation_id = "listAuditEvents", tag = "audit", params(AuditQuery),
    responses((status = 200, description = "One page", body = AuditEventList)))]
pub async fn handler(cx: Cx, Query(query): Query<AuditQuery>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let at = PageQuery::page(query.limit, query.cursor.as_deref())?;
    let filter = Filter { subject_kind: query.subject_kind, subject_id: query.subject_id };
    let page = audit::list(&uow.conn, &filter, &recusal::hidden(&uow).await?, at).await?;
    let next = next_cursor(&page);
    let items = page.items.into_iter().map(view).collect::<Result<_, _>>()?;
    Reply::ok(&AuditEventList { items, next })
}

fn view(event: AuditEvent) -> Result<AuditEventView, Problem> {
    Ok(AuditEventView {
        id: event.id,
        at: Instant::micros(event.at)?,
        actor_id: event.actor_id,
        action: event.action,
        subject_kind: event.subject_kind,
        subject_id: event.subject_id,
        before: event.before.as_deref().map(document).transpose()?,
        after: event.after.as_deref().map(document).transpose()?,
        reason: event.reason,
        request_id: event.request_id,
    })
}
