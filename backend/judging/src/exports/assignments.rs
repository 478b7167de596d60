//! Assignments as a workbook.

use axum::response::Response;
use yichuang_base::exports::export;
use yichuang_base::exports::table::{Column, Language, Table, code, day, instant, label, long, text};
use yichuang_base::http::{Cx, Query};
use yichuang_base::problem::Problem;
use yichuang_base::wire::Binary;
use yichuang_domain::states::assignments::AssignmentState;
use yichuang_domain::states::reviews::ReviewState;

use crate::reviews::list_assignments::{self, AssignmentsQuery};

pub static TABLE: Table = Table { noun: "assignments", zh: "评审分派清单", en: "Assignments", each: None, columns: COLUMNS };
const COLUMNS: &[Column] = &[
    text("/call/number", "公告编号", "Call"),
    text("/proposal/number", "申报编号", "Proposal"),
    long("/proposal/title", "项目名称", "Title"),
    long("/proposal/organisation_name", "申报单位", "Organisation"),
    text("/alias", "评委代号", "Alias"),
    text("/reviewer/name", "评委", "Reviewer"),
    day("/scores_until", "评分截止日期", "Last day of scoring"),
    instant("/attested_at", "签署回避声明", "Attested"),
    code("/review_state", "评分状态", "State of the review", label::<ReviewState>),
    instant("/submitted_at", "提交时间", "Submitted"),
    code("/state", "状态", "State", label::<AssignmentState>),
];

/// Export assignments
///
/// The rows that the list answers to the same filters, as a workbook. Each export is recorded.
#[utoipa::path(get, path = "/assignments/export", operation_id = "exportAssignments", tag = "reviews", params(AssignmentsQuery), extensions(("x-export" = json!(true))),
    responses((status = 200, description = "A workbook", body = Binary, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
pub async fn handler(cx: Cx, _: Query<AssignmentsQuery>, language: Language) -> Result<Response, Problem> {
    export(cx, &TABLE, language, list_assignments::handler).await
}
