//! Organisations as a workbook.

use axum::response::Response;
use yichuang_base::exports::export;
use yichuang_base::exports::table::{Column, Language, Table, code, day, instant, label, long, text, whole, yes_no};
use yichuang_base::http::{Cx, Query};
use yichuang_base::problem::Problem;
use yichuang_base::wire::Binary;
use yichuang_domain::states::organisations::OrganisationState;

use crate::organisations::list::{self, OrganisationsQuery};

pub static TABLE: Table = Table { noun: "organisations", zh: "组织清单", en: "Organisations", each: None, columns: COLUMNS };
const COLUMNS: &[Column] = &[
    long("/name", "名称", "Name"),
    text("/uscc", "统一社会信用代码", "Credit code"),
    text("/kind", "类型", "Kind"),
    text("/area_code", "区划代码", "Area code"),
    text("/registry", "登记机关", "Registry"),
    day("/registered_on", "登记日期", "Registered on"),
    text("/legal_representative", "法定代表人", "Legal representative"),
    text("/contact_name", "联系人", "Contact"),
    text("/contact_phone", "联系电话", "Phone"),
    text("/contact_email", "电子邮箱", "E-mail"),
    text("/assessment_grade", "评估等级", "Grade"),
    whole("/inspections_passed", "年检合格次数", "Inspections passed"),
    code("/state", "状态", "State", label::<OrganisationState>),
    instant("/created_at", "登记时间", "Registered here"),
    yes_no("/demonstration", "演示数据", "Demonstration"),
];

/// Export organisations
///
/// The rows that the list answers to the same filters, as a workbook. Each export is recorded.
#[utoipa::path(get, path = "/organisations/export", operation_id = "exportOrganisations", tag = "organisations", params(OrganisationsQuery), extensions(("x-export" = json!(true))),
    responses((status = 200, description = "A workbook", body = Binary, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
pub async fn handler(cx: Cx, _: Query<OrganisationsQuery>, language: Language) -> Result<Response, Problem> {
    export(cx, &TABLE, language, list::handler).await
}
