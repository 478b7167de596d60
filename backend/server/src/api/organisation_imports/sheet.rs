//! An uploaded sheet as plain rows, however it was written.

use std::collections::BTreeMap;
use std::io::Cursor;

use axum::body::Bytes;
use calamine::{Data, DataRef, Reader as _, Xlsx};
use uuid::Uuid;
use yichuang_domain::fault::Fault;
use yichuang_domain::files::FilePurpose;
use yichuang_domain::rules::organisation_sheet::{CellFault, MAX_ROWS, SheetRow, letters};
use yichuang_store::ids::FileId;

use crate::api::files;
use crate::content::text::decode;
use crate::problem::Problem;
use crate::uow::Uow;

/// Columns that are looked at; the template has fewer.
const MAX_COLUMNS: usize = 64;
/// Rows that are looked at: more are a fault of the sheet, whatever they hold.
const READ_ROWS: usize = MAX_ROWS + 100;
const FILE: &str = "/file_id";

/// A file and its rows.
pub struct Uploaded {
    pub name: String,
    pub bytes: Bytes,
    pub table: Table,
}

/// Plain rows, and cells that cannot be taken as they are.
#[derive(Debug, Default)]
pub struct Table {
    pub rows: Vec<SheetRow>,
    pub faults: Vec<CellFault>,
}

/// The caller's own complete upload for an import, as rows.
pub async fn uploaded(uow: &Uow, file: Uuid) -> Result<Uploaded, Problem> {
    let (file, bytes) = files::content(uow, FileId(file), FilePurpose::ImportSheet, FILE).await?;
    let plain = bytes.clone();
    let table = tokio::task::spawn_blocking(move || table(&plain)).await.map_err(Problem::internal)?;
    let table = table.map_err(|fault| Problem::faults(vec![Fault { pointer: FILE.to_owned(), ..fault }]))?;
    Ok(Uploaded { name: file.name, bytes, table })
}

/// A workbook begins as every archive does; everything else is read as comma-separated text.
fn table(bytes: &[u8]) -> Result<Table, Fault> {
    if bytes.starts_with(b"PK") { workbook(bytes) } else { text(bytes) }
}

fn unreadable(error: impl std::fmt::Display) -> Fault {
    Fault::new(FILE, "unreadable_sheet", format!("The file cannot be read as a table: {error}"))
}

/// The first sheet of a workbook, cell by cell: a cell far away costs nothing. Dates become days; formulas are refused,
/// because what they show may be another thing than what they hold.
fn workbook(bytes: &[u8]) -> Result<Table, Fault> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(unreadable)?;
    let name = book.sheet_names().into_iter().next().ok_or_else(|| unreadable("there is no sheet"))?;
    let mut cells = book.worksheet_cells_reader(&name).map_err(unreadable)?;
    let mut rows: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    let mut faults = Vec::new();
    while let Some(cell) = cells.next_cell_with_formula().map_err(unreadable)? {
        let (row, column) = (cell.pos.0 + 1, usize::try_from(cell.pos.1).unwrap_or(usize::MAX));
        let full = rows.len() >= READ_ROWS && !rows.contains_key(&row);
        if column >= MAX_COLUMNS || full {
            continue;
        }
        if cell.formula.is_some() {
            faults.push(formula(row, column));
        }
        let cells = rows.entry(row).or_default();
        cells.resize(cells.len().max(column + 1), String::new());
        cells[column] = shown(&cell.value);
    }
    Ok(Table { rows: rows.into_iter().map(|(number, cells)| SheetRow { number, cells }).collect(), faults })
}

fn formula(row: u32, column: usize) -> CellFault {
    CellFault {
        row,
        cell: format!("{}{row}", letters(column)),
        column: letters(column),
        code: "formula".to_owned(),
        detail: "The cell holds a formula; paste its value instead".to_owned(),
        limit: None,
        actual: None,
    }
}

/// What a cell shows. A whole number has no decimals, so that codes typed as numbers stay readable.
fn shown(cell: &DataRef<'_>) -> String {
    match cell {
        DataRef::DateTime(date) if date.is_datetime() => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => format!("{number:.0}"),
        other => Data::from(other.clone()).to_string(),
    }
}

fn text(bytes: &[u8]) -> Result<Table, Fault> {
    let plain = decode(bytes)?;
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(plain.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records().take(READ_ROWS) {
        let record = record.map_err(unreadable)?;
        let from = record.position().map_or(0, csv::Position::byte);
        let cells = record.iter().take(MAX_COLUMNS).map(str::to_owned).collect();
        rows.push(SheetRow { number: line_at(&plain, from), cells });
    }
    Ok(Table { rows, faults: Vec::new() })
}

/// The line on which the record that is read from this byte stands; empty lines before it belong to nobody.
fn line_at(text: &str, from: u64) -> u32 {
    let from = usize::try_from(from).unwrap_or(text.len()).min(text.len());
    let empty = text.as_bytes()[from..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
    let lines = text[..from + empty].matches('\n').count();
    u32::try_from(lines + 1).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_read_in_both_encodings_with_the_numbers_of_its_lines() {
        let (gb, _, _) = encoding_rs::GB18030.encode("名称,代码\r\n\r\n阳光,1\r\n");
        for bytes in [gb.as_ref(), "\u{feff}名称,代码\n\n阳光,1\n".as_bytes()] {
            let rows = table(bytes).unwrap().rows;
            assert_eq!((rows[1].number, rows[1].cells[0].as_str()), (3, "阳光"));
        }
    }

    #[test]
    fn a_workbook_is_read_as_it_is_shown() {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write_string(1, 1, "阳光").unwrap();
        sheet.write_number(1, 2, 105_290_000_019.0).unwrap();
        let day = rust_xlsxwriter::ExcelDateTime::from_ymd(2020, 3, 1).unwrap();
        let format = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd");
        sheet.write_datetime_with_format(1, 3, &day, &format).unwrap();
        sheet.write_formula(4, 16_383, "=1+1").unwrap();
        sheet.write_formula(5, 0, "=A1").unwrap();
        sheet.write_string(1_048_575, 0, "far away").unwrap();
        let read = table(&book.save_to_buffer().unwrap()).unwrap();
        assert_eq!(read.faults.iter().map(|fault| fault.cell.as_str()).collect::<Vec<_>>(), ["A6"]);
        assert_eq!(read.rows.last().unwrap().number, 1_048_576);
        assert_eq!(
            read.rows[0],
            SheetRow { number: 2, cells: vec![String::new(), "阳光".into(), "105290000019".into(), "2020-03-01".into()] }
        );
    }

    #[test]
    fn what_is_no_table_is_a_fault() {
        assert_eq!(table(b"PK nonsense").unwrap_err().code, "unreadable_sheet");
        assert!(table(&[0xff, 0xff, 0x00]).is_err());
    }
}
