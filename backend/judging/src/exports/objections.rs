//! Objections as a workbook.

use axum::response::Response;
use yichuang_base::exports::export;
use yichuang_base::exports::table::{Column, Language, Table, code, day, instant, label, long, text};
use yichuang_base::http::{Cx, Query};
use yichuang_base::problem::Problem;
use yichuang_base::wire::Binary;
use yichuang_domain::states::objections::ObjectionState;

use crate::objections::list::{self, ObjectionsQuery};

pub static TABLE: Table = Table { noun: "objections", zh: "异议清单", en: "Objections", each: None, columns: COLUMNS };
const COLUMNS: &[Column] = &[
    text("/number", "编号", "Number"),
    text("/notice/number", "公示编号", "Notice"),
    long("/notice/title", "公示标题", "Title of the notice"),
    text("/proposal/number", "申报编号", "Proposal"),
    long("/proposal/title", "项目名称", "Title"),
    long("/proposal/organisation_name", "申报单位", "Organisation"),
    text("/filer_name", "异议人", "Filer"),
    day("/received_on", "收到日期", "Received"),
    day("/due_on", "答复期限", "Due"),
    text("/handler/name", "办理人", "Handler"),
    instant("/answered_at", "答复时间", "Answered"),
    code("/state", "状态", "State", label::<ObjectionState>),
];

/// Export objections
///
/// The rows that the list answers to the same filters, as a workbook. Each export is recorded.
#[utoipa::path(get, path = "/objections/export", operation_id = "exportObjections", tag = "objections", params(ObjectionsQuery), extensions(("x-export" = json!(true))),
    responses((status = 200, description = "A workbook", body = Binary, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
pub async fn handler(cx: Cx, _: Query<ObjectionsQuery>, language: Language) -> Result<Response, Problem> {
    export(cx, &TABLE, language, list::handler).await
}
