//! An uploaded statement, read and compared with what is there already.

use std::collections::BTreeMap;

use axum::body::Bytes;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::problem::Problem;
use yichuang_base::sheets::{self, Field, Row};
use yichuang_base::uow::Uow;
use yichuang_base::wire::Date;
use yichuang_domain::fault::Fault;
use yichuang_domain::files::FilePurpose;
use yichuang_domain::money::Fen;
use yichuang_domain::statements::{StatementLine, StatementSpan, chain_faults, line_keys};
use yichuang_domain::time::Day;
use yichuang_records::files;
use yichuang_store::ids::FileId;
use yichuang_store::record::{BankStatement, File, Fund};
use yichuang_store::statements as rows;

use super::camt;

/// Rows that one statement may have; a longer one is parted by days.
const MAX_ROWS: usize = 5000;
/// Columns that are read, then those that banks write beside them and that are left alone.
const FIELDS: &[Field] = &[
    Field::required("交易日期").or("记账日期"),
    Field::optional("流水号").or("交易流水号"),
    Field::required("收入金额").or("贷方发生额"),
    Field::required("支出金额").or("借方发生额"),
    Field::required("余额").or("账户余额"),
    Field::optional("对方户名").or("对方名称"),
    Field::optional("对方账号").or("对方账户").digits(),
    Field::optional("摘要").or("交易摘要"),
    Field::optional("附言").or("用途"),
    Field::optional("交易时间"),
    Field::optional("币种"),
    Field::optional("凭证号").or("凭证种类"),
    Field::optional("对方开户行").or("对方行名"),
    Field::optional("账号").or("本方账号").digits(),
    Field::optional("户名").or("本方户名"),
    Field::optional("备注"),
];
const DAY: usize = 0;
const SERIAL: usize = 1;
const IN: usize = 2;
const OUT: usize = 3;
const BALANCE: usize = 4;
const NAME: usize = 5;
const ACCOUNT: usize = 6;
const SUMMARY: usize = 7;
const NOTE: usize = 8;

/// A statement as the bank's website gave it.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BankStatementInput {
    /// The fund whose bank account it is about.
    pub fund_id: Uuid,
    /// The upload: for the purpose `bank_statement` an ISO 20022 message (camt.053), for `import_sheet` a CSV file or a workbook with the columns 交易日期, 流水号 (if the bank
    /// gives one), 收入金额, 支出金额, 余额, 对方户名, 对方账号, 摘要, 附言.
    pub file_id: Uuid,
    /// The first day it covers.
    pub starts_on: Date,
    /// The last day it covers, today at the latest.
    pub ends_on: Date,
}

/// A statement that could be imported, or what is wrong with it.
pub(super) struct Checked {
    pub file_name: String,
    pub sha256: String,
    pub span: StatementSpan,
    pub lines: Vec<StatementLine>,
    pub keys: Vec<String>,
    /// Keys of lines that an earlier statement had.
    pub known: Vec<String>,
    pub faults: Vec<Fault>,
    /// The import of exactly these bytes.
    pub imported: Option<BankStatement>,
}

/// What a file says, before it is compared with anything.
#[derive(Default)]
struct Read {
    /// Each line with the place of its day.
    lines: Vec<(String, StatementLine)>,
    /// What the account held before and after, where the file says so itself.
    balances: Option<(Fen, Fen)>,
    faults: Vec<Fault>,
}

/// Reads the upload and names everything that is wrong with it at once.
pub(super) async fn check(uow: &Uow, fund: &Fund, input: &BankStatementInput) -> Result<Checked, Problem> {
    let (file, bytes) = match files::content(uow, FileId(input.file_id), FilePurpose::BankStatement, "/file_id").await {
        Ok(message) => message,
        Err(_) => files::content(uow, FileId(input.file_id), FilePurpose::ImportSheet, "/file_id").await?,
    };
    let sha256 = file.sha256.clone().ok_or_else(|| Problem::internal("a complete upload without a digest"))?;
    let imported = rows::by_sha256(&uow.conn, fund.id, &sha256).await?;
    let file_name = file.name.clone();
    let message = file.purpose == FilePurpose::BankStatement.as_str();
    let mut read = if message { from_message(bytes).await? } else { from_sheet(&file, bytes).await? };
    let mut faults = std::mem::take(&mut read.faults);
    faults.extend(days(input, uow.today()));
    if faults.is_empty() {
        faults.extend(read.lines.iter().filter_map(|(place, line)| outside(place, line, input)));
    }
    let lines: Vec<StatementLine> = read.lines.into_iter().map(|(_, line)| line).collect();
    let keys = line_keys(&fund.code, &lines);
    let span = span(input, &lines, read.balances)?;
    let mut checked = Checked { file_name, sha256, span, lines, keys, known: Vec::new(), faults, imported };
    if checked.faults.is_empty() && checked.imported.is_none() {
        compare(uow, fund, &mut checked).await?;
    }
    Ok(checked)
}

