//! Rows of a table that somebody filled in: a workbook or a CSV file, read into texts that remember their cells.
//!
//! An import says which columns it knows ([`Field`]) and gets a [`Sheet`] with every fault of its form at its place: what
//! the file is not, headers that are missing, unknown or twice, formulas, cells without a column. Nothing is guessed, and
//! no import goes on with a fault in its hands.
//!
//! ```ignore
//! const FIELDS: &[Field] = &[Field::required("名称"), Field::optional("登记日期").or("成立日期")];
//! let (file, bytes) = files::content(&uow, id, FilePurpose::ImportSheet, "/file_id").await?;
//! let (sheet, mut faults) = sheets::read_file((&file, bytes), FIELDS, 2000, "/file_id").await?;
//! for row in &sheet.rows {
//!     let name = row.text(0);                                            // trimmed; "" when the cell is empty
//!     faults.push(Fault::new(row.pointer(0), "missing", "…"));           // "/cells/A7"
//! }
//! ```

use std::collections::HashMap;
use std::io::Cursor;

use axum::body::Bytes;
use calamine::{DataRef, Reader as _, Xlsx};
use yichuang_domain::fault::Fault;
use yichuang_domain::files::FileKind;
use yichuang_store::record::File;

use crate::content::{CONTENT, archive, text};
use crate::problem::Problem;

/// Columns that a table may have.
const MAX_COLUMNS: u32 = 100;
/// Characters in one cell.
const MAX_CELL: usize = 5000;
/// Faults that one answer names; who has more has another kind of problem.
const MAX_FAULTS: usize = 500;
/// How the pointers of cells begin.
pub const CELLS: &str = "/cells/";
/// From here on a number is no longer kept to its last digit; spreadsheets keep fifteen.
const MAX_NUMBER: f64 = 1e15;

/// A column that an import knows.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// What stands above it.
    pub name: &'static str,
    /// Another name it may have.
    pub or: Option<&'static str>,
    /// Whether the table must have it; cells may still be empty.
    pub required: bool,
    /// Whether its cells are digits that are no quantity, such as an account: a spreadsheet that takes them for a number
    /// cuts the zeros in front and, of many, the last ones.
    pub digits: bool,
}

impl Field {
    #[must_use]
    pub const fn required(name: &'static str) -> Self {
        Self { name, or: None, required: true, digits: false }
    }

    #[must_use]
    pub const fn optional(name: &'static str) -> Self {
        Self { name, or: None, required: false, digits: false }
    }

    /// The same column, whose cells must be texts of digits.
    #[must_use]
    pub const fn digits(mut self) -> Self {
        self.digits = true;
        self
    }

    /// The same column under another name.
    #[must_use]
    pub const fn or(mut self, name: &'static str) -> Self {
        self.or = Some(name);
        self
    }
}

/// The rows below the header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    pub rows: Vec<Row>,
    /// The letters of each field's column, in the order of the fields; nothing where the table has no such column.
    pub columns: Vec<Option<String>>,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its number in the file, as a spreadsheet shows it.
    pub number: u32,
    /// Column and text of each field, in the order of the fields.
    cells: Vec<(Option<u32>, String)>,
}

impl Row {
    /// The text of a field, trimmed; empty when the cell or the whole column is not there.
    #[must_use]
    pub fn text(&self, field: usize) -> &str {
        self.cells.get(field).map_or("", |(_, text)| text)
    }

    /// The cell of a field, such as `C7`; the row alone when the table has no such column.
    #[must_use]
    pub fn cell(&self, field: usize) -> String {
        match self.cells.get(field).and_then(|(column, _)| *column) {
            Some(column) => cell(self.number, column),
            None => self.number.to_string(),
        }
    }

    /// Where a fault of a field points: `/cells/C7`.
    #[must_use]
    pub fn pointer(&self, field: usize) -> String {
        format!("/cells/{}", self.cell(field))
    }
}

