//! The bank's answer to a file.

use csv::ReaderBuilder;
use yichuang_domain::fault::Fault;

/// Columns of the bank's answer.
const RETURN_COLUMNS: [&str; 5] = ["支付编号", "结果", "金额", "日期", "原因"];

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
    /// Refused before the account was debited (退票).
    Rejected,
    /// Came back after the account was debited (退汇).
    Returned,
}

impl ReturnLine {
    /// The result in one of the words that are known; anything else is nobody's guess.
    #[must_use]
    pub fn outcome(&self) -> Option<Outcome> {
        match self.result.as_str() {
            "paid" | "成功" => Some(Outcome::Paid),
            "rejected" | "失败" => Some(Outcome::Rejected),
            "returned" | "退汇" => Some(Outcome::Returned),
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

    #[test]
    fn an_answer_is_read_with_or_without_a_byte_order_mark() {
        let lines = read_return("\u{feff}支付编号,结果,金额,日期,原因\r\nPAY-2026-000001,成功,150000.00,2026-04-14,\r\n").unwrap();
        assert_eq!((lines[0].line, lines[0].outcome()), (2, Some(Outcome::Paid)));
        assert_eq!(lines[0].amount, "150000.00");
        let late = read_return("支付编号,结果,金额,日期,原因\nPAY-2026-000001,退汇,150000.00,2026-04-20,户名不符\n").unwrap();
        assert_eq!(late[0].outcome(), Some(Outcome::Returned));
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
