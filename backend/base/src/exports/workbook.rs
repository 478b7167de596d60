//! The workbook itself: a sheet that says who, when and which filter, and the sheet of rows, which is written to the
//! disk row by row.

use std::io::{self, Write};
use std::path::Path;

use rust_xlsxwriter::{Format, FormatAlign, Workbook, Worksheet, XlsxError};
use serde_json::Value;
use yichuang_domain::money::Fen;
use yichuang_domain::time::{Day, Timestamp, start_of_day_shanghai};

use super::table::{Column, Kind, Language, Table};
use crate::problem::Problem;

pub(super) const MEDIA_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// Days from the first day that spreadsheets count to 1970.
const EPOCH: f64 = 25_569.0;

/// A workbook that is being written.
pub(super) struct Book {
    table: &'static Table,
    language: Language,
    workbook: Workbook,
    formats: Formats,
    rows: u32,
}

/// What the first sheet says.
pub(super) struct About {
    pub who: String,
    pub at: Timestamp,
    pub filter: Vec<(String, String)>,
}

struct Formats {
    head: Format,
    text: Format,
    money: Format,
    whole: Format,
    day: Format,
    instant: Format,
}

impl Formats {
    fn new() -> Self {
        let of = |format: &str| Format::new().set_num_format(format);
        Self {
            head: Format::new().set_bold().set_text_wrap().set_align(FormatAlign::VerticalCenter),
            // With the mark of a text, a cell that begins with `=` stays a text even when somebody edits it.
            text: Format::new().set_quote_prefix(),
            money: of("#,##0.00"),
            whole: of("0"),
            day: of("yyyy-mm-dd"),
            instant: of("yyyy-mm-dd hh:mm"),
        }
    }
}

impl Book {
    /// A workbook whose rows lie in this folder until it is packed.
    pub(super) fn new(table: &'static Table, language: Language, folder: &Path) -> Result<Self, Problem> {
        let mut book = Self { table, language, workbook: Workbook::new(), formats: Formats::new(), rows: 0 };
        book.begin(folder).map_err(Problem::internal)?;
        Ok(book)
    }

    fn begin(&mut self, folder: &Path) -> Result<(), XlsxError> {
        self.workbook.set_tempdir(folder)?;
        self.workbook.add_worksheet().set_name(self.language.of("说明", "About"))?;
        let sheet = self.workbook.add_worksheet_with_constant_memory()?;
        sheet.set_name(self.table.title(self.language))?.set_freeze_panes(1, 0)?;
        for (number, column) in (0_u16..).zip(self.table.columns) {
            sheet.set_column_width(number, width(column, self.language))?;
            sheet.write_string_with_format(0, number, column.head(self.language), &self.formats.head)?;
        }
        self.workbook.worksheet_from_index(1)?.set_active(true);
        Ok(())
    }

    /// Rows below the header.
    pub(super) fn rows(&self) -> u32 {
        self.rows
    }

    pub(super) fn language(&self) -> Language {
        self.language
    }

    /// Adds the items of one page.
    pub(super) fn write(mut self, items: &[Value]) -> Result<Self, Problem> {
        let sheet = self.workbook.worksheet_from_index(1).map_err(Problem::internal)?;
        for item in items {
            let inner: Vec<&Value> = match self.table.each {
                Some(list) => item.pointer(list).and_then(Value::as_array).into_iter().flatten().collect(),
                None => vec![item],
            };
            for entry in inner {
                self.rows += 1;
                for (number, column) in (0_u16..).zip(self.table.columns) {
                    let value = if column.inner { entry } else { item }.pointer(column.at).unwrap_or(&Value::Null);
                    put(sheet, (self.rows, number), column, value, (&self.formats, self.language)).map_err(Problem::internal)?;
                }
            }
        }
        Ok(self)
    }

    /// Fills in the first sheet.
    pub(super) fn about(mut self, about: &About) -> Result<Self, Problem> {
        self.explain(about).map_err(Problem::internal)?;
        Ok(self)
    }

    fn explain(&mut self, about: &About) -> Result<(), XlsxError> {
        let language = self.language;
        let mut lines = vec![
            (language.of("列表", "List").to_owned(), self.table.title(language).to_owned()),
            (language.of("导出人", "Exported by").to_owned(), about.who.clone()),
            (language.of("导出时间（北京时间）", "Exported at (Beijing time)").to_owned(), about.at.shanghai_second()),
            (language.of("行数", "Rows").to_owned(), self.rows.to_string()),
        ];
        let every =
            || (language.of("筛选条件", "Filter").to_owned(), language.of("无，全部可见记录", "none: everything visible").to_owned());
        let filters: Vec<_> = about.filter.iter().map(|(name, value)| self.filter(name, value)).collect();
        lines.extend(if filters.is_empty() { vec![every()] } else { filters });
        let sheet = self.workbook.worksheet_from_index(0)?;
        sheet.set_column_width(0, 26)?.set_column_width(1, 60)?;
        for (row, (name, value)) in (0_u32..).zip(&lines) {
            sheet.write_string_with_format(row, 0, name, &self.formats.head)?;
            sheet.write_string_with_format(row, 1, value, &self.formats.text)?;
        }
        Ok(())
    }

