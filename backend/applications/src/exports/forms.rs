//! Forms as a workbook.

use axum::response::Response;
use yichuang_base::exports::export;
use yichuang_base::exports::table::{Column, Language, Table, code, instant, label, long, text, whole, yes_no};
use yichuang_base::http::{Cx, Query};
use yichuang_base::problem::Problem;
use yichuang_base::wire::Binary;
use yichuang_domain::forms::Purpose;
use yichuang_domain::states::forms::FormState;

use crate::forms::list::{self, FormsQuery};

pub static TABLE: Table = Table { noun: "forms", zh: "表单清单", en: "Forms", each: None, columns: COLUMNS };
const COLUMNS: &[Column] = &[
    long("/title", "名称", "Title"),
    code("/purpose", "用途", "Purpose", label::<Purpose>),
    text("/area/name", "区域", "Area"),
    whole("/revision", "版本", "Revision"),
    whole("/fields", "字段数", "Fields"),
    text("/updated_by/name", "更新人", "Updated by"),
    instant("/updated_at", "更新时间", "Updated"),
    instant("/published_at", "发布时间", "Published"),
    code("/state", "状态", "State", label::<FormState>),
    yes_no("/demonstration", "演示数据", "Demonstration"),
];

/// Export forms
///
/// The rows that the list answers to the same filters, as a workbook. Each export is recorded.
#[utoipa::path(get, path = "/forms/export", operation_id = "exportForms", tag = "forms", params(FormsQuery), extensions(("x-export" = json!(true))),
    responses((status = 200, description = "A workbook", body = Binary, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
pub async fn handler(cx: Cx, _: Query<FormsQuery>, language: Language) -> Result<Response, Problem> {
    export(cx, &TABLE, language, list::handler).await
}
