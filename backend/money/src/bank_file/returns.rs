//! The bank's answer to a file.

use csv::ReaderBuilder;
use yichuang_domain::fault::Fault;
use yichuang_domain::money::Fen;

/// Columns of the bank's answer.
const RETURN_COLUMNS: [&str; 5] = ["支付编号", "结果", "金额", "日期", "原因"];

/// What the first cell of the line says that closes an answer: the number of lines, and the sum of their amounts.
const TOTAL: &str = "合计";

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

/// The lines of an answer. A file of another form, or one that breaks off, is refused as a whole. Where it closes with a line
/// `合计,number of lines,sum,,` both must be those of the lines above, and nothing may follow.
pub fn read_return(content: &str) -> Result<Vec<ReturnLine>, Vec<Fault>> {
    let text = content.trim_start_matches('\u{feff}');
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let (mut lines, mut faults, mut closed) = (Vec::new(), Vec::new(), false);
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
            _ if closed => faults.push(fault(format!("Line {line} follows the total"))),
            (_, [TOTAL, count, sum, "", ""]) => {
                closed = true;
                faults.extend(total_faults(&lines, count, sum, line));
            }
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

/// What of the closing line is not so: the file broke off before it, or lines were added or changed.
fn total_faults(lines: &[ReturnLine], count: &str, sum: &str, line: usize) -> Vec<Fault> {
    let place = format!("/content/{line}");
    let mut faults = Vec::new();
    if count != lines.len().to_string() {
        let fault = Fault::new(&place, "count_differs", "The file says another number of lines than it has");
        faults.push(fault.with_limit(count).with_actual(lines.len().to_string()));
    }
    let amounts: Option<Vec<Fen>> = lines.iter().map(|line| Fen::parse(&line.amount).ok()).collect();
    let added = amounts.and_then(|amounts| amounts.into_iter().try_fold(Fen::ZERO, |all, one| all.checked_add(one).ok()));
    if added.is_none() || Fen::parse(sum).ok() != added {
        let fault = Fault::new(&place, "sum_differs", "The sum of the file is not that of its lines");
        faults.push(fault.with_limit(sum).with_actual(added.map_or_else(String::new, |added| added.to_string())));
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closing_line_must_say_what_the_lines_above_it_are() {
        const HEAD: &str =
            "支付编号,结果,金额,日期,原因\nPAY-2026-000001,paid,150000.00,2026-04-14,\nPAY-2026-000002,失败,50000.10,2026-04-14,账号不符\n";
        let codes = |end: &str| match read_return(&format!("{HEAD}{end}")) {
            Ok(lines) => vec![lines.len().to_string()],
            Err(faults) => faults.into_iter().map(|fault| fault.code).collect(),
        };
        assert_eq!(codes(""), ["2"]);
        assert_eq!(codes("合计,2,200000.10,,\n"), ["2"]);
        assert_eq!(codes("合计,3,200000.10,,\n"), ["count_differs"]);
        assert_eq!(codes("合计,3,350000.10,,\n"), ["count_differs", "sum_differs"]);
        assert_eq!(codes("合计,2,200000.1,,\nPAY-2026-000003,paid,1.00,2026-04-14,\n"), ["wrong_format"]);
    }

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
