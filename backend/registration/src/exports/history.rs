//! History as a workbook.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::exports::export;
use yichuang_base::exports::table::{Column, Language, Table, code, instant, label, long, money, text};
use yichuang_base::http::{Cx, Path, Query};
use yichuang_base::problem::Problem;
use yichuang_base::wire::Binary;
use yichuang_domain::states::projects::ProjectState;

use crate::organisations::history::{self, HistoryQuery};

pub static TABLE: Table = Table { noun: "organisation_history", zh: "组织履历", en: "History", each: None, columns: COLUMNS };
const COLUMNS: &[Column] = &[
    instant("/at", "时间", "At"),
    text("/action", "事项", "Action"),
    text("/actor/name", "经办人", "By"),
    long("/reason", "理由", "Reason"),
    text("/award/number", "项目编号", "Project"),
    long("/award/title", "项目名称", "Title of the project"),
    money("/award/amount", "批准资助（元）", "Approved (CNY)"),
    code("/award/state", "项目状态", "State of the project", label::<ProjectState>),
];

/// Export the history of an organisation
///
/// The rows that the list answers to the same filters, as a workbook. Each export is recorded.
#[utoipa::path(get, path = "/organisations/{id}/history/export", operation_id = "exportOrganisationHistory", tag = "organisations", params(("id" = Uuid, Path, description = "Organisation"), HistoryQuery), extensions(("x-export" = json!(true))),
    responses((status = 200, description = "A workbook", body = Binary, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, _: Query<HistoryQuery>, language: Language) -> Result<Response, Problem> {
    export(cx, &TABLE, language, |cx, query: Query<HistoryQuery>| history::handler(cx, Path(id), query)).await
}