/// A message of the bank, read away from the threads that answer requests.
async fn from_message(bytes: Bytes) -> Result<Read, Problem> {
    let read = tokio::task::spawn_blocking(move || {
        let text = std::str::from_utf8(&bytes).map_err(|error| vec![Fault::new("/file_id", "wrong_encoding", error.to_string())])?;
        camt::read(text, MAX_ROWS)
    });
    Ok(match read.await.map_err(Problem::internal)? {
        Ok(camt) => {
            let places = camt.places.iter().map(|place| format!("{place}/BookgDt"));
            Read { lines: places.zip(camt.lines).collect(), balances: Some((camt.opening, camt.closing)), faults: Vec::new() }
        }
        Err(faults) => Read { faults, ..Read::default() },
    })
}

/// A table, whose cells are the places.
async fn from_sheet(file: &File, bytes: Bytes) -> Result<Read, Problem> {
    let (sheet, mut faults) = sheets::read_file((file, bytes), FIELDS, MAX_ROWS, "/file_id").await?;
    let readable: &[Row] = if sheets::has_faulty_head(&faults) { &[] } else { &sheet.rows };
    let mut lines = Vec::with_capacity(readable.len());
    for row in readable {
        match read(row) {
            Ok(line) => lines.push((row, line)),
            Err(wrong) => faults.extend(wrong),
        }
    }
    // Some banks write the newest line first.
    if lines.first().zip(lines.last()).is_some_and(|(first, last)| first.1.booked_on > last.1.booked_on) {
        lines.reverse();
    }
    if faults.is_empty() {
        faults.extend(balances(&lines));
    }
    let lines = lines.into_iter().map(|(row, line)| (row.pointer(DAY), line)).collect();
    Ok(Read { lines, balances: None, faults })
}

fn span(input: &BankStatementInput, lines: &[StatementLine], said: Option<(Fen, Fen)>) -> Result<StatementSpan, Problem> {
    let (starts_on, ends_on) = (input.starts_on.0, input.ends_on.0);
    if let Some((opening, closing)) = said {
        return Ok(StatementSpan { starts_on, ends_on, opening: opening.get(), closing: closing.get() });
    }
    let opening = lines.first().map_or(Ok(Fen::ZERO), |line| line.balance.checked_sub(line.amount)).map_err(Problem::internal)?;
    let closing = lines.last().map_or(opening, |line| line.balance);
    Ok(StatementSpan { starts_on, ends_on, opening: opening.get(), closing: closing.get() })
}

fn days(input: &BankStatementInput, today: Day) -> Vec<Fault> {
    let mut faults = Vec::new();
    if input.starts_on.0 > input.ends_on.0 {
        faults.push(Fault::new("/ends_on", "before_start", "The last day lies before the first"));
    }
    if input.ends_on.0 > today {
        faults.push(Fault::new("/ends_on", "in_future", "The last day has not come yet").with_limit(today.to_string()));
    }
    faults
}

/// One row as a line, or every cell that cannot be read. Nothing is mended: `1,000.00` is no amount.
fn read(row: &Row) -> Result<StatementLine, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut amount = |field: usize, may_be_empty: bool| {
        let text = row.text(field);
        if text.is_empty() && may_be_empty {
            return Fen::ZERO;
        }
        Fen::parse(text).unwrap_or_else(|error| {
            faults.push(Fault::new(row.pointer(field), error.code(), "This is no amount such as 1234.56").with_actual(text));
            Fen::ZERO
        })
    };
    let (came, went, balance) = (amount(IN, true), amount(OUT, true), amount(BALANCE, false));
    if faults.is_empty() && (came.is_negative() || went.is_negative() || came.is_zero() == went.is_zero()) {
        faults.push(Fault::new(row.pointer(IN), "one_amount", "A line has either money that came in or money that went out, above zero"));
    }
    let booked_on = day(row.text(DAY));
    if booked_on.is_none() {
        faults.push(Fault::new(row.pointer(DAY), "wrong_date", "This is no day such as 2026-07-10").with_actual(row.text(DAY)));
    }
    let account: String = row.text(ACCOUNT).chars().filter(|sign| !sign.is_whitespace()).collect();
    for (field, longest) in [(SERIAL, 64), (NAME, 200), (ACCOUNT, 40), (SUMMARY, 500), (NOTE, 500)] {
        if row.text(field).chars().count() > longest {
            faults.push(Fault::new(row.pointer(field), "too_long", "The text is too long").with_limit(longest.to_string()));
        }
    }
    let Some(booked_on) = booked_on.filter(|_| faults.is_empty()) else { return Err(faults) };
    let amount = came.checked_sub(went).map_err(|error| vec![Fault::new(row.pointer(IN), error.code(), "The amount is too large")])?;
    let summary = [row.text(SUMMARY), row.text(NOTE)].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ");
    Ok(StatementLine {
        booked_on,
        serial: Some(row.text(SERIAL)).filter(|text| !text.is_empty()).map(str::to_owned),
        amount,
        balance,
        counter_name: row.text(NAME).to_owned(),
        counter_account: account,
        summary,
    })
}

