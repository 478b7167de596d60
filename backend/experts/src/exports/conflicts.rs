//! Conflicts of interest as a workbook.

use axum::response::Response;
use yichuang_base::exports::export;
use yichuang_base::exports::table::{Column, Language, Table, code, instant, label, long, text, yes_no};
use yichuang_base::http::{Cx, Query};
use yichuang_base::problem::Problem;
use yichuang_base::wire::Binary;
use yichuang_domain::conflicts::{ConflictKind, ConflictSeverity, ConflictSource};
use yichuang_domain::states::conflicts::ConflictState;

use crate::conflicts::list::{self, ConflictsQuery};

pub static TABLE: Table = Table { noun: "conflicts", zh: "回避清单", en: "Conflicts of interest", each: None, columns: COLUMNS };
const COLUMNS: &[Column] = &[
    text("/person/name", "人员", "Person"),
    long("/organisation/name", "申报单位", "Organisation"),
    code("/kind", "关系", "Kind", label::<ConflictKind>),
    code("/source", "来源", "Source", label::<ConflictSource>),
    code("/severity", "程度", "Severity", label::<ConflictSeverity>),
    code("/state", "状态", "State", label::<ConflictState>),
    yes_no("/shuts_out", "回避中", "Shut out"),
    yes_no("/pinned", "锁定", "Pinned"),
    long("/reason", "说明", "Reason"),
    text("/recorded_by/name", "登记人", "Recorded by"),
    instant("/recorded_at", "登记时间", "Recorded at"),
];

/// Export conflicts of interest
///
/// The rows that the list answers to the same filters, as a workbook. Each export is recorded.
#[utoipa::path(get, path = "/conflicts/export", operation_id = "exportConflicts", tag = "conflicts", params(ConflictsQuery), extensions(("x-export" = json!(true))),
    responses((status = 200, description = "A workbook", body = Binary, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
pub async fn handler(cx: Cx, _: Query<ConflictsQuery>, language: Language) -> Result<Response, Problem> {
    export(cx, &TABLE, language, list::handler).await
}
