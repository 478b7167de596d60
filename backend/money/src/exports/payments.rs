//! Payments as a workbook.

use axum::response::Response;
use yichuang_base::exports::export;
use yichuang_base::exports::table::{Column, Language, Table, code, day, label, long, money, text, yes_no};
use yichuang_base::http::{Cx, Query};
use yichuang_base::problem::Problem;
use yichuang_base::wire::Binary;
use yichuang_domain::states::payments::PaymentState;

use crate::payments::list::{self, PaymentsQuery};

pub static TABLE: Table = Table { noun: "payments", zh: "付款清单", en: "Payments", each: None, columns: COLUMNS };
const COLUMNS: &[Column] = &[
    text("/number", "编号", "Number"),
    text("/tranche/number", "拨付编号", "Tranche"),
    text("/project/number", "项目编号", "Project"),
    long("/project/title", "项目名称", "Title of the project"),
    long("/organisation/name", "承接单位", "Organisation"),
    long("/payee/account_name", "收款户名", "Payee"),
    text("/payee/masked_number", "收款账号（隐去）", "Account (masked)"),
    money("/amount", "金额（元）", "Amount (CNY)"),
    text("/batch/number", "批次编号", "Batch"),
    day("/paid_on", "到账日期", "Paid on"),
    long("/reason", "退回原因", "Reason"),
    code("/state", "状态", "State", label::<PaymentState>),
    yes_no("/demonstration", "演示数据", "Demonstration"),
];

/// Export payments
///
/// The rows that the list answers to the same filters, as a workbook. Each export is recorded.
#[utoipa::path(get, path = "/payments/export", operation_id = "exportPayments", tag = "payments", params(PaymentsQuery), extensions(("x-export" = json!(true))),
    responses((status = 200, description = "A workbook", body = Binary, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
pub async fn handler(cx: Cx, _: Query<PaymentsQuery>, language: Language) -> Result<Response, Problem> {
    export(cx, &TABLE, language, list::handler).await
}
