//! Imports of organisations as a workbook.

use axum::response::Response;
use yichuang_base::exports::export;
use yichuang_base::exports::table::{Column, Language, Table, instant, long, text, whole};
use yichuang_base::http::{Cx, Query};
use yichuang_base::problem::Problem;
use yichuang_base::wire::Binary;

use crate::organisation_imports::list::{self, OrganisationImportsQuery};

pub static TABLE: Table =
    Table { noun: "organisation_imports", zh: "组织导入清单", en: "Imports of organisations", each: None, columns: COLUMNS };
const COLUMNS: &[Column] = &[
    long("/file_name", "文件", "File"),
    text("/area_code", "区划代码", "Area code"),
    whole("/row_count", "行数", "Rows"),
    instant("/created_at", "导入时间", "Imported"),
    text("/sha256", "文件指纹", "SHA-256"),
];

/// Export imports of organisations
///
/// The rows that the list answers to the same filters, as a workbook. Each export is recorded.
#[utoipa::path(get, path = "/organisation-imports/export", operation_id = "exportOrganisationImports", tag = "organisations", params(OrganisationImportsQuery), extensions(("x-export" = json!(true))),
    responses((status = 200, description = "A workbook", body = Binary, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
pub async fn handler(cx: Cx, _: Query<OrganisationImportsQuery>, language: Language) -> Result<Response, Problem> {
    export(cx, &TABLE, language, list::handler).await
}
