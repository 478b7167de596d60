use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

use super::*;

const FIELDS: &[Field] = &[Field::required("名称"), Field::required("信用代码"), Field::optional("登记日期").or("成立日期")];

fn xlsx(fill: impl FnOnce(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    fill(workbook.add_worksheet());
    workbook.save_to_buffer().unwrap()
}

/// What a table holds, or its faults.
fn read(bytes: &[u8], kind: FileKind, fields: &[Field], max_rows: usize) -> Result<Sheet, Vec<Fault>> {
    let (sheet, faults) = look(bytes, kind, fields, max_rows);
    if faults.is_empty() { Ok(sheet) } else { Err(faults) }
}

fn faults(read: Result<Sheet, Vec<Fault>>) -> Vec<String> {
    read.unwrap_err().into_iter().map(|fault| format!("{} {}", fault.pointer, fault.code)).collect()
}

fn csv(text: &str) -> Result<Sheet, Vec<Fault>> {
    read(text.as_bytes(), FileKind::Csv, FIELDS, 10)
}

#[test]
fn a_workbook_gives_texts_that_know_their_cells() {
    let bytes = xlsx(|sheet| {
        for (column, name) in (0_u16..).zip(["成立日期", "名称*", "信用代码"]) {
            sheet.write_string(1, column, name).unwrap();
        }
        let day = ExcelDateTime::from_ymd(2019, 3, 5).unwrap();
        sheet.write_datetime_with_format(2, 0, &day, &Format::new().set_num_format("yyyy-mm-dd")).unwrap();
        sheet.write_string(2, 1, " 示例中心 ").unwrap();
        sheet.write_number(2, 2, 52_320_402_123_456.0).unwrap();
        sheet.write_string(4, 1, "第二家").unwrap();
        sheet.write_number(4, 2, 0.5).unwrap();
    });
    let sheet = read(&bytes, FileKind::Xlsx, FIELDS, 10).unwrap();
    let row = &sheet.rows[0];
    assert_eq!([row.text(0), row.text(1), row.text(2)], ["示例中心", "52320402123456", "2019-03-05"]);
    assert_eq!([row.cell(0), row.cell(1), row.cell(2)], ["B3", "C3", "A3"]);
    let row = &sheet.rows[1];
    assert_eq!((row.number, row.text(1), row.text(2), row.pointer(0)), (5, "0.5", "", "/cells/B5".to_owned()));
}

#[test]
fn every_fault_of_a_workbook_is_named_by_its_cell_at_once() {
    let bytes = xlsx(|sheet| {
        for (column, name) in (0_u16..).zip(["名称", "电话", "名称"]) {
            sheet.write_string(0, column, name).unwrap();
        }
        sheet.write_formula(1, 0, Formula::new("=1+1").set_result("2")).unwrap();
        sheet.write_string(2, 5, "放错了").unwrap();
        sheet.write_string(1_048_575, 16_383, "最远的一格").unwrap();
    });
    let found = faults(read(&bytes, FileKind::Xlsx, FIELDS, 10));
    let expected = [
        "/cells/A2 formula",
        "/cells/XFD1048576 too_many_columns",
        "/cells/B1 unknown_header",
        "/cells/C1 duplicate_header",
        "/cells/1 missing_header",
        "/cells/F3 cell_without_header",
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_table_as_text_is_read_in_each_encoding_and_with_each_separator() {
    let expected = csv("名称,信用代码\n示例,1\n").unwrap();
    assert_eq!(expected.rows[0].text(0), "示例");
    for text in ["\u{feff}名称,信用代码\r\n示例,1\r\n", "名称;信用代码\n示例;1", "名称\t信用代码\n示例\t1\n\n\n"] {
        assert_eq!(csv(text).unwrap(), expected, "{text:?}");
    }
    let (gb18030, _, _) = encoding_rs::GB18030.encode("名称,信用代码\r\n示例,1\r\n");
    assert_eq!(read(&gb18030, FileKind::Csv, FIELDS, 10).unwrap(), expected);
    assert_eq!(faults(read(b"a,\xff\xff\xff\n", FileKind::Csv, FIELDS, 10)), ["/content wrong_encoding", "/content no_rows"]);
}

#[test]
fn rows_keep_the_numbers_that_a_spreadsheet_shows() {
    let sheet = csv("名称,信用代码\n\n\"两行\n名称\",1\n第三,2\n").unwrap();
    let numbers: Vec<u32> = sheet.rows.iter().map(|row| row.number).collect();
    assert_eq!(numbers, [3, 4]);
    assert_eq!(sheet.rows[0].text(0), "两行\n名称");
}

#[test]
fn a_text_that_would_be_a_formula_is_refused_as_one() {
    assert_eq!(faults(csv("名称,信用代码\n=HYPERLINK(\"x\"),1\n")), ["/cells/A2 formula"]);
}

#[test]
fn an_empty_table_and_one_that_is_too_long_are_refused() {
    assert_eq!(faults(csv("")), ["/content no_rows"]);
    assert_eq!(faults(csv("名称,信用代码\n")), ["/content no_rows"]);
    let long: String = std::iter::once("名称,信用代码\n".to_owned()).chain((0..11).map(|n| format!("{n},{n}\n"))).collect();
    assert_eq!(faults(csv(&long)), ["/content too_many_rows"]);
    let fits: String = std::iter::once("名称,信用代码\n".to_owned()).chain((0..10).map(|n| format!("{n},{n}\n"))).collect();
    assert_eq!(csv(&fits).unwrap().rows.len(), 10);
}

#[test]
fn what_is_no_workbook_is_refused() {
    assert_eq!(faults(read(b"words", FileKind::Xlsx, FIELDS, 10)), ["/content damaged", "/content no_rows"]);
}

#[test]
fn cells_are_named_as_spreadsheets_name_them() {
    assert_eq!([cell(1, 0), cell(7, 25), cell(7, 26), cell(9, 701), cell(1_048_576, 16_383)], ["A1", "Z7", "AA7", "ZZ9", "XFD1048576"]);
}

#[test]
fn headers_are_read_as_people_write_them() {
    let sheet = csv(" 名 称 *（与证书一致）,信用代码：,成立日期(选填)\n示例,1,2020-01-01\n").unwrap();
    assert_eq!([sheet.rows[0].text(0), sheet.rows[0].text(1), sheet.rows[0].text(2)], ["示例", "1", "2020-01-01"]);
    assert_eq!(sheet.columns, [Some("A".to_owned()), Some("B".to_owned()), Some("C".to_owned())]);
    assert_eq!(csv("信用代码,名称\n1,示例\n").unwrap().columns, [Some("B".to_owned()), Some("A".to_owned()), None]);
}

#[test]
fn a_number_that_has_lost_digits_is_refused_and_the_rest_is_still_read() {
    let bytes = xlsx(|sheet| {
        sheet.write_row(0, 0, ["名称", "信用代码"]).unwrap();
        sheet.write_string(1, 0, "示例").unwrap();
        sheet.write_number(1, 1, 620_001_000_000_000_097.0).unwrap();
        sheet.write_row(2, 0, ["第二家", "2"]).unwrap();
    });
    let (sheet, found) = look(&bytes, FileKind::Xlsx, FIELDS, 10);
    assert_eq!(faults(Err(found)), ["/cells/B2 digits_lost"]);
    assert_eq!(sheet.rows[1].text(1), "2");
}

#[test]
fn digits_that_a_spreadsheet_took_for_a_number_are_refused() {
    const ACCOUNTS: &[Field] = &[Field::required("户名"), Field::required("账号").digits()];
    let bytes = xlsx(|sheet| {
        sheet.write_row(0, 0, ["户名", "账号"]).unwrap();
        sheet.write_row(1, 0, ["示例", "0062220123"]).unwrap();
        sheet.write_string(2, 0, "示例").unwrap();
        sheet.write_number(2, 1, 62_220_123.0).unwrap();
    });
    let (sheet, found) = look(&bytes, FileKind::Xlsx, ACCOUNTS, 10);
    assert_eq!(faults(Err(found)), ["/cells/B3 number_cell"]);
    assert_eq!(sheet.rows[0].text(1), "0062220123");
    let (_, found) = look("户名,账号\n甲,6.22E+18\n乙,0062220123\n".as_bytes(), FileKind::Csv, ACCOUNTS, 10);
    assert_eq!(faults(Err(found)), ["/cells/B2 digits_lost"]);
}

/// A few kilobytes that unpack to more than a hundred megabytes.
#[test]
fn an_archive_that_unpacks_to_far_too_much_is_refused() {
    let mut packed = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    for name in ["[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"] {
        packed.start_file(name, options).unwrap();
        let block = vec![b' '; 1 << 20];
        for _ in 0..if name.ends_with("sheet1.xml") { 300 } else { 1 } {
            std::io::Write::write_all(&mut packed, &block).unwrap();
        }
    }
    let bytes = packed.finish().unwrap().into_inner();
    assert!(bytes.len() < 1 << 20, "{}", bytes.len());
    let found = faults(read(&bytes, FileKind::Xlsx, FIELDS, 10));
    assert_eq!(found.last().map(String::as_str), Some("/content no_rows"));
    assert_ne!(found.len(), 1, "{found:?}");
}
