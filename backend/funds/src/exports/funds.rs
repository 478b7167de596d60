//! Funds as a workbook.

use axum::response::Response;
use yichuang_base::exports::export;
use yichuang_base::exports::table::{Column, Language, Table, instant, long, text, yes_no};
use yichuang_base::http::{Cx, Query};
use yichuang_base::problem::Problem;
use yichuang_base::wire::Binary;

use crate::funds::list::{self, FundsQuery};

pub static TABLE: Table = Table { noun: "funds", zh: "资金清单", en: "Funds", each: None, columns: COLUMNS };
const COLUMNS: &[Column] = &[
    text("/code", "编号", "Code"),
    long("/name", "名称", "Name"),
    text("/source", "来源", "Source"),
    text("/area_code", "区划代码", "Area code"),
    instant("/created_at", "建立时间", "Created"),
    yes_no("/demonstration", "演示数据", "Demonstration"),
];

/// Export funds
///
/// The rows that the list answers to the same filters, as a workbook. Each export is recorded.
#[utoipa::path(get, path = "/funds/export", operation_id = "exportFunds", tag = "funds", params(FundsQuery), extensions(("x-export" = json!(true))),
    responses((status = 200, description = "A workbook", body = Binary, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
pub async fn handler(cx: Cx, _: Query<FundsQuery>, language: Language) -> Result<Response, Problem> {
    export(cx, &TABLE, language, list::handler).await
}
