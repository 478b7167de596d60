//! Members as a workbook.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::exports::table::{Column, Language, Table, code, instant, label, text, yes_no};
use yichuang_base::exports::{AnyPage, NoFilter, export};
use yichuang_base::http::{Cx, Path, Query};
use yichuang_base::problem::Problem;
use yichuang_base::wire::Binary;
use yichuang_domain::roles::Role;

use crate::members::list;

pub static TABLE: Table = Table { noun: "members", zh: "成员清单", en: "Members", each: None, columns: COLUMNS };
const COLUMNS: &[Column] = &[
    text("/name", "姓名", "Name"),
    text("/email", "邮箱", "E-mail"),
    yes_no("/email_verified", "邮箱已验证", "E-mail verified"),
    code("/roles", "身份", "Roles", label::<Role>),
    instant("/since", "加入时间", "Since"),
];

/// Export the people of an organisation
///
/// The rows that the list answers to the same filters, as a workbook. Each export is recorded.
#[utoipa::path(get, path = "/organisations/{id}/members/export", operation_id = "exportMembers", tag = "members", params(("id" = Uuid, Path, description = "Organisation")), extensions(("x-export" = json!(true))),
    responses((status = 200, description = "A workbook", body = Binary, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, _: Query<NoFilter>, language: Language) -> Result<Response, Problem> {
    export(cx, &TABLE, language, |cx, _: Query<AnyPage>| list::handler(cx, Path(id))).await
}
