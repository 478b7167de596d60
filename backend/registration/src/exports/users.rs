//! Accounts as a workbook.

use axum::response::Response;
use yichuang_base::exports::export;
use yichuang_base::exports::table::{Column, Language, Table, instant, text};
use yichuang_base::http::{Cx, Query};
use yichuang_base::problem::Problem;
use yichuang_base::wire::Binary;

use crate::accounts::list_users::{self, UsersQuery};

pub static TABLE: Table = Table { noun: "users", zh: "账号清单", en: "Accounts", each: None, columns: COLUMNS };
const COLUMNS: &[Column] = &[
    text("/name", "姓名", "Name"),
    text("/email", "电子邮箱", "E-mail"),
    text("/state", "状态", "State"),
    instant("/created_at", "建立时间", "Created"),
];

/// Export accounts
///
/// The rows that the list answers to the same filters, as a workbook. Each export is recorded.
#[utoipa::path(get, path = "/users/export", operation_id = "exportUsers", tag = "accounts", params(UsersQuery), extensions(("x-export" = json!(true))),
    responses((status = 200, description = "A workbook", body = Binary, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
pub async fn handler(cx: Cx, _: Query<UsersQuery>, language: Language) -> Result<Response, Problem> {
    export(cx, &TABLE, language, list_users::handler).await
}
