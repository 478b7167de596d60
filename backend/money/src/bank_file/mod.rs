//! Files for the bank and the bank's answers. Pure: the bytes follow from the frozen lines of a batch and from
//! nothing else.

mod pain;
mod profile;
mod recompute;
mod returns;
mod workbook;

use csv::{Terminator, WriterBuilder};
use serde::{Deserialize, Serialize};
use yichuang_domain::fault::Fault;
use yichuang_domain::money::Fen;

pub use profile::{Encoding, Field, Format, Profile, profile, profiles};
pub use recompute::recompute;
pub use returns::{Outcome, ReturnLine, read_return};

/// One payment as the bank gets it.
#[derive(Clone, PartialEq, Eq)]
pub struct Line {
    pub number: String,
    pub account_name: String,
    pub account_number: String,
    pub bank_name: String,
    pub cnaps: String,
    pub amount: Fen,
    pub memo: String,
    /// The account that pays; only a message that names it asks for it.
    pub payer: Option<Payer>,
}

/// An account of the funds that pays.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Payer {
    pub account_name: String,
    pub account_number: String,
    pub bank_name: String,
    pub cnaps: String,
}

/// What a message says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// The number of the batch.
    pub reference: String,
    /// When it was made, in Shanghai with its offset, such as `2026-06-01T09:00:00+08:00`.
    pub made_at: String,
    /// The day it is to be carried out.
    pub day: String,
}

