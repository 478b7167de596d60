//! Reviewers as a workbook.

use axum::response::Response;
use yichuang_base::exports::export;
use yichuang_base::exports::table::{Column, Language, Table, text};
use yichuang_base::http::{Cx, Query};
use yichuang_base::problem::Problem;
use yichuang_base::wire::Binary;

use crate::reviews::list_reviewers::{self, ReviewersQuery};

pub static TABLE: Table = Table { noun: "reviewers", zh: "评委清单", en: "Reviewers", each: None, columns: COLUMNS };
const COLUMNS: &[Column] = &[text("/name", "姓名", "Name")];

/// Export reviewers
///
/// The rows that the list answers to the same filters, as a workbook. Each export is recorded.
#[utoipa::path(get, path = "/reviewers/export", operation_id = "exportReviewers", tag = "reviews", params(ReviewersQuery), extensions(("x-export" = json!(true))),
    responses((status = 200, description = "A workbook", body = Binary, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
pub async fn handler(cx: Cx, _: Query<ReviewersQuery>, language: Language) -> Result<Response, Problem> {
    export(cx, &TABLE, language, list_reviewers::handler).await
}
