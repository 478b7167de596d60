//! Experts as a workbook.

use axum::response::Response;
use yichuang_base::exports::export;
use yichuang_base::exports::table::{Column, Language, Table, code, day, instant, label, long, text, whole, yes_no};
use yichuang_base::http::{Cx, Query};
use yichuang_base::problem::Problem;
use yichuang_base::wire::Binary;
use yichuang_domain::states::experts::ExpertState;

use crate::experts::list::{self, ExpertsQuery};

pub static TABLE: Table = Table { noun: "experts", zh: "评审专家清单", en: "Experts", each: None, columns: COLUMNS };
const COLUMNS: &[Column] = &[
    text("/number", "编号", "Number"),
    text("/name", "姓名", "Name"),
    long("/titles", "职称职务", "Titles"),
    long("/employer", "工作单位", "Employer"),
    text("/area_name", "地区", "Area"),
    whole("/load_cap", "每轮评审上限", "Load cap a round"),
    code("/state", "状态", "State", label::<ExpertState>),
    day("/approved_until", "聘期至", "Approved until"),
    yes_no("/may_sit", "可参加评审", "May sit"),
    instant("/created_at", "登记时间", "Registered at"),
];

/// Export experts
///
/// The rows that the list answers to the same filters, as a workbook. Each export is recorded.
#[utoipa::path(get, path = "/experts/export", operation_id = "exportExperts", tag = "experts", params(ExpertsQuery), extensions(("x-export" = json!(true))),
    responses((status = 200, description = "A workbook", body = Binary, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
pub async fn handler(cx: Cx, _: Query<ExpertsQuery>, language: Language) -> Result<Response, Problem> {
    export(cx, &TABLE, language, list::handler).await
}
