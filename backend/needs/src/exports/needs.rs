//! Needs as a workbook.

use axum::response::Response;
use yichuang_base::exports::export;
use yichuang_base::exports::table::{Column, Language, Table, code, day, instant, label, long, text, whole};
use yichuang_base::http::{Cx, Query};
use yichuang_base::problem::Problem;
use yichuang_base::wire::Binary;
use yichuang_domain::rules::needs::{NeedCategory, NeedSource, NeedUrgency, ResponseLevel};
use yichuang_domain::states::needs::NeedState;

use crate::needs::list::{self, NeedsQuery};

pub static TABLE: Table = Table { noun: "needs", zh: "需求清单", en: "Needs", each: None, columns: COLUMNS };
const COLUMNS: &[Column] = &[
    text("/number", "编号", "Number"),
    long("/heading", "需求", "Need"),
    text("/area_name", "地区", "Area"),
    text("/area_code", "区划代码", "Area code"),
    code("/category", "类别", "Category", label::<NeedCategory>),
    code("/urgency", "紧急程度", "Urgency", label::<NeedUrgency>),
    code("/source", "来源", "Source", label::<NeedSource>),
    whole("/endorsements", "附议数", "Endorsements"),
    code("/level", "应答层级", "Owed by", label::<ResponseLevel>),
    day("/due_on", "应答期限", "Due"),
    whole("/late_days", "逾期工作日", "Working days late"),
    instant("/created_at", "提出时间", "Reported"),
    code("/state", "状态", "State", label::<NeedState>),
];

/// Export needs
///
/// The rows that the list answers to the same filters, as a workbook. Each export is recorded.
#[utoipa::path(get, path = "/needs/export", operation_id = "exportNeeds", tag = "needs", params(NeedsQuery), extensions(("x-export" = json!(true))),
    responses((status = 200, description = "A workbook", body = Binary, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
pub async fn handler(cx: Cx, _: Query<NeedsQuery>, language: Language) -> Result<Response, Problem> {
    export(cx, &TABLE, language, list::handler).await
}
