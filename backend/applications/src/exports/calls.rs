//! Calls as a workbook.

use axum::response::Response;
use yichuang_base::exports::export;
use yichuang_base::exports::table::{Column, Language, Table, code, instant, label, long, money, text, whole, yes_no};
use yichuang_base::http::{Cx, Query};
use yichuang_base::problem::Problem;
use yichuang_base::wire::Binary;
use yichuang_domain::states::calls::CallState;

use crate::calls::list::{self, CallsQuery};

pub static TABLE: Table = Table { noun: "calls", zh: "公告清单", en: "Calls", each: None, columns: COLUMNS };
const COLUMNS: &[Column] = &[
    text("/number", "编号", "Number"),
    long("/title", "名称", "Title"),
    whole("/year", "年度", "Year"),
    text("/area/name", "区域", "Area"),
    text("/host_name", "主办单位", "Host"),
    money("/budget", "资助总额（元）", "Budget (CNY)"),
    instant("/opens_at", "申报开始", "Opens"),
    instant("/closes_at", "申报截止", "Closes"),
    whole("/counts/proposals", "申报数", "Proposals"),
    whole("/counts/awarded", "立项数", "Awarded"),
    code("/state", "状态", "State", label::<CallState>),
    yes_no("/demonstration", "演示数据", "Demonstration"),
];

/// Export calls
///
/// The rows that the list answers to the same filters, as a workbook. Each export is recorded.
#[utoipa::path(get, path = "/calls/export", operation_id = "exportCalls", tag = "calls", params(CallsQuery), extensions(("x-export" = json!(true))),
    responses((status = 200, description = "A workbook", body = Binary, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
pub async fn handler(cx: Cx, _: Query<CallsQuery>, language: Language) -> Result<Response, Problem> {
    export(cx, &TABLE, language, list::handler).await
}
