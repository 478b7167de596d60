//! Look what an import would do.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, Json, Reply};
use yichuang_base::problem::Problem;
use yichuang_store::organisation_imports as rows;

use super::CellFaultView;
use super::read::{OrganisationSheetInput, check, officers_area, uploaded};

/// At most so many faults and so many warnings are answered.
const SHOWN: usize = 500;

/// What an import would do, or why it cannot.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ImportCheckView {
    /// Rows below the head.
    pub row_count: usize,
    /// Nothing is wrong; the import would register every row.
    pub ready: bool,
    /// What must be put right, in the order of the sheet; the first five hundred.
    pub faults: Vec<CellFaultView>,
    pub fault_count: usize,
    /// What is worth a second look and refuses nothing; the first five hundred.
    pub warnings: Vec<CellFaultView>,
    pub warning_count: usize,
    /// Exactly this file was imported already: importing it again changes nothing.
    pub imported: Option<Uuid>,
}

/// Check a sheet of organisations
///
/// Reads the file and names every fault with its cell: codes, areas, duplicates inside the sheet and among registered
/// organisations. Changes nothing.
#[utoipa::path(post, path = "/organisation-imports/check", operation_id = "checkOrganisationImport", tag = "organisations",
    request_body = OrganisationSheetInput, responses((status = 200, description = "What was found", body = ImportCheckView)))]
pub async fn handler(cx: Cx, Json(input): Json<OrganisationSheetInput>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let area = officers_area(&uow, &input.area_code).await?;
    let file = uploaded(&uow, input.file_id).await?;
    let imported = rows::by_sha256(&uow.conn, &file.sha256).await?.map(|row| row.id);
    let sheet = check(&uow, area, &file).await?.sheet;
    let shown = |faults: Vec<_>| faults.into_iter().take(SHOWN).map(CellFaultView::from).collect();
    let view = ImportCheckView {
        row_count: sheet.count,
        ready: sheet.faults.is_empty() && imported.is_none(),
        fault_count: sheet.faults.len(),
        warning_count: sheet.warnings.len(),
        faults: shown(sheet.faults),
        warnings: shown(sheet.warnings),
        imported,
    };
    Reply::ok(&view)
}
