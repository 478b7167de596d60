//! Ends of fiscal years as a workbook.

use axum::response::Response;
use yichuang_base::exports::export;
use yichuang_base::exports::table::{Column, Language, Table, code, instant, label, long, money, text, whole};
use yichuang_base::http::{Cx, Query};
use yichuang_base::problem::Problem;
use yichuang_base::wire::Binary;
use yichuang_domain::rules::year_ends::YearEndPolicy;
use yichuang_domain::states::year_ends::YearEndState;

use crate::year_ends::list::{self, YearEndsQuery};

pub static TABLE: Table = Table { noun: "year_ends", zh: "年末结转清单", en: "Year ends", each: None, columns: COLUMNS };
const COLUMNS: &[Column] = &[
    text("/fund/code", "资金编号", "Fund code"),
    long("/fund/name", "资金", "Fund"),
    whole("/fiscal_year", "预算年度", "Fiscal year"),
    code("/policy", "年末政策", "Policy", label::<YearEndPolicy>),
    whole("/allotment_count", "指标数", "Allotments"),
    money("/lapsed", "年末收回（元）", "Lapsed (CNY)"),
    money("/carried", "结转下年（元）", "Carried (CNY)"),
    text("/proposed_by/name", "提请人", "Proposed by"),
    text("/closed_by/name", "审批人", "Closed by"),
    code("/state", "状态", "State", label::<YearEndState>),
    instant("/closed_at", "结转时间", "Closed"),
];

/// Export year ends
///
/// The rows that the list answers to the same filters, as a workbook. Each export is recorded.
#[utoipa::path(get, path = "/year-ends/export", operation_id = "exportYearEnds", tag = "funds", params(YearEndsQuery), extensions(("x-export" = json!(true))),
    responses((status = 200, description = "A workbook", body = Binary, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
pub async fn handler(cx: Cx, _: Query<YearEndsQuery>, language: Language) -> Result<Response, Problem> {
    export(cx, &TABLE, language, list::handler).await
}
