//! Documents as a workbook.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::exports::export;
use yichuang_base::exports::table::{Column, Language, Table, code, day, instant, label, long, text, yes_no};
use yichuang_base::http::{Cx, Path, Query};
use yichuang_base::problem::Problem;
use yichuang_base::wire::Binary;
use yichuang_domain::rules::OrganisationDocumentKind;

use crate::organisation_documents::list::{self, OrganisationDocumentsQuery};

pub static TABLE: Table = Table { noun: "organisation_documents", zh: "证照清单", en: "Documents", each: None, columns: COLUMNS };
const COLUMNS: &[Column] = &[
    code("/kind", "种类", "Kind", label::<OrganisationDocumentKind>),
    text("/number", "编号", "Number"),
    day("/issued_on", "发证日期", "Issued"),
    day("/valid_until", "有效期至", "Valid until"),
    yes_no("/expired", "已过期", "Expired"),
    long("/note", "说明", "Note"),
    instant("/updated_at", "更新时间", "Updated"),
];

/// Export the documents of an organisation
///
/// The rows that the list answers to the same filters, as a workbook. Each export is recorded.
#[utoipa::path(get, path = "/organisations/{id}/documents/export", operation_id = "exportOrganisationDocuments", tag = "organisation-documents", params(("id" = Uuid, Path, description = "Organisation"), OrganisationDocumentsQuery), extensions(("x-export" = json!(true))),
    responses((status = 200, description = "A workbook", body = Binary, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, _: Query<OrganisationDocumentsQuery>, language: Language) -> Result<Response, Problem> {
    export(cx, &TABLE, language, |cx, query: Query<OrganisationDocumentsQuery>| list::handler(cx, Path(id), query)).await
}
