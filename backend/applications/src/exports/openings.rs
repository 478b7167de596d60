//! Openings of sealed proposals as a workbook.

use axum::response::Response;
use yichuang_base::exports::export;
use yichuang_base::exports::table::{Column, Language, Table, instant, text};
use yichuang_base::http::{Cx, Query};
use yichuang_base::problem::Problem;
use yichuang_base::wire::Binary;

use crate::proposals::list_openings::{self, OpeningsQuery};

pub static TABLE: Table =
    Table { noun: "proposal_openings", zh: "密封申报查阅记录", en: "Openings of sealed proposals", each: None, columns: COLUMNS };
const COLUMNS: &[Column] = &[
    text("/proposal_number", "申报编号", "Proposal"),
    text("/opened_by/name", "查阅人", "Opened by"),
    instant("/opened_at", "查阅时间", "Opened"),
];

/// Export openings of sealed proposals
///
/// The rows that the list answers to the same filters, as a workbook. Each export is recorded.
#[utoipa::path(get, path = "/proposal-openings/export", operation_id = "exportProposalOpenings", tag = "proposals", params(OpeningsQuery), extensions(("x-export" = json!(true))),
    responses((status = 200, description = "A workbook", body = Binary, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
pub async fn handler(cx: Cx, _: Query<OpeningsQuery>, language: Language) -> Result<Response, Problem> {
    export(cx, &TABLE, language, list_openings::handler).await
}
