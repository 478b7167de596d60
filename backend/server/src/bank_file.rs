//! Files for the bank and the bank's answers. Pure: the bytes follow from the frozen lines of a batch and from
//! nothing else.

use csv::{ReaderBuilder, Terminator, WriterBuilder};
use yichuang_domain::fault::Fault;
use yichuang_domain::money::Fen;

/// The form of the file; a change of columns or encoding is a new version.
pub const TEMPLATE_VERSION: &str = "default/1";
/// Columns of the file for the bank: UTF-8 without a byte-order mark, CRLF.
const COLUMNS: [&str; 8] = ["序号", "支付编号", "收款户名", "收款账号", "开户行名称", "联行号", "金额", "附言"];
/// Columns of the bank's answer.
const RETURN_COLUMNS: [&str; 5] = ["支付编号", "结果", "金额", "日期", "原因"];
/// More lines than any bank takes in one file.
pub const MAX_LINES: usize = 3000;

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
}

/// The file for these lines. Refuses, and never mends, a cell that a bank or a spreadsheet could read as
/// something else.
pub fn write(lines: &[Line]) -> Result<String, Vec<Fault>> {
    let rows: Vec<[String; 8]> = lines.iter().enumerate().map(|(index, line)| cells(index + 1, line)).collect();
    let faults: Vec<Fault> = rows.iter().zip(lines).flat_map(|(row, line)| cell_faults(row, line)).collect();
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    let broken = |error: String| vec![Fault::new("", "unwritable", error)];
    writer.write_record(COLUMNS).map_err(|error| broken(error.to_string()))?;
    for row in &rows {
        writer.write_record(row).map_err(|error| broken(error.to_string()))?;
    }
    let bytes = writer.into_inner().map_err(|error| broken(error.to_string()))?;
    String::from_utf8(bytes).map_err(|error| broken(error.to_string()))
}

fn cells(seq: usize, line: &Line) -> [String; 8] {
    [
        seq.to_string(),
        line.number.clone(),
        line.account_name.clone(),
        line.account_number.clone(),
        line.bank_name.clone(),
        line.cnaps.clone(),
        line.amount.to_string(),
        line.memo.clone(),
    ]
}

fn cell_faults(row: &[String; 8], line: &Line) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (column, cell) in COLUMNS.iter().zip(row) {
        let pointer = format!("/{}/{column}", line.number);
        if cell.is_empty() {
            faults.push(Fault::new(pointer, "missing", format!("{column} of {} is empty", line.number)));
        } else if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
            faults.push(Fault::new(pointer, "formula", format!("{column} of {} begins like a formula", line.number)));
        } else if cell.chars().any(char::is_control) {
            faults.push(Fault::new(pointer, "control_character", format!("{column} of {} holds a control character", line.number)));
        }
    }
    if !line.account_number.bytes().all(|byte| byte.is_ascii_digit()) {
        let detail = format!("收款账号 of {} must be digits only", line.number);
        faults.push(Fault::new(format!("/{}/收款账号", line.number), "wrong_format", detail));
    }
    faults
}

/// One line of the bank's answer, as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnLine {
    /// Line in the file; the header is line 1.
    pub line: usize,
    pub number: String,
    pub result: String,
    pub amount: String,
    pub date: String,
    pub reason: String,
}

/// What the bank says about one payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Paid,
    Rejected,
}

impl ReturnLine {
    /// The result in one of the words that are known; anything else is nobody's guess.
    #[must_use]
    pub fn outcome(&self) -> Option<Outcome> {
        match self.result.as_str() {
            "paid" | "成功" => Some(Outcome::Paid),
            "rejected" | "失败" => Some(Outcome::Rejected),
            _ => None,
        }
    }
}

