//! A report of the books as a workbook.

use axum::response::Response;
use yichuang_base::exports::table::{Column, Language, Table, long, money, text, whole};
use yichuang_base::exports::{AnyPage, export};
use yichuang_base::http::{Cx, Query};
use yichuang_base::problem::Problem;
use yichuang_base::wire::Binary;

use crate::fund_reports::get::{self, FundReportQuery};

pub static TABLE: Table = Table { noun: "fund-reports", zh: "资金报表", en: "Fund report", each: None, columns: COLUMNS };
const COLUMNS: &[Column] = &[
    text("/number", "编号", "Number"),
    long("/name", "名称", "Name"),
    money("/authority", "预算授权（元）", "Authority (CNY)"),
    money("/available", "可用（元）", "Available (CNY)"),
    money("/reserved", "立项占用（元）", "Reserved (CNY)"),
    money("/committed", "合同承诺（元）", "Committed (CNY)"),
    money("/due", "到期应拨（元）", "Due (CNY)"),
    money("/approved", "已批待付（元）", "Approved (CNY)"),
    money("/in_transit", "在途（元）", "In transit (CNY)"),
    money("/paid_in_period", "本期拨付（元）", "Paid in the period (CNY)"),
    money("/paid", "累计拨付（元）", "Paid (CNY)"),
    money("/returned_in_period", "本期收回（元）", "Came back in the period (CNY)"),
    money("/returned", "累计收回（元）", "Came back (CNY)"),
    money("/recovered", "收回待处理（元）", "Recovered (CNY)"),
    money("/carried_out", "结转转出（元）", "Carried out (CNY)"),
    money("/surrendered", "收回上缴（元）", "Surrendered (CNY)"),
    whole("/execution_bp", "执行率（万分之一）", "Execution (basis points)"),
];

/// Export a report of the books
///
/// The rows of the report and its total, as a workbook. Each export is recorded.
#[utoipa::path(get, path = "/fund-reports/export", operation_id = "exportFundReport", tag = "funds", params(FundReportQuery), extensions(("x-export" = json!(true))),
    responses((status = 200, description = "A workbook", body = Binary, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
pub async fn handler(cx: Cx, Query(query): Query<FundReportQuery>, language: Language) -> Result<Response, Problem> {
    export(cx, &TABLE, language, |cx, _: Query<AnyPage>| get::sheet(cx, Query(query.clone()))).await
}