/// A day as banks write it: `2026-07-10`, `2026/07/10` or `20260710`, perhaps with the time behind it.
fn day(text: &str) -> Option<Day> {
    let text = text.split([' ', 'T']).next().unwrap_or_default().replace('/', "-");
    let dashed = match text.len() {
        8 if text.is_ascii() && !text.contains('-') => format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]),
        _ => text,
    };
    Day::parse(&dashed).ok()
}

/// Every balance follows from the one before: a file that lost a line is not taken.
fn balances(lines: &[(&Row, StatementLine)]) -> Vec<Fault> {
    let breaks = |pair: &[(&Row, StatementLine)]| {
        let [(_, before), (row, line)] = pair else { return None };
        let expected = before.balance.checked_add(line.amount).ok()?;
        (expected != line.balance).then(|| {
            let fault = Fault::new(row.pointer(BALANCE), "balance_breaks", "The balance does not follow from the line before");
            fault.with_limit(expected.to_string()).with_actual(line.balance.to_string())
        })
    };
    lines.windows(2).filter_map(breaks).collect()
}

fn outside(place: &str, line: &StatementLine, input: &BankStatementInput) -> Option<Fault> {
    let within = (input.starts_on.0..=input.ends_on.0).contains(&line.booked_on);
    let fault = || Fault::new(place, "outside_days", "The line lies outside the days of the statement");
    (!within).then(|| fault().with_actual(line.booked_on.to_string()))
}

/// Which lines are known, and whether the statement follows from those before it.
async fn compare(uow: &Uow, fund: &Fund, checked: &mut Checked) -> Result<(), Problem> {
    let known: BTreeMap<String, _> =
        rows::known(&uow.conn, fund.id, &checked.keys).await?.into_iter().map(|row| (row.line_key.clone(), row)).collect();
    let closed = rows::last_closed(&uow.conn, fund.id).await?;
    let mut movements = BTreeMap::new();
    for (day, fen) in rows::movements_by_day(&uow.conn, fund.id).await? {
        movements.insert(Date::read(&day)?.0, fen);
    }
    for (at, (line, key)) in checked.lines.iter().zip(&checked.keys).enumerate() {
        let place = format!("/lines/{at}");
        if let Some(row) = known.get(key) {
            if row.amount_fen != line.amount.get() || row.booked_on != line.booked_on.to_string() {
                let detail = "An earlier statement has another line with this serial number";
                checked.faults.push(Fault::new(place, "serial_conflict", detail).with_actual(key.clone()));
            }
            continue;
        }
        if closed.as_deref().is_some_and(|month| line.booked_on.to_string()[..7] <= *month) {
            checked
                .faults
                .push(Fault::new(place, "month_closed", "The month of the line is closed").with_actual(line.booked_on.to_string()));
        }
        *movements.entry(line.booked_on).or_default() += line.amount.get();
    }
    if has_twice(&checked.keys) {
        checked.faults.push(Fault::new("/file_id", "serial_twice", "Two lines of the file have the same serial number"));
    }
    let spans = rows::of_fund(&uow.conn, fund.id).await?;
    let spans = spans.iter().map(stored_span).collect::<Result<Vec<_>, _>>()?;
    if checked.faults.is_empty() {
        checked.faults.extend(chain_faults(&spans, &checked.span, &movements));
    }
    checked.known = known.into_keys().collect();
    Ok(())
}

fn has_twice(keys: &[String]) -> bool {
    let mut seen = std::collections::HashSet::new();
    keys.iter().any(|key| !seen.insert(key))
}

/// The days and balances of a stored statement.
pub fn stored_span(row: &BankStatement) -> Result<StatementSpan, Problem> {
    let (starts_on, ends_on) = (Date::read(&row.starts_on)?.0, Date::read(&row.ends_on)?.0);
    Ok(StatementSpan { starts_on, ends_on, opening: row.opening_fen, closing: row.closing_fen })
}