/// Reads an uploaded table away from the threads that answer requests. Faults of single cells are left to the caller,
/// who adds those of the content; what leaves nothing to read is refused, under the pointer of the upload.
pub async fn read_file(
    (file, bytes): (&File, Bytes),
    fields: &'static [Field],
    max_rows: usize,
    pointer: &str,
) -> Result<(Sheet, Vec<Fault>), Problem> {
    let kind = file.media_type.as_deref().and_then(FileKind::of_media_type).unwrap_or(FileKind::Csv);
    let read = tokio::task::spawn_blocking(move || look(&bytes, kind, fields, max_rows)).await;
    let (sheet, mut faults) = read.map_err(Problem::internal)?;
    if faults.iter().all(|fault| fault.pointer.starts_with(CELLS)) {
        return Ok((sheet, faults));
    }
    for fault in faults.iter_mut().filter(|fault| fault.pointer == CONTENT) {
        pointer.clone_into(&mut fault.pointer);
    }
    Err(Problem::faults(faults))
}

/// Whether a column is missing, unknown or there twice: what the cells below mean is then not known.
#[must_use]
pub fn has_faulty_head(faults: &[Fault]) -> bool {
    faults.iter().any(|fault| matches!(fault.code.as_str(), "missing_header" | "unknown_header" | "duplicate_header"))
}

/// Reads a table, and names everything that is wrong with its form.
fn look(bytes: &[u8], kind: FileKind, fields: &[Field], max_rows: usize) -> (Sheet, Vec<Fault>) {
    let mut found = Found { lines: Vec::new(), faults: Vec::new(), max_rows };
    let done = match kind {
        FileKind::Xlsx => workbook(bytes, &mut found),
        _ => plain(bytes, &mut found),
    };
    if let Err(fault) = done {
        found.faults.push(fault);
    }
    let Found { mut lines, mut faults, .. } = found;
    lines.retain(|line| line.cells.iter().any(|(_, text)| !text.is_empty()));
    let mut lines = lines.into_iter();
    let Some(head) = lines.next() else {
        faults.push(Fault::new(CONTENT, "no_rows", "The table is empty"));
        return (Sheet { rows: Vec::new(), columns: Vec::new() }, faults);
    };
    let columns = columns(&head, fields, &mut faults);
    let rows: Vec<Row> = lines.map(|line| row(line, &columns, fields, &mut faults)).collect();
    if rows.is_empty() {
        faults.push(Fault::new(CONTENT, "no_rows", "There is nothing below the headers"));
    }
    if faults.len() > MAX_FAULTS {
        let more = faults.len() - MAX_FAULTS;
        faults.truncate(MAX_FAULTS);
        faults.push(Fault::new(CONTENT, "more_faults", "There are more faults than these").with_actual(more.to_string()));
    }
    let place = |field| columns.iter().find(|(_, known)| **known == field).map(|(column, _)| letters(*column));
    (Sheet { rows, columns: (0..fields.len()).map(place).collect() }, faults)
}

/// One line of the file, header included.
struct Line {
    number: u32,
    cells: Vec<(u32, String)>,
    /// Columns whose cells hold numbers and not texts.
    numbers: Vec<u32>,
}

/// What has been read so far.
struct Found {
    lines: Vec<Line>,
    faults: Vec<Fault>,
    max_rows: usize,
}

impl Found {
    /// Adds a cell; false when there are too many rows to go on.
    fn add(&mut self, number: u32, column: u32, text: &str) -> bool {
        let text = text.trim();
        if text.is_empty() {
            return true;
        }
        let place = || format!("/cells/{}", cell(number, column));
        if text.chars().count() > MAX_CELL {
            self.faults.push(Fault::new(place(), "too_long", "The cell holds too much text").with_limit(MAX_CELL.to_string()));
        }
        if column >= MAX_COLUMNS {
            self.faults
                .push(Fault::new(place(), "too_many_columns", "There is a cell too far to the right").with_limit(MAX_COLUMNS.to_string()));
            return self.faults.len() <= MAX_FAULTS;
        }
        if self.lines.last().is_none_or(|line| line.number != number) {
            // The header is a line as well.
            if self.lines.len() > self.max_rows {
                let fault = Fault::new(CONTENT, "too_many_rows", "The table has too many rows; part it");
                self.faults.push(fault.with_limit(self.max_rows.to_string()));
                return false;
            }
            self.lines.push(Line { number, cells: Vec::new(), numbers: Vec::new() });
        }
        if let Some(line) = self.lines.last_mut() {
            line.cells.push((column, text.to_owned()));
        }
        true
    }

