//! Proposals as a workbook.

use axum::response::Response;
use yichuang_base::exports::export;
use yichuang_base::exports::table::{Column, Language, Table, code, instant, label, long, money, text, yes_no};
use yichuang_base::http::{Cx, Query};
use yichuang_base::problem::Problem;
use yichuang_base::wire::Binary;
use yichuang_domain::states::proposals::ProposalState;

use crate::proposals::list::{self, ProposalsQuery};

pub static TABLE: Table = Table { noun: "proposals", zh: "申报清单", en: "Proposals", each: None, columns: COLUMNS };
const COLUMNS: &[Column] = &[
    text("/number", "编号", "Number"),
    long("/title", "项目名称", "Title"),
    long("/organisation/name", "申报单位", "Organisation"),
    text("/call/number", "公告编号", "Call"),
    long("/call/title", "公告名称", "Title of the call"),
    text("/category", "类别", "Category"),
    money("/requested", "申请资助（元）", "Requested (CNY)"),
    money("/matching", "配套资金（元）", "Matching (CNY)"),
    money("/recommended", "建议资助（元）", "Recommended (CNY)"),
    money("/approved", "批准资助（元）", "Approved (CNY)"),
    instant("/submitted_at", "提交时间", "Submitted"),
    code("/state", "状态", "State", label::<ProposalState>),
    yes_no("/sealed", "截止前保密", "Sealed"),
    yes_no("/demonstration", "演示数据", "Demonstration"),
];

/// Export proposals
///
/// The rows that the list answers to the same filters, as a workbook. Each export is recorded.
#[utoipa::path(get, path = "/proposals/export", operation_id = "exportProposals", tag = "proposals", params(ProposalsQuery), extensions(("x-export" = json!(true))),
    responses((status = 200, description = "A workbook", body = Binary, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
pub async fn handler(cx: Cx, _: Query<ProposalsQuery>, language: Language) -> Result<Response, Problem> {
    export(cx, &TABLE, language, list::handler).await
}
