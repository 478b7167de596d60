//! Allotments as a workbook.

use axum::response::Response;
use yichuang_base::exports::export;
use yichuang_base::exports::table::{Column, Language, Table, code, instant, label, long, money, text, whole};
use yichuang_base::http::{Cx, Query};
use yichuang_base::problem::Problem;
use yichuang_base::wire::Binary;
use yichuang_domain::states::allotments::AllotmentState;

use crate::funds::list_allotments::{self, AllotmentsQuery};

pub static TABLE: Table = Table { noun: "allotments", zh: "预算额度清单", en: "Allotments", each: None, columns: COLUMNS };
const COLUMNS: &[Column] = &[
    text("/fund/code", "资金编号", "Fund"),
    long("/fund/name", "资金名称", "Name of the fund"),
    whole("/fiscal_year", "年度", "Year"),
    text("/budget_line", "预算科目", "Budget line"),
    text("/document_no", "下达文号", "Document"),
    money("/amount", "下达额度（元）", "Amount (CNY)"),
    text("/created_by/name", "经办", "Made by"),
    text("/approved_by/name", "审批", "Approved by"),
    code("/state", "状态", "State", label::<AllotmentState>),
    instant("/created_at", "建立时间", "Created"),
];

/// Export allotments
///
/// The rows that the list answers to the same filters, as a workbook. Each export is recorded.
#[utoipa::path(get, path = "/allotments/export", operation_id = "exportAllotments", tag = "funds", params(AllotmentsQuery), extensions(("x-export" = json!(true))),
    responses((status = 200, description = "A workbook", body = Binary, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
pub async fn handler(cx: Cx, _: Query<AllotmentsQuery>, language: Language) -> Result<Response, Problem> {
    export(cx, &TABLE, language, list_allotments::handler).await
}
