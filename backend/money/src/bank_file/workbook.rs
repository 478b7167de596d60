//! The same rows as a workbook, byte for byte the same every time.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::Profile;

/// A workbook says when it was made. Ours says this for ever: its bytes follow from the rows alone.
const MADE_ON: (u16, u8, u8) = (2000, 1, 1);

/// One sheet, every cell a text: a spreadsheet that took an account for a number would cut its digits off.
pub(super) fn write(profile: &Profile, rows: &[Vec<String>]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let (year, month, day) = MADE_ON;
    book.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(year, month, day)?));
    let sheet = book.add_worksheet();
    let head = profile.header.then(|| profile.columns.iter().map(|column| column.header.clone()).collect::<Vec<_>>());
    for (row, cells) in (0_u32..).zip(head.iter().chain(rows)) {
        for (column, cell) in (0_u16..).zip(cells) {
            sheet.write_string(row, column, cell)?;
        }
    }
    book.save_to_buffer()
}
