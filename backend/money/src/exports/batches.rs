//! Batches as a workbook.

use axum::response::Response;
use yichuang_base::exports::export;
use yichuang_base::exports::table::{Column, Language, Table, code, instant, label, money, text, whole};
use yichuang_base::http::{Cx, Query};
use yichuang_base::problem::Problem;
use yichuang_base::wire::Binary;
use yichuang_domain::states::batches::BatchState;

use crate::payments::list_batches::{self, BatchesQuery};

pub static TABLE: Table = Table { noun: "batches", zh: "付款批次清单", en: "Batches", each: None, columns: COLUMNS };
const COLUMNS: &[Column] = &[
    text("/number", "编号", "Number"),
    whole("/line_count", "笔数", "Lines"),
    money("/total", "合计（元）", "Total (CNY)"),
    text("/file_name", "报盘文件", "Bank file"),
    instant("/generated_at", "生成时间", "Generated"),
    text("/created_by/name", "经办", "Made by"),
    text("/approved_by/name", "审批", "Approved by"),
    code("/state", "状态", "State", label::<BatchState>),
    instant("/created_at", "建立时间", "Created"),
];

/// Export batches
///
/// The rows that the list answers to the same filters, as a workbook. Each export is recorded.
#[utoipa::path(get, path = "/batches/export", operation_id = "exportBatches", tag = "payments", params(BatchesQuery), extensions(("x-export" = json!(true))),
    responses((status = 200, description = "A workbook", body = Binary, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
pub async fn handler(cx: Cx, _: Query<BatchesQuery>, language: Language) -> Result<Response, Problem> {
    export(cx, &TABLE, language, list_batches::handler).await
}