/// The lines of an answer. A file of another form, or one that breaks off, is refused as a whole.
pub fn read_return(content: &str) -> Result<Vec<ReturnLine>, Vec<Fault>> {
    let text = content.trim_start_matches('\u{feff}');
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let (mut lines, mut faults) = (Vec::new(), Vec::new());
    for (index, record) in reader.records().enumerate() {
        let line = index + 1;
        let fault = |detail: String| Fault::new(format!("/content/{line}"), "wrong_format", detail);
        let record = match record {
            Ok(record) => record,
            Err(error) => return Err(vec![fault(error.to_string())]),
        };
        let cells: Vec<&str> = record.iter().map(str::trim).collect();
        match (line, cells.as_slice()) {
            (1, cells) if cells == RETURN_COLUMNS.as_slice() => {}
            (1, _) => return Err(vec![fault(format!("The first line must be {}", RETURN_COLUMNS.join(",")))]),
            (_, [number, result, amount, date, reason]) => lines.push(ReturnLine {
                line,
                number: (*number).to_owned(),
                result: (*result).to_owned(),
                amount: (*amount).to_owned(),
                date: (*date).to_owned(),
                reason: (*reason).to_owned(),
            }),
            (_, cells) => faults.push(fault(format!("Line {line} has {} cells instead of 5", cells.len()))),
        }
    }
    if lines.is_empty() && faults.is_empty() {
        faults.push(Fault::new("/content", "empty", "The file holds no line"));
    }
    if faults.is_empty() { Ok(lines) } else { Err(faults) }
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
        }
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
        let file = write(&golden()).unwrap();
        let expected = include_str!("../../../tests/data/golden/bank_file_golden.csv");
        assert_eq!(file, expected);
        let digest = yichuang_domain::schemes::sha256_hex(file.as_bytes());
        assert_eq!(digest, "77eb0080023fbee28c6de2e519f84aec1ee2fdab213a7f884252b33792e6b889");
    }

    #[test]
    fn a_cell_that_could_be_read_as_a_formula_is_refused_and_never_mended() {
        for bad in ["=SUM(A1)", "+86", "-1", "@cmd", "\tname", "\rname"] {
            let mut lines = golden();
            lines[3].account_name = bad.to_owned();
            let faults = write(&lines).unwrap_err();
            assert_eq!((faults[0].pointer.as_str(), faults[0].code.as_str()), ("/PAY-2026-000004/收款户名", "formula"), "{bad:?}");
        }
    }

    #[test]
    fn control_characters_and_accounts_that_are_no_digits_are_refused_with_every_fault() {
        let mut lines = golden();
        lines[0].memo = "附言\n第二行".to_owned();
        lines[1].account_number = "6.22E+18".to_owned();
        let codes: Vec<_> = write(&lines).unwrap_err().into_iter().map(|fault| fault.code).collect();
        assert_eq!(codes, ["control_character", "wrong_format"]);
    }

    #[test]
    fn a_comma_in_a_name_is_quoted_as_it_is() {
        let mut lines = golden();
        lines[0].account_name = "示例,中心".to_owned();
        assert!(write(&lines).unwrap().contains("\"示例,中心\""));
    }

    #[test]
    fn an_answer_is_read_with_or_without_a_byte_order_mark() {
        let lines = read_return("\u{feff}支付编号,结果,金额,日期,原因\r\nPAY-2026-000001,成功,150000.00,2026-04-14,\r\n").unwrap();
        assert_eq!((lines[0].line, lines[0].outcome()), (2, Some(Outcome::Paid)));
        assert_eq!(lines[0].amount, "150000.00");
    }

    #[test]
    fn an_answer_of_another_form_is_refused_as_a_whole() {
        let code = |text: &str| read_return(text).unwrap_err()[0].code.clone();
        assert_eq!(code("支付编号,金额\nPAY-2026-000001,1.00\n"), "wrong_format");
        assert_eq!(code("支付编号,结果,金额,日期,原因\nPAY-2026-000001,paid,15"), "wrong_format");
        assert_eq!(code("支付编号,结果,金额,日期,原因\n"), "empty");
    }

    #[test]
    fn a_word_nobody_knows_is_no_outcome() {
        let lines = read_return("支付编号,结果,金额,日期,原因\nPAY-2026-000001,处理中,1.00,2026-04-14,\n").unwrap();
        assert_eq!(lines[0].outcome(), None);
    }
}
