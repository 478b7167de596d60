//! Staff as a workbook.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::exports::export;
use yichuang_base::exports::table::{Column, Language, Table, code, day, label, text, yes_no};
use yichuang_base::http::{Cx, Path, Query};
use yichuang_base::problem::Problem;
use yichuang_base::wire::Binary;
use yichuang_domain::rules::CertificateLevel;

use crate::staff::list::{self, StaffQuery};

pub static TABLE: Table = Table { noun: "staff", zh: "员工清单", en: "Staff", each: None, columns: COLUMNS };
const COLUMNS: &[Column] = &[
    text("/name", "姓名", "Name"),
    text("/position", "岗位", "Position"),
    yes_no("/full_time", "专职", "Full time"),
    code("/certificate_level", "证书等级", "Certificate", label::<CertificateLevel>),
    text("/masked_certificate_number", "证书编号（部分）", "Certificate number (part)"),
    day("/since_on", "入职日期", "Since"),
    day("/until_on", "离职日期", "Until"),
    yes_no("/current", "在职", "Current"),
];

/// Export the staff of an organisation
///
/// The rows that the list answers to the same filters, as a workbook. Each export is recorded.
#[utoipa::path(get, path = "/organisations/{id}/staff/export", operation_id = "exportStaff", tag = "staff", params(("id" = Uuid, Path, description = "Organisation"), StaffQuery), extensions(("x-export" = json!(true))),
    responses((status = 200, description = "A workbook", body = Binary, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, _: Query<StaffQuery>, language: Language) -> Result<Response, Problem> {
    export(cx, &TABLE, language, |cx, query: Query<StaffQuery>| list::handler(cx, Path(id), query)).await
}
