//! Enter many needs at once, from an uploaded table.

use std::sync::LazyLock;

use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, Json, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::sheets::{self, Field, Row};
use yichuang_base::uow::Uow;
use yichuang_domain::fault::Fault;
use yichuang_domain::files::FilePurpose;
use yichuang_domain::rules::need_rows::{COLUMNS, REQUIRED, limit};
use yichuang_records::files;
use yichuang_store::ids::FileId;

use super::import::{NeedImportView, NeedRow, enter};

/// Rows that one table may have; more belong into several.
pub(super) const MAX_ROWS: usize = 500;

static FIELDS: LazyLock<Vec<Field>> = LazyLock::new(|| {
    let field = |(code, zh, en): &(&str, &'static str, &'static str)| Field {
        name: zh,
        or: Some(en),
        required: REQUIRED.contains(code),
        digits: false,
    };
    COLUMNS.iter().map(field).collect()
});

/// A table that was uploaded.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NeedSheetInput {
    /// The upload, for the purpose `import_sheet`.
    pub file_id: Uuid,
    /// Only say what is wrong; nothing is entered.
    pub dry_run: bool,
}

/// Import needs from a sheet
///
/// A workbook or CSV file of at most 500 rows, as the template has it: all rows or none, each the way of a single need.
/// Every fault is named by its cell (`/cells/C7`). With `dry_run` the same is done and undone, and the faults are the
/// answer.
#[utoipa::path(post, path = "/needs/import/sheet", operation_id = "importNeedSheet", tag = "needs", request_body = NeedSheetInput,
    responses((status = 200, description = "What came of it", body = NeedImportView)))]
pub async fn handler(cx: Cx, Json(input): Json<NeedSheetInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move { Reply::ok(&run(&uow, input).await?) }).await
}

pub async fn run(uow: &Uow, input: &NeedSheetInput) -> Result<NeedImportView, Problem> {
    let (file, bytes) = files::content(uow, FileId(input.file_id), FilePurpose::ImportSheet, "/file_id").await?;
    let (sheet, mut faults) = sheets::read_file((&file, bytes), &FIELDS, MAX_ROWS, "/file_id").await?;
    let readable: &[Row] = if sheets::has_faulty_head(&faults) { &[] } else { &sheet.rows };
    faults.extend(readable.iter().flat_map(too_long));
    let rows: Vec<NeedRow> = readable.iter().map(need).collect();
    enter(uow, &rows, faults, input.dry_run, |index, pointer| at(&readable[index], pointer)).await
}

/// The cell that a fault of a row is about; the row where it has no cell.
fn at(row: &Row, pointer: &str) -> String {
    let field = COLUMNS.iter().position(|(code, ..)| pointer.strip_prefix('/') == Some(*code));
    field.map_or_else(|| format!("{}{}", sheets::CELLS, row.number), |field| row.pointer(field))
}

fn too_long(row: &Row) -> Vec<Fault> {
    let over = |(field, (code, ..)): (usize, &(&str, &str, &str))| {
        let longest = limit(code);
        let fault = || Fault::new(row.pointer(field), "too_long", "The text is too long").with_limit(longest.to_string());
        (row.text(field).chars().count() > longest).then(fault)
    };
    COLUMNS.iter().enumerate().filter_map(over).collect()
}

fn need(row: &Row) -> NeedRow {
    let text = |code: &str| COLUMNS.iter().position(|(known, ..)| *known == code).map_or("", |field| row.text(field));
    let maybe = |code: &str| Some(text(code)).filter(|text| !text.is_empty()).map(str::to_owned);
    NeedRow {
        area: text("area").to_owned(),
        words: text("words").to_owned(),
        place: maybe("place"),
        source: maybe("source"),
        contact: maybe("contact"),
        title: maybe("title"),
        description: maybe("description"),
        category: maybe("category"),
        target_group: maybe("target_group"),
        head_count: maybe("head_count"),
        urgency: maybe("urgency"),
        amount: maybe("amount"),
        self_raised_min: maybe("self_raised_min"),
        min_applicants: maybe("min_applicants"),
    }
}
