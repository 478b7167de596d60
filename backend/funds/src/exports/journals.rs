//! Journals as a workbook.

use axum::response::Response;
use yichuang_base::exports::export;
use yichuang_base::exports::table::{Column, Language, Table, day, instant, long, money, text};
use yichuang_base::http::{Cx, Query};
use yichuang_base::problem::Problem;
use yichuang_base::wire::Binary;

use crate::funds::list_journals::{self, JournalsQuery};

pub static TABLE: Table = Table { noun: "journals", zh: "分录清单", en: "Journals", each: Some("/postings"), columns: COLUMNS };
const COLUMNS: &[Column] = &[
    day("/biz_date", "业务日期", "Date"),
    text("/event", "业务代码", "Event"),
    text("/event_name", "业务", "Name of the event"),
    long("/memo", "摘要", "Memo"),
    text("/account", "科目", "Account").inner(),
    text("/account_name", "科目名称", "Name of the account").inner(),
    text("/detail", "明细", "Detail").inner(),
    money("/amount", "金额（借正贷负，元）", "Amount (debit positive, CNY)").inner(),
    instant("/created_at", "记账时间", "Posted"),
    text("/id", "凭证标识", "Journal"),
    text("/sha256", "封印", "Seal"),
];

/// Export journals
///
/// The rows that the list answers to the same filters, as a workbook. Each export is recorded.
#[utoipa::path(get, path = "/ledger/journals/export", operation_id = "exportJournals", tag = "funds", params(JournalsQuery), extensions(("x-export" = json!(true))),
    responses((status = 200, description = "A workbook", body = Binary, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
pub async fn handler(cx: Cx, _: Query<JournalsQuery>, language: Language) -> Result<Response, Problem> {
    export(cx, &TABLE, language, list_journals::handler).await
}
