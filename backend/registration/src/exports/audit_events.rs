//! Audit events as a workbook.

use axum::response::Response;
use yichuang_base::exports::export;
use yichuang_base::exports::table::{Column, Language, Table, instant, long, text};
use yichuang_base::http::{Cx, Query};
use yichuang_base::problem::Problem;
use yichuang_base::wire::Binary;

use crate::audit::list::{self, AuditQuery};

pub static TABLE: Table = Table { noun: "audit_events", zh: "操作记录", en: "Audit events", each: None, columns: COLUMNS };
const COLUMNS: &[Column] = &[
    instant("/at", "时间", "At"),
    text("/actor_id", "操作人标识", "Actor"),
    text("/action", "操作", "Action"),
    text("/subject_kind", "对象类型", "Kind of thing"),
    text("/subject_id", "对象标识", "Thing"),
    long("/before", "变更前", "Before"),
    long("/after", "变更后", "After"),
    long("/reason", "原因", "Reason"),
    text("/request_id", "请求标识", "Request"),
];

/// Export audit events
///
/// The rows that the list answers to the same filters, as a workbook. Each export is recorded.
#[utoipa::path(get, path = "/audit-events/export", operation_id = "exportAuditEvents", tag = "audit", params(AuditQuery), extensions(("x-export" = json!(true))),
    responses((status = 200, description = "A workbook", body = Binary, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
pub async fn handler(cx: Cx, _: Query<AuditQuery>, language: Language) -> Result<Response, Problem> {
    export(cx, &TABLE, language, list::handler).await
}
