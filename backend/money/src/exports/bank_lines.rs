//! Lines of bank statements as a workbook.

use axum::response::Response;
use yichuang_base::exports::export;
use yichuang_base::exports::table::{Column, Language, Table, code, day, instant, label, long, money, text};
use yichuang_base::http::{Cx, Query};
use yichuang_base::problem::Problem;
use yichuang_base::wire::Binary;
use yichuang_domain::states::bank_lines::BankLineState;

use crate::statements::list_lines::{self, BankLinesQuery};

pub static TABLE: Table = Table { noun: "bank-lines", zh: "银行流水清单", en: "Bank lines", each: None, columns: COLUMNS };
const COLUMNS: &[Column] = &[
    text("/fund/code", "资金编号", "Fund code"),
    long("/fund/name", "资金", "Fund"),
    day("/booked_on", "记账日期", "Booked"),
    text("/serial", "流水号", "Serial number"),
    money("/amount", "金额（元）", "Amount (CNY)"),
    money("/balance", "余额（元）", "Balance (CNY)"),
    long("/counter_name", "对方户名", "Other party"),
    text("/counter_account", "对方账号", "Other account"),
    long("/summary", "摘要", "Summary"),
    code("/state", "状态", "State", label::<BankLineState>),
    long("/explanation", "说明", "Explanation"),
    text("/explained_by/name", "说明人", "Explained by"),
    text("/settled_by/name", "核对人", "Settled by"),
    instant("/settled_at", "核对时间", "Settled"),
];

/// Export bank lines
///
/// The rows that the list answers to the same filters, as a workbook. Each export is recorded.
#[utoipa::path(get, path = "/bank-lines/export", operation_id = "exportBankLines", tag = "statements", params(BankLinesQuery), extensions(("x-export" = json!(true))),
    responses((status = 200, description = "A workbook", body = Binary, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
pub async fn handler(cx: Cx, _: Query<BankLinesQuery>, language: Language) -> Result<Response, Problem> {
    export(cx, &TABLE, language, list_lines::handler).await
}
