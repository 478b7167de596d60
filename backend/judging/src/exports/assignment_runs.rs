//! Assignments of a call that were carried out as a workbook.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::exports::export;
use yichuang_base::exports::table::{Column, Language, Table, code, instant, label, text, whole};
use yichuang_base::http::{Cx, Path, Query};
use yichuang_base::problem::Problem;
use yichuang_base::wire::{Binary, PageQuery};
use yichuang_domain::states::assignment_runs::AssignmentRunState;

use crate::assignment_runs::list;

pub static TABLE: Table = Table { noun: "assignment-runs", zh: "评审分配清单", en: "Assignment runs", each: None, columns: COLUMNS };
const COLUMNS: &[Column] = &[
    whole("/seq", "次序", "Run"),
    text("/settings/mode", "方式", "Mode"),
    whole("/settings/per_proposal", "每份评委数", "Reviewers a proposal"),
    text("/settings/seed", "随机种子", "Seed"),
    whole("/planned", "分配数", "Assignments made"),
    whole("/assignments", "现存数", "Still there"),
    whole("/started", "已开始数", "Begun"),
    whole("/least_score", "最低匹配度（‰）", "Least fit (permille)"),
    whole("/cost", "总代价（‰）", "Cost (permille)"),
    text("/created_by/name", "执行人", "Carried out by"),
    instant("/created_at", "执行时间", "Carried out"),
    text("/undone_by/name", "撤销人", "Undone by"),
    instant("/undone_at", "撤销时间", "Undone"),
    code("/state", "状态", "State", label::<AssignmentRunState>),
];

/// Export the assignments that were carried out
///
/// The rows that the list answers to the same filters, as a workbook. Each export is recorded.
#[utoipa::path(get, path = "/calls/{id}/assignment-runs/export", operation_id = "exportAssignmentRuns", tag = "reviews", params(("id" = Uuid, Path, description = "Call"), PageQuery), extensions(("x-export" = json!(true))),
    responses((status = 200, description = "A workbook", body = Binary, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, _: Query<PageQuery>, language: Language) -> Result<Response, Problem> {
    export(cx, &TABLE, language, |cx, query: Query<PageQuery>| list::handler(cx, Path(id), query)).await
}
