//! Versions of the call as a workbook.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::exports::export;
use yichuang_base::exports::table::{Column, Language, Table, code, instant, label, long, text, whole};
use yichuang_base::http::{Cx, Path, Query};
use yichuang_base::problem::Problem;
use yichuang_base::wire::{Binary, PageQuery};
use yichuang_domain::states::amendments::AmendmentState;

use crate::amendments::list;

pub static TABLE: Table = Table { noun: "amendments", zh: "公告版本清单", en: "Versions of the call", each: None, columns: COLUMNS };
const COLUMNS: &[Column] = &[
    whole("/revision", "版本", "Version"),
    long("/reason", "变更理由", "Reason"),
    text("/created_by/name", "提出人", "Proposed by"),
    instant("/created_at", "提出时间", "Proposed"),
    text("/approved_by/name", "批准人", "Approved by"),
    instant("/in_force_at", "生效时间", "In force"),
    long("/return_reason", "退回原因", "Why it was returned"),
    code("/state", "状态", "State", label::<AmendmentState>),
];

/// Export the versions of a call
///
/// The rows that the list answers to the same filters, as a workbook. Each export is recorded.
#[utoipa::path(get, path = "/calls/{id}/amendments/export", operation_id = "exportAmendments", tag = "amendments", params(("id" = Uuid, Path, description = "Call"), PageQuery), extensions(("x-export" = json!(true))),
    responses((status = 200, description = "A workbook", body = Binary, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, _: Query<PageQuery>, language: Language) -> Result<Response, Problem> {
    export(cx, &TABLE, language, |cx, query: Query<PageQuery>| list::handler(cx, Path(id), query)).await
}
