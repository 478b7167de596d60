//! Organisations registered from a sheet by an officer: checked cell by cell first, then all of them or none.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::caller::Place;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{Instant, OrganisationState};
use yichuang_domain::rules::organisation_sheet::CellFault;
use yichuang_store::organisation_imports::Imported;
use yichuang_store::record::OrganisationImport;

pub mod check;
pub mod create;
pub mod get;
pub mod list;
pub mod read;
pub mod result;
pub mod running;
pub mod template;

/// What is wrong with one cell.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CellFaultView {
    /// Row of the sheet, from 1.
    #[schema(example = 5)]
    pub row: u32,
    /// The cell as spreadsheets name it.
    #[schema(example = "B5")]
    pub cell: String,
    /// Head of the column.
    #[schema(example = "统一社会信用代码")]
    pub column: String,
    /// Stable machine code; clients translate it.
    pub code: String,
    /// One plain English sentence.
    pub detail: String,
    /// The limit, or the cell or organisation it collides with.
    pub limit: Option<String>,
    /// What stands in the cell.
    pub actual: Option<String>,
}

impl From<CellFault> for CellFaultView {
    fn from(fault: CellFault) -> Self {
        let CellFault { row, cell, column, code, detail, limit, actual } = fault;
        Self { row, cell, column, code, detail, limit, actual }
    }
}

/// One organisation that came from a sheet.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ImportedView {
    /// Row of the sheet.
    #[schema(example = 5)]
    pub row: i32,
    pub organisation_id: Uuid,
    #[schema(example = "示例社会工作服务中心")]
    pub name: String,
    #[schema(example = "52310115MJ9000022D")]
    pub uscc: String,
    pub state: OrganisationState,
    /// Who was invited as owner.
    #[schema(example = "owner@example.org")]
    pub owner_email: String,
}

/// One sheet that was imported.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OrganisationImportView {
    pub id: Uuid,
    #[schema(example = "天宁区社会组织.xlsx")]
    pub file_name: String,
    pub sha256: String,
    #[schema(example = "320402000000")]
    pub area_code: String,
    /// Organisations that were registered from it.
    pub row_count: i32,
    pub created_at: Instant,
    /// One for each row; empty in lists.
    pub rows: Vec<ImportedView>,
}

fn view(row: &OrganisationImport, rows: Vec<Imported>) -> Result<OrganisationImportView, Problem> {
    let one = |imported: Imported| {
        Ok(ImportedView {
            row: imported.row,
            organisation_id: imported.organisation.0,
            name: imported.name,
            uscc: imported.uscc,
            state: OrganisationState::read(&imported.state)?,
            owner_email: imported.owner_email,
        })
    };
    Ok(OrganisationImportView {
        id: row.id,
        file_name: row.file_name.clone(),
        sha256: row.sha256.clone(),
        area_code: row.area_code.clone(),
        row_count: row.row_count,
        created_at: Instant::micros(row.created_at)?,
        rows: rows.into_iter().map(one).collect::<Result<_, Problem>>()?,
    })
}

/// The import, for somebody who may read it; 404 for everybody else.
async fn known(uow: &Uow, id: Uuid) -> Result<OrganisationImport, Problem> {
    let row: OrganisationImport = uow.find(id).await?;
    uow.must_see(yichuang_base::access::PROGRAMME, &Place::area(&row.area_path))?;
    Ok(row)
}