/// The bytes of the file in the form of a profile. Refuses, and never mends, a cell that a bank or a spreadsheet could
/// read as something else, and one that the bank would cut off. `pointer` says where a line stands for its faults.
pub fn write(profile: &Profile, head: &Head, lines: &[Line], pointer: impl Fn(usize) -> String) -> Result<Vec<u8>, Vec<Fault>> {
    let rows: Vec<Vec<String>> = lines.iter().enumerate().map(|(index, line)| profile.cells(index + 1, line)).collect();
    let mut faults: Vec<Fault> = rows.iter().enumerate().flat_map(|(index, row)| cell_faults(profile, row, &pointer(index))).collect();
    if lines.len() > profile.max_lines {
        let detail = format!("{} lines are more than the bank takes in one file", lines.len());
        faults.insert(0, Fault::new("", "too_many_lines", detail).with_limit(profile.max_lines.to_string()));
    }
    if profile.format == Format::Pain001 {
        faults.extend(pain::faults(lines, &pointer));
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let broken = |error: String| vec![Fault::new("", "unwritable", error)];
    match profile.format {
        Format::Csv => text(profile, &rows).map(|text| profile.encoding.encode(&text)).map_err(broken),
        Format::Xlsx => workbook::write(profile, &rows).map_err(|error| broken(error.to_string())),
        Format::Pain001 => pain::write(head, lines).map_err(|error| broken(error.to_string())),
    }
}

fn text(profile: &Profile, rows: &[Vec<String>]) -> Result<String, String> {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    if profile.header {
        writer.write_record(profile.columns.iter().map(|column| &column.header)).map_err(|error| error.to_string())?;
    }
    for row in rows {
        writer.write_record(row).map_err(|error| error.to_string())?;
    }
    let bytes = writer.into_inner().map_err(|error| error.to_string())?;
    String::from_utf8(bytes).map_err(|error| error.to_string())
}

fn cell_faults(profile: &Profile, row: &[String], line: &str) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (column, cell) in profile.columns.iter().zip(row) {
        let header = &column.header;
        let mut fault = |code: &str, detail: String| faults.push(Fault::new(format!("{line}/{}", column.field.step()), code, detail));
        if cell.is_empty() {
            fault("missing", format!("{header} is empty"));
        } else if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
            fault("formula", format!("{header} begins like a formula"));
        } else if cell.chars().any(char::is_control) {
            fault("control_character", format!("{header} holds a control character"));
        } else if column.field.is_digits() && !cell.bytes().all(|byte| byte.is_ascii_digit()) {
            fault("wrong_format", format!("{header} must be digits only"));
        }
        let bytes = Encoding::Gb18030.encode(cell).len();
        if bytes > column.max_bytes {
            let detail = format!("{header} has {bytes} bytes in GB18030, and the bank takes {}", column.max_bytes);
            fault("too_long", detail);
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(n: u32, account: &str, bank: u32, cnaps: &str, amount: &str) -> Line {
        Line {
            number: format!("PAY-2026-{n:06}"),
            account_name: format!("示例社会工作服务中心{n}（测试）"),
            account_number: account.to_owned(),
            bank_name: format!("示例银行第{bank}支行"),
            cnaps: cnaps.to_owned(),
            amount: Fen::parse(amount).unwrap(),
            memo: format!("公益创投首期款 P{n}-T1"),
            payer: None,
        }
    }

    fn head() -> Head {
        Head { reference: "PB-2026-001".to_owned(), made_at: "2026-06-01T09:00:00+08:00".to_owned(), day: "2026-06-01".to_owned() }
    }

    fn payer(n: u32) -> Payer {
        let (account_name, bank_name) = (format!("示例区民政局<{n}>"), "示例银行营业部".to_owned());
        Payer { account_name, account_number: format!("32000100000000000{n}"), bank_name, cnaps: "102304000016".to_owned() }
    }

    /// The texts of every element of this name.
    fn texts(message: &[u8], name: &str) -> Vec<String> {
        let message = std::str::from_utf8(message).unwrap();
        let start = format!("<{name}>");
        let parts = message.split(start.as_str()).skip(1);
        parts.map(|part| part.split("</").next().unwrap().to_owned()).collect()
    }

    #[test]
    fn a_message_has_one_group_for_each_paying_account_and_its_sums_are_those_of_the_lines() {
        let mut lines = golden();
        for (index, line) in (0..).zip(&mut lines) {
            line.payer = Some(payer(1 + index % 2));
        }
        lines[2].memo = "公益创投 A&B".to_owned();
        let message = in_form("pain", &lines).unwrap();
        assert_eq!(in_form("pain", &lines).unwrap(), message, "the same bytes every time");
        assert_eq!(texts(&message, "MsgId"), ["PB-2026-001"]);
        assert_eq!(texts(&message, "NbOfTxs"), ["8", "4", "4"]);
        assert_eq!(texts(&message, "CtrlSum"), ["984461.65", "546666.65", "437795.00"]);
        assert_eq!(texts(&message, "PmtInfId"), ["PB-2026-001-1", "PB-2026-001-2"]);
        let ids = texts(&message, "EndToEndId");
        assert_eq!((ids.len(), ids[0].as_str(), ids[4].as_str()), (8, "PAY-2026-000001", "PAY-2026-000002"));
        assert_eq!(texts(&message, "Ustrd")[1], "公益创投 A&amp;B");
        assert_eq!(texts(&message, "Nm")[0], "示例区民政局&lt;1&gt;");
        let text = std::str::from_utf8(&message).unwrap();
        assert!(text.contains("<InstdAmt Ccy=\"CNY\">99999.99</InstdAmt>"), "{text}");
        let mut reader = quick_xml::Reader::from_str(text);
        while !matches!(reader.read_event().unwrap(), quick_xml::events::Event::Eof) {}
    }

    #[test]
    fn a_line_that_nobody_pays_is_refused_in_a_message_and_no_matter_elsewhere() {
        let mut lines = golden();
        for line in &mut lines[1..] {
            line.payer = Some(payer(1));
        }
        let faults = in_form("pain", &lines).unwrap_err();
        assert_eq!((faults.len(), faults[0].pointer.as_str(), faults[0].code.as_str()), (1, "/PAY-2026-000001/payer", "payer_missing"));
        assert!(in_form("default", &lines).is_ok());
    }

    fn in_form(code: &str, lines: &[Line]) -> Result<Vec<u8>, Vec<Fault>> {
        write(&profile(code).unwrap(), &head(), lines, |line| format!("/{}", lines[line].number))
    }

    fn written(lines: &[Line]) -> Result<String, Vec<Fault>> {
        in_form("default", lines).map(|bytes| String::from_utf8(bytes).unwrap())
    }

    #[test]
    fn rare_characters_are_written_as_they_are_and_counted_as_the_bank_counts_them() {
        let mut lines = golden();
        lines[0].account_name = "𠮷㛃示例中心（测试）".to_owned();
        let bytes = in_form("corporate", &lines).unwrap();
        let (text, _, lossy) = encoding_rs::GB18030.decode(&bytes);
        assert!(!lossy && text.contains("𠮷㛃示例中心（测试）"), "{text}");
        let four = encoding_rs::GB18030.encode("𠮷").0;
        assert_eq!((four.len(), encoding_rs::GB18030.encode("示").0.len()), (4, 2), "outside the basic plane it takes four bytes");
        lines[0].account_name = "𠮷".repeat(19);
        assert!(in_form("corporate", &lines).is_ok(), "76 bytes");
        lines[0].account_name = "𠮷".repeat(20);
        assert_eq!(in_form("corporate", &lines).unwrap_err()[0].code, "too_long");
        lines[0].account_name = "示例".to_owned();
        lines[0].account_number = "６２０００１".to_owned();
        assert_eq!(in_form("corporate", &lines).unwrap_err()[0].code, "wrong_format", "full-width digits are no figures");
    }

    #[test]
    fn a_workbook_has_the_same_bytes_every_time_and_every_cell_is_a_text() {
        use calamine::{Data, Reader, Xlsx};
        let mut lines = golden();
        lines[1].account_name = "𠮷㛃示例中心".to_owned();
        lines[2].account_number = "000123456789012345".to_owned();
        let bytes = in_form("workbook", &lines).unwrap();
        assert_eq!(in_form("workbook", &lines).unwrap(), bytes);
        let mut book = Xlsx::new(std::io::Cursor::new(bytes)).unwrap();
        let sheet = book.worksheet_range_at(0).unwrap().unwrap();
        assert_eq!(sheet.height(), lines.len() + 1);
        assert!(sheet.used_cells().all(|(_, _, cell)| matches!(cell, Data::String(_))));
        let row = |n: usize| sheet.rows().nth(n).unwrap().iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(row(0)[..3], ["序号", "收款账号", "收款户名"]);
        assert_eq!(row(2)[2], "𠮷㛃示例中心");
        assert_eq!((row(3)[1].as_str(), row(3)[5].as_str()), ("000123456789012345", "99999.99"));
    }

    #[test]
    fn every_profile_that_comes_along_can_be_read_and_has_a_code_of_its_own() {
        let codes: Vec<String> = profiles().unwrap().into_iter().map(|one| one.code).collect();
        assert_eq!(codes, ["default", "corporate", "workbook", "pain"]);
    }

    fn golden() -> Vec<Line> {
        vec![
            line(1, "620001000000000097", 1, "105290000019", "150000.00"),
            line(2, "620001000000000194", 2, "103290000020", "125000.00"),
            line(3, "620001000000000291", 3, "301290000031", "99999.99"),
            line(4, "620001000000000388", 4, "102290000041", "192000.00"),
            line(5, "620001000000000485", 5, "105290000051", "166666.66"),
            line(6, "620001000000000582", 6, "103290000062", "70800.00"),
            line(7, "620001000000000679", 7, "301290000074", "130000.00"),
            line(8, "620001000000000776", 8, "102290000084", "49995.00"),
        ]
    }

    #[test]
    fn the_file_is_the_golden_one_to_the_byte() {
        let file = written(&golden()).unwrap();
        let expected = include_str!("../../../../tests/data/golden/bank_file_golden.csv");
        assert_eq!(file, expected);
        let digest = yichuang_domain::schemes::sha256_hex(file.as_bytes());
        assert_eq!(digest, "77eb0080023fbee28c6de2e519f84aec1ee2fdab213a7f884252b33792e6b889");
    }

    #[test]
    fn a_cell_that_could_be_read_as_a_formula_is_refused_and_never_mended() {
        for bad in ["=SUM(A1)", "+86", "-1", "@cmd", "\tname", "\rname"] {
            let mut lines = golden();
            lines[3].account_name = bad.to_owned();
            let faults = written(&lines).unwrap_err();
            assert_eq!((faults[0].pointer.as_str(), faults[0].code.as_str()), ("/PAY-2026-000004/name", "formula"), "{bad:?}");
        }
    }

    #[test]
    fn control_characters_and_accounts_that_are_no_digits_are_refused_with_every_fault() {
        let mut lines = golden();
        lines[0].memo = "附言\n第二行".to_owned();
        lines[1].account_number = "6.22E+18".to_owned();
        let codes: Vec<_> = written(&lines).unwrap_err().into_iter().map(|fault| fault.code).collect();
        assert_eq!(codes, ["control_character", "wrong_format"]);
    }

    #[test]
    fn a_comma_in_a_name_is_quoted_as_it_is() {
        let mut lines = golden();
        lines[0].account_name = "示例,中心".to_owned();
        assert!(written(&lines).unwrap().contains("\"示例,中心\""));
    }
}
