//! Months of bank accounts as a workbook.

use axum::response::Response;
use yichuang_base::exports::export;
use yichuang_base::exports::table::{Column, Language, Table, code, instant, label, long, money, text};
use yichuang_base::http::{Cx, Query};
use yichuang_base::problem::Problem;
use yichuang_base::wire::Binary;
use yichuang_domain::states::periods::PeriodState;

use crate::periods::list::{self, PeriodsQuery};

pub static TABLE: Table = Table { noun: "periods", zh: "会计期间清单", en: "Months", each: None, columns: COLUMNS };
const COLUMNS: &[Column] = &[
    text("/fund/code", "资金编号", "Fund code"),
    long("/fund/name", "资金", "Fund"),
    text("/month", "月份", "Month"),
    money("/opening", "期初余额（元）", "Opening (CNY)"),
    money("/closing", "对账单期末余额（元）", "Statement closing (CNY)"),
    money("/ledger", "账面余额（元）", "Ledger (CNY)"),
    money("/difference", "差额（元）", "Difference (CNY)"),
    text("/proposed_by/name", "提请人", "Proposed by"),
    text("/closed_by/name", "结账人", "Closed by"),
    code("/state", "状态", "State", label::<PeriodState>),
    instant("/closed_at", "结账时间", "Closed"),
];

/// Export months
///
/// The rows that the list answers to the same filters, as a workbook. Each export is recorded.
#[utoipa::path(get, path = "/periods/export", operation_id = "exportPeriods", tag = "statements", params(PeriodsQuery), extensions(("x-export" = json!(true))),
    responses((status = 200, description = "A workbook", body = Binary, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
pub async fn handler(cx: Cx, _: Query<PeriodsQuery>, language: Language) -> Result<Response, Problem> {
    export(cx, &TABLE, language, list::handler).await
}
