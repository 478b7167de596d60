//! Verifications as a workbook.

use axum::response::Response;
use yichuang_base::exports::export;
use yichuang_base::exports::table::{Column, Language, Table, code, day, instant, label, long, text, yes_no};
use yichuang_base::http::{Cx, Query};
use yichuang_base::problem::Problem;
use yichuang_base::wire::Binary;
use yichuang_domain::states::verifications::VerificationState;

use crate::verifications::list::{self, VerificationsQuery};

pub static TABLE: Table = Table { noun: "verifications", zh: "核验清单", en: "Verifications", each: None, columns: COLUMNS };
const COLUMNS: &[Column] = &[
    long("/organisation_name", "组织", "Organisation"),
    text("/uscc", "统一社会信用代码", "Credit code"),
    text("/area_code", "区划代码", "Area code"),
    code("/kind", "种类", "Kind", kind),
    yes_no("/again", "再次提交", "Again"),
    text("/submitted_by/name", "提交人", "Submitted by"),
    instant("/submitted_at", "提交时间", "Submitted"),
    day("/due_on", "办理期限", "Due"),
    yes_no("/late", "逾期", "Late"),
    code("/state", "状态", "State", label::<VerificationState>),
];

/// The Chinese label of what is verified.
fn kind(code: &str) -> Option<&'static str> {
    match code {
        "registration" => Some("登记"),
        "change" => Some("变更"),
        _ => None,
    }
}

/// Export verifications
///
/// The rows that the list answers to the same filters, as a workbook. Each export is recorded.
#[utoipa::path(get, path = "/verifications/export", operation_id = "exportVerifications", tag = "verifications", params(VerificationsQuery), extensions(("x-export" = json!(true))),
    responses((status = 200, description = "A workbook", body = Binary, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
pub async fn handler(cx: Cx, _: Query<VerificationsQuery>, language: Language) -> Result<Response, Problem> {
    export(cx, &TABLE, language, list::handler).await
}