    /// Notes that the cell that was added last is a number.
    fn is_number(&mut self, column: u32) {
        if let Some(line) = self.lines.last_mut() {
            line.numbers.push(column);
        }
    }

    fn formula(&mut self, number: u32, column: u32) {
        let place = format!("/cells/{}", cell(number, column));
        self.faults.push(Fault::new(place, "formula", "The cell holds a formula; put its value there"));
    }
}

/// The first sheet of a workbook, cell after cell: a cell far outside costs nothing.
fn workbook(bytes: &[u8], found: &mut Found) -> Result<(), Fault> {
    let damaged = || Fault::new(CONTENT, "damaged", "The workbook is damaged");
    if archive::document_kind(Cursor::new(bytes))? != Some(FileKind::Xlsx) {
        return Err(Fault::new(CONTENT, "type_mismatch", "This is no workbook").with_limit(FileKind::Xlsx.media_type()));
    }
    let mut workbook: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).map_err(|_| damaged())?;
    let name = workbook.sheet_names().first().cloned().ok_or_else(damaged)?;
    let mut cells = workbook.worksheet_cells_reader(&name).map_err(|_| damaged())?;
    while let Some(one) = cells.next_cell_with_formula_metadata().map_err(|_| damaged())? {
        let (number, column) = (one.pos.0 + 1, one.pos.1);
        if one.formula.is_some() {
            found.formula(number, column);
        } else if let DataRef::Error(_) = one.value {
            let place = format!("/cells/{}", cell(number, column));
            found.faults.push(Fault::new(place, "cell_error", "The cell shows an error"));
        } else if matches!(one.value, DataRef::Float(long) if long.abs() >= MAX_NUMBER) {
            let place = format!("/cells/{}", cell(number, column));
            found.faults.push(Fault::new(place, "digits_lost", "So long a number loses its last digits; format the cell as text"));
        }
        if !found.add(number, column, &shown(&one.value)) || found.faults.len() > MAX_FAULTS {
            break;
        }
        if matches!(one.value, DataRef::Int(_) | DataRef::Float(_)) {
            found.is_number(column);
        }
    }
    Ok(())
}

