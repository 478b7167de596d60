//! Questions as a workbook.

use axum::response::Response;
use yichuang_base::exports::export;
use yichuang_base::exports::table::{Column, Language, Table, code, instant, label, long, text};
use yichuang_base::http::{Cx, Query};
use yichuang_base::problem::Problem;
use yichuang_base::wire::Binary;
use yichuang_domain::states::questions::QuestionState;

use crate::questions::list::{self, QuestionsQuery};

pub static TABLE: Table = Table { noun: "questions", zh: "提问清单", en: "Questions", each: None, columns: COLUMNS };
const COLUMNS: &[Column] = &[
    text("/call/number", "公告编号", "Call"),
    long("/call/title", "公告名称", "Title of the call"),
    text("/organisation/name", "提问单位", "Organisation"),
    long("/question", "提问", "Question"),
    long("/published_question", "公开的提问", "Question as published"),
    long("/answer", "答复", "Answer"),
    long("/decline_reason", "不予答复的理由", "Why it was declined"),
    instant("/created_at", "提问时间", "Asked"),
    instant("/answered_at", "答复时间", "Answered"),
    code("/state", "状态", "State", label::<QuestionState>),
];

/// Export questions
///
/// The rows that the list answers to the same filters, as a workbook. Each export is recorded.
#[utoipa::path(get, path = "/questions/export", operation_id = "exportQuestions", tag = "questions", params(QuestionsQuery), extensions(("x-export" = json!(true))),
    responses((status = 200, description = "A workbook", body = Binary, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
pub async fn handler(cx: Cx, _: Query<QuestionsQuery>, language: Language) -> Result<Response, Problem> {
    export(cx, &TABLE, language, list::handler).await
}
