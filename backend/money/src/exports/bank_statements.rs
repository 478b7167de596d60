//! Bank statements as a workbook.

use axum::response::Response;
use yichuang_base::exports::export;
use yichuang_base::exports::table::{Column, Language, Table, day, instant, long, money, text, whole};
use yichuang_base::http::{Cx, Query};
use yichuang_base::problem::Problem;
use yichuang_base::wire::Binary;

use crate::statements::list::{self, BankStatementsQuery};

pub static TABLE: Table =
    Table { noun: "bank-statements", zh: "银行对账单清单", en: "Bank statements", each: None, columns: COLUMNS };
const COLUMNS: &[Column] = &[
    text("/fund/code", "资金编号", "Fund code"),
    long("/fund/name", "资金", "Fund"),
    long("/file_name", "文件", "File"),
    day("/starts_on", "起始日期", "From"),
    day("/ends_on", "截止日期", "To"),
    money("/opening", "期初余额（元）", "Opening (CNY)"),
    money("/closing", "期末余额（元）", "Closing (CNY)"),
    whole("/line_count", "笔数", "Lines"),
    whole("/new_count", "新增笔数", "New lines"),
    text("/created_by/name", "导入人", "Imported by"),
    instant("/created_at", "导入时间", "Imported"),
    text("/sha256", "SHA-256", "SHA-256"),
];

/// Export bank statements
///
/// The rows that the list answers to the same filters, as a workbook. Each export is recorded.
#[utoipa::path(get, path = "/bank-statements/export", operation_id = "exportBankStatements", tag = "statements", params(BankStatementsQuery), extensions(("x-export" = json!(true))),
    responses((status = 200, description = "A workbook", body = Binary, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
pub async fn handler(cx: Cx, _: Query<BankStatementsQuery>, language: Language) -> Result<Response, Problem> {
    export(cx, &TABLE, language, list::handler).await
}
