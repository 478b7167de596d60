//! Tranches as a workbook.

use axum::response::Response;
use yichuang_base::exports::export;
use yichuang_base::exports::table::{Column, Language, Table, code, day, label, long, money, text, whole, yes_no};
use yichuang_base::http::{Cx, Query};
use yichuang_base::problem::Problem;
use yichuang_base::wire::Binary;
use yichuang_domain::states::tranches::TrancheState;

use crate::payments::list_tranches::{self, TranchesQuery};

pub static TABLE: Table = Table { noun: "tranches", zh: "拨付计划清单", en: "Tranches", each: None, columns: COLUMNS };
const COLUMNS: &[Column] = &[
    text("/number", "编号", "Number"),
    text("/project/number", "项目编号", "Project"),
    long("/project/title", "项目名称", "Title of the project"),
    long("/organisation/name", "承接单位", "Organisation"),
    text("/call/number", "公告编号", "Call"),
    whole("/seq", "期次", "No."),
    money("/amount", "金额（元）", "Amount (CNY)"),
    text("/gate_title", "拨付条件", "Condition"),
    day("/due_on", "应付日期", "Due"),
    yes_no("/overdue", "逾期", "Overdue"),
    text("/invoice_number", "票据号码", "Invoice"),
    code("/state", "状态", "State", label::<TrancheState>),
    yes_no("/demonstration", "演示数据", "Demonstration"),
];

/// Export tranches
///
/// The rows that the list answers to the same filters, as a workbook. Each export is recorded.
#[utoipa::path(get, path = "/tranches/export", operation_id = "exportTranches", tag = "payments", params(TranchesQuery), extensions(("x-export" = json!(true))),
    responses((status = 200, description = "A workbook", body = Binary, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
pub async fn handler(cx: Cx, _: Query<TranchesQuery>, language: Language) -> Result<Response, Problem> {
    export(cx, &TABLE, language, list_tranches::handler).await
}