/// A value as a person would type it.
fn shown(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(whole) => whole.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(yes) => if *yes { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(at) if at.is_datetime() => {
            let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
            let date = format!("{year:04}-{month:02}-{day:02}");
            if (hour, minute, second) == (0, 0, 0) { date } else { format!("{date} {hour:02}:{minute:02}:{second:02}") }
        }
        DataRef::DateTime(length) => length.as_f64().to_string(),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

fn plain(bytes: &[u8], found: &mut Found) -> Result<(), Fault> {
    let text = text::decode(bytes)?;
    let first = text.lines().next().unwrap_or_default();
    let delimiter = *b",;\t".iter().max_by_key(|byte| first.bytes().filter(|one| one == *byte).count()).unwrap_or(&b',');
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    // Lines within quotes are one row to a spreadsheet.
    let (mut at, mut line, mut within) = (0, 1, 0);
    for record in reader.records() {
        let record = record.map_err(|_| Fault::new(CONTENT, "damaged", "The text is no table"))?;
        let begins = begin(&text, record.position().map_or(0, csv::Position::byte));
        line += newlines(text.get(at..begins).unwrap_or_default());
        at = begins;
        let number = line - within;
        for (column, value) in (0_u32..).zip(&record) {
            within += newlines(value);
            if value.trim_start().starts_with('=') {
                found.formula(number, column);
            }
            if !found.add(number, column, value) {
                return Ok(());
            }
        }
    }
    Ok(())
}

/// Where a record really begins: behind the end of the line before and behind empty lines.
fn begin(text: &str, byte: u64) -> usize {
    let from = usize::try_from(byte).unwrap_or(text.len()).min(text.len());
    from + text.as_bytes()[from..].iter().take_while(|byte| matches!(**byte, b'\r' | b'\n')).count()
}

fn newlines(text: &str) -> u32 {
    u32::try_from(text.bytes().filter(|byte| *byte == b'\n').count()).unwrap_or(u32::MAX)
}

/// A header without spaces, what stands in brackets behind it, and the star that says it must be filled in.
fn plain_header(text: &str) -> String {
    let until = text.split(['（', '(', '\n']).next().unwrap_or_default();
    until.chars().filter(|c| !c.is_whitespace() && !matches!(c, '*' | '＊' | '：' | ':')).collect()
}

/// Where each field stands.
fn columns(head: &Line, fields: &[Field], faults: &mut Vec<Fault>) -> HashMap<u32, usize> {
    let mut places = HashMap::new();
    for (column, name) in &head.cells {
        let place = format!("/cells/{}", cell(head.number, *column));
        let plain = plain_header(name);
        let named = |field: &Field| plain_header(field.name) == plain || field.or.is_some_and(|or| plain_header(or) == plain);
        match fields.iter().position(named) {
            None => {
                let known: Vec<&str> = fields.iter().map(|field| field.name).collect();
                let fault = Fault::new(place, "unknown_header", "There is no such column");
                faults.push(fault.with_limit(known.join("、")).with_actual(name.clone()));
            }
            Some(field) if places.values().any(|known| *known == field) => {
                faults.push(Fault::new(place, "duplicate_header", "The column is there twice").with_actual(name.clone()));
            }
            Some(field) => {
                places.insert(*column, field);
            }
        }
    }
    for (number, field) in fields.iter().enumerate().filter(|(_, field)| field.required) {
        if !places.values().any(|known| *known == number) {
            let fault = Fault::new(format!("/cells/{}", head.number), "missing_header", "A column is missing");
            faults.push(fault.with_limit(field.name));
        }
    }
    places
}

fn row(line: Line, columns: &HashMap<u32, usize>, fields: &[Field], faults: &mut Vec<Fault>) -> Row {
    let mut cells = vec![(None, String::new()); fields.len()];
    for (column, field) in columns {
        if let Some(place) = cells.get_mut(*field) {
            place.0 = Some(*column);
        }
    }
    for (column, text) in line.cells {
        let place = format!("/cells/{}", cell(line.number, column));
        let named = faults.iter().any(|fault| fault.pointer == place);
        if columns.get(&column).is_some_and(|field| fields[*field].digits) && !named {
            faults.extend(spoilt(&text, line.numbers.contains(&column)).map(|fault| Fault { pointer: place.clone(), ..fault }));
        }
        if let Some(place) = columns.get(&column).and_then(|field| cells.get_mut(*field)) {
            place.1 = text;
        } else {
            faults.push(Fault::new(place, "cell_without_header", "There is no header above this cell").with_actual(text));
        }
    }
    Row { number: line.number, cells }
}

/// What a spreadsheet did to digits that are no quantity: shortened them to something like `6.22E+18`, or took them for a number.
fn spoilt(text: &str, number: bool) -> Option<Fault> {
    let power = text.split_once(['e', 'E']).is_some_and(|(figure, power)| figure.parse::<f64>().is_ok() && power.parse::<i32>().is_ok());
    let (code, detail) = if power || text.contains(['.', '+']) {
        ("digits_lost", "A spreadsheet has shortened these digits; format the column as text")
    } else if number {
        ("number_cell", "A spreadsheet took these digits for a number and may have cut zeros; format the column as text")
    } else {
        return None;
    };
    Some(Fault::new("", code, detail).with_actual(text))
}

/// The name of a cell: row from 1, column from 0.
fn cell(row: u32, column: u32) -> String {
    letters(column) + &row.to_string()
}

/// The letters of a column from 0.
fn letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests;