    /// A filter in the words of the column that it is about.
    fn filter(&self, name: &str, value: &str) -> (String, String) {
        let column = self.table.columns.iter().find(|column| column.at.strip_prefix('/') == Some(name));
        let head = match (column, name) {
            (Some(column), _) => column.head(self.language),
            (None, "q") => self.language.of("关键词", "Words"),
            (None, other) => other,
        };
        let shown = match column.map(|column| column.kind) {
            Some(Kind::Code(label)) if self.language == Language::Chinese => label(value).unwrap_or(value),
            _ => value,
        };
        (format!("{}: {head}", self.language.of("筛选条件", "Filter")), shown.to_owned())
    }

    /// Packs the workbook.
    pub(super) fn pack(mut self, out: impl Write + Send) -> io::Result<()> {
        self.workbook.save_to_writer(out).map_err(io::Error::other)
    }
}

fn width(column: &Column, language: Language) -> u16 {
    let least = match column.kind {
        Kind::Long => 40,
        Kind::Text => 22,
        Kind::Instant | Kind::Money => 17,
        Kind::Day | Kind::Code(_) => 13,
        Kind::Whole | Kind::YesNo => 9,
    };
    // A Chinese character is as wide as two letters.
    let head = column.head(language).chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<u16>();
    least.max(head + 2)
}

fn put(
    sheet: &mut Worksheet,
    (row, number): (u32, u16),
    column: &Column,
    value: &Value,
    (formats, language): (&Formats, Language),
) -> Result<(), XlsxError> {
    let written = match column.kind {
        _ if value.is_null() => return Ok(()),
        Kind::Money => yuan(value).map(|yuan| (yuan, &formats.money)),
        Kind::Whole => value.as_i64().map(|whole| (float(whole), &formats.whole)),
        Kind::Day => value.as_str().and_then(|day| Day::parse(day).ok()).map(|day| (serial(start_of_day_shanghai(day)), &formats.day)),
        Kind::Instant => value.as_str().and_then(|at| Timestamp::parse(at).ok()).map(|at| (serial(at), &formats.instant)),
        Kind::Text | Kind::Long | Kind::YesNo | Kind::Code(_) => None,
    };
    match written {
        Some((number_written, format)) => sheet.write_number_with_format(row, number, number_written, format)?,
        None => sheet.write_string_with_format(row, number, words(column.kind, value, language), &formats.text)?,
    };
    Ok(())
}

/// What cannot be a number, as text of at most as many characters as a cell holds.
fn words(kind: Kind, value: &Value, language: Language) -> String {
    let text = match (kind, value) {
        (Kind::YesNo, Value::Bool(yes)) => language.of(["否", "是"], ["no", "yes"])[usize::from(*yes)].to_owned(),
        (Kind::Code(label), Value::String(code)) if language == Language::Chinese => label(code).unwrap_or(code).to_owned(),
        (Kind::Code(_), Value::Array(codes)) => {
            codes.iter().map(|code| words(kind, code, language)).collect::<Vec<_>>().join(language.of("、", ", "))
        }
        (_, Value::String(text)) => text.clone(),
        (_, other) => other.to_string(),
    };
    text.chars().take(32_000).collect()
}

/// Yuan: a double holds every amount of fen below ninety billions of yuan to the second decimal.
fn yuan(value: &Value) -> Option<f64> {
    let text = value.as_str()?;
    let (sign, digits) = text.strip_prefix('-').map_or((1.0, text), |digits| (-1.0, digits));
    let fen: Fen = digits.parse().ok()?;
    Some(sign * float(fen.get()) / 100.0)
}

#[expect(clippy::cast_precision_loss, reason = "whole numbers below 2^53")]
fn float(whole: i64) -> f64 {
    whole as f64
}

/// Days and parts of a day as spreadsheets count them, by the clocks of Shanghai, in whole seconds.
fn serial(at: Timestamp) -> f64 {
    float(at.micros().div_euclid(1_000_000) + 8 * 3600) / 86_400.0 + EPOCH
}
