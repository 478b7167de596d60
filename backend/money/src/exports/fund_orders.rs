//! Fund orders as a workbook.

use axum::response::Response;
use yichuang_base::exports::export;
use yichuang_base::exports::table::{Column, Language, Table, code, instant, label, long, money, text};
use yichuang_base::http::{Cx, Query};
use yichuang_base::problem::Problem;
use yichuang_base::wire::Binary;
use yichuang_domain::rules::fund_orders::FundOrderKind;
use yichuang_domain::states::fund_orders::FundOrderState;

use crate::fund_orders::list::{self, FundOrdersQuery};

pub static TABLE: Table = Table { noun: "fund-orders", zh: "资金事项清单", en: "Fund orders", each: None, columns: COLUMNS };
const COLUMNS: &[Column] = &[
    text("/number", "编号", "Number"),
    code("/kind", "事项", "Kind", label::<FundOrderKind>),
    long("/allotment/fund_name", "资金", "Fund"),
    text("/allotment/budget_line", "预算科目", "Budget line"),
    text("/to_allotment/budget_line", "调入科目", "To budget line"),
    text("/project/number", "项目编号", "Project"),
    long("/project/title", "项目名称", "Title"),
    text("/clawback/number", "追回事项", "Clawback"),
    money("/amount", "金额（元）", "Amount (CNY)"),
    money("/receivable", "待收回（元）", "Receivable (CNY)"),
    long("/reason", "事由", "Reason"),
    long("/evidence", "依据", "Evidence"),
    text("/created_by/name", "经办", "Made by"),
    code("/state", "状态", "State", label::<FundOrderState>),
    instant("/executed_at", "执行时间", "Executed"),
    instant("/created_at", "建立时间", "Created"),
];

/// Export fund orders
///
/// The rows that the list answers to the same filters, as a workbook. Each export is recorded.
#[utoipa::path(get, path = "/fund-orders/export", operation_id = "exportFundOrders", tag = "funds", params(FundOrdersQuery), extensions(("x-export" = json!(true))),
    responses((status = 200, description = "A workbook", body = Binary, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
pub async fn handler(cx: Cx, _: Query<FundOrdersQuery>, language: Language) -> Result<Response, Problem> {
    export(cx, &TABLE, language, list::handler).await
}
