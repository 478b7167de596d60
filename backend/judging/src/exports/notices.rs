//! Notices as a workbook.

use axum::response::Response;
use yichuang_base::exports::export;
use yichuang_base::exports::table::{Column, Language, Table, code, day, instant, label, long, money, text, whole, yes_no};
use yichuang_base::http::{Cx, Query};
use yichuang_base::problem::Problem;
use yichuang_base::wire::Binary;
use yichuang_domain::states::notices::NoticeState;

use crate::notices::list::{self, NoticesQuery};

pub static TABLE: Table = Table { noun: "notices", zh: "公示清单", en: "Notices", each: None, columns: COLUMNS };
const COLUMNS: &[Column] = &[
    text("/number", "编号", "Number"),
    long("/title", "标题", "Title"),
    text("/call/number", "公告编号", "Call"),
    long("/call/title", "公告名称", "Title of the call"),
    day("/starts_on", "公示开始", "From"),
    day("/ends_on", "公示结束", "To"),
    whole("/working_days", "工作日", "Working days"),
    whole("/awards", "拟立项数", "Awards"),
    money("/total", "拟资助总额（元）", "Total (CNY)"),
    instant("/published_at", "发布时间", "Published"),
    code("/state", "状态", "State", label::<NoticeState>),
    yes_no("/demonstration", "演示数据", "Demonstration"),
];

/// Export notices
///
/// The rows that the list answers to the same filters, as a workbook. Each export is recorded.
#[utoipa::path(get, path = "/notices/export", operation_id = "exportNotices", tag = "notices", params(NoticesQuery), extensions(("x-export" = json!(true))),
    responses((status = 200, description = "A workbook", body = Binary, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
pub async fn handler(cx: Cx, _: Query<NoticesQuery>, language: Language) -> Result<Response, Problem> {
    export(cx, &TABLE, language, list::handler).await
}
