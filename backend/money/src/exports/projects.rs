//! Projects as a workbook.

use axum::response::Response;
use yichuang_base::exports::export;
use yichuang_base::exports::table::{Column, Language, Table, code, day, label, long, money, text, yes_no};
use yichuang_base::http::{Cx, Query};
use yichuang_base::problem::Problem;
use yichuang_base::wire::Binary;
use yichuang_domain::states::projects::ProjectState;

use crate::projects::list::{self, ProjectsQuery};

pub static TABLE: Table = Table { noun: "projects", zh: "项目清单", en: "Projects", each: None, columns: COLUMNS };
const COLUMNS: &[Column] = &[
    text("/number", "编号", "Number"),
    long("/title", "项目名称", "Title"),
    long("/organisation/name", "承接单位", "Organisation"),
    text("/call/number", "公告编号", "Call"),
    money("/approved", "批准资助（元）", "Approved (CNY)"),
    money("/paid", "已拨付（元）", "Paid (CNY)"),
    day("/starts_on", "开始日期", "Starts"),
    day("/ends_on", "结束日期", "Ends"),
    text("/agreement/number", "协议编号", "Agreement"),
    code("/state", "状态", "State", label::<ProjectState>),
    yes_no("/demonstration", "演示数据", "Demonstration"),
];

/// Export projects
///
/// The rows that the list answers to the same filters, as a workbook. Each export is recorded.
#[utoipa::path(get, path = "/projects/export", operation_id = "exportProjects", tag = "projects", params(ProjectsQuery), extensions(("x-export" = json!(true))),
    responses((status = 200, description = "A workbook", body = Binary, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
pub async fn handler(cx: Cx, _: Query<ProjectsQuery>, language: Language) -> Result<Response, Problem> {
    export(cx, &TABLE, language, list::handler).await
}
