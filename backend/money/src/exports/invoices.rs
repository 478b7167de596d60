//! Invoices as a workbook.

use axum::response::Response;
use yichuang_base::exports::export;
use yichuang_base::exports::table::{Column, Language, Table, code, day, label, long, money, text};
use yichuang_base::http::{Cx, Query};
use yichuang_base::problem::Problem;
use yichuang_base::wire::Binary;
use yichuang_domain::rules::invoices::{InvoiceKind, InvoiceState};

use crate::invoices::list::{self, InvoicesQuery};

pub static TABLE: Table = Table { noun: "invoices", zh: "发票清单", en: "Invoices", each: None, columns: COLUMNS };
const COLUMNS: &[Column] = &[
    text("/number", "发票号码", "Number"),
    code("/kind", "红蓝字", "Kind", label::<InvoiceKind>),
    day("/issued_on", "开票日期", "Issued on"),
    long("/seller_name", "销售方", "Seller"),
    text("/seller_uscc", "销售方统一社会信用代码", "Seller's USCC"),
    long("/buyer_name", "购买方", "Buyer"),
    money("/amount", "金额（元）", "Amount (CNY)"),
    money("/tax", "税额（元）", "Tax (CNY)"),
    money("/total", "价税合计（元）", "Total (CNY)"),
    text("/tranche_number", "拨付编号", "Tranche"),
    long("/project/title", "项目名称", "Title of the project"),
    code("/state", "状态", "State", label::<InvoiceState>),
    long("/reason", "红冲原因", "Reason"),
];

/// Export invoices
///
/// The rows that the list answers to the same filters, as a workbook. Each export is recorded.
#[utoipa::path(get, path = "/invoices/export", operation_id = "exportInvoices", tag = "payments", params(InvoicesQuery), extensions(("x-export" = json!(true))),
    responses((status = 200, description = "A workbook", body = Binary, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
pub async fn handler(cx: Cx, _: Query<InvoicesQuery>, language: Language) -> Result<Response, Problem> {
    export(cx, &TABLE, language, list::handler).await
}
