//! A bank statement as an ISO 20022 message (camt.053, any version): its booked entries, and the balances around them.

mod tree;

use yichuang_domain::fault::Fault;
use yichuang_domain::money::Fen;
use yichuang_domain::statements::StatementLine;
use yichuang_domain::time::{Day, Timestamp};

use tree::{Element, parse};

/// The one currency of the accounts.
const CURRENCY: &str = "CNY";

/// A statement as the bank sent it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Camt {
    pub opening: Fen,
    pub closing: Fen,
    /// The entries in their order, each with the balance after it.
    pub lines: Vec<StatementLine>,
    /// Where each of them stands, such as `/cells/Ntry[3]`.
    pub places: Vec<String>,
}

/// Reads a message. Every fault is named by the place of its element: `/cells/Ntry[3]/Amt`.
///
/// # Errors
/// `malformed` when it is no XML or not of this kind, or declares a document type or entities; `missing`, `wrong_date`,
/// `other_currency`, `not_booked`, `too_long` and the faults of amounts for single elements; `closing_differs` when the
/// entries do not lead from the opening to the closing balance.
pub fn read(text: &str, max_entries: usize) -> Result<Camt, Vec<Fault>> {
    let malformed = |detail: String| vec![Fault::new("/cells/Document", "malformed", detail)];
    let root = parse(text).map_err(malformed)?;
    let message = root.child("BkToCstmrStmt").filter(|_| root.name == "Document");
    let message = message.ok_or_else(|| malformed("This is no bank statement (camt.053)".to_owned()))?;
    let mut statements = message.all("Stmt");
    let (Some(statement), None) = (statements.next(), statements.next()) else {
        return Err(malformed("The message holds not exactly one statement; send them one by one".to_owned()));
    };
    let mut faults = Vec::new();
    let opening = balance(statement, "OPBD", &mut faults);
    let closing = balance(statement, "CLBD", &mut faults);
    let mut entries: Vec<&Element> = statement.all("Ntry").collect();
    if entries.len() > max_entries {
        let fault = Fault::new("/cells/Stmt", "too_many_rows", "The statement has too many entries; part it by days");
        return Err(vec![fault.with_limit(max_entries.to_string())]);
    }
    let mut lines = Vec::with_capacity(entries.len());
    for entry in &entries {
        lines.extend(line(entry, &mut faults));
    }
    let (Some(opening), Some(closing), true) = (opening, closing, faults.is_empty()) else { return Err(faults) };
    // Some banks write the newest entry first.
    if lines.first().zip(lines.last()).is_some_and(|(first, last)| first.booked_on > last.booked_on) {
        lines.reverse();
        entries.reverse();
    }
    let mut held = opening;
    for (line, entry) in lines.iter_mut().zip(&entries) {
        let too_large = |_| vec![fault(entry, "Amt", "above_cap", "The amount is too large")];
        held = held.checked_add(line.amount).map_err(too_large)?;
        line.balance = held;
    }
    if held != closing {
        let detail = "The entries do not lead from the opening to the closing balance";
        let fault = Fault::new("/cells/Bal/CLBD", "closing_differs", detail);
        return Err(vec![fault.with_limit(held.to_string()).with_actual(closing.to_string())]);
    }
    Ok(Camt { opening, closing, lines, places: entries.iter().map(|entry| format!("/cells/{}", entry.place)).collect() })
}

fn fault(element: &Element, child: &str, code: &str, detail: &str) -> Fault {
    Fault::new(format!("/cells/{}/{child}", element.place), code, detail)
}

/// The balance of a type, in yuan; below zero when the account is overdrawn.
fn balance(statement: &Element, code: &str, faults: &mut Vec<Fault>) -> Option<Fen> {
    let mut found = statement.all("Bal").filter(|balance| balance.text(&["Tp", "CdOrPrtry", "Cd"]) == code);
    let (Some(balance), None) = (found.next(), found.next()) else {
        let detail = "The statement has not exactly one balance of this type";
        faults.push(Fault::new(format!("/cells/Bal/{code}"), "missing", detail));
        return None;
    };
    amount(balance, faults)
}

/// `Amt` with the sign of `CdtDbtInd`; credit is what came in.
fn amount(of: &Element, faults: &mut Vec<Fault>) -> Option<Fen> {
    let text = of.text(&["Amt"]);
    let currency = of.child("Amt").and_then(|amount| amount.currency.as_deref());
    if currency != Some(CURRENCY) {
        let fault = fault(of, "Amt", "other_currency", "The account is kept in yuan");
        faults.push(fault.with_limit(CURRENCY).with_actual(currency.unwrap_or_default()));
    }
    let amount = match Fen::parse(text) {
        Ok(amount) if !amount.is_negative() => Some(amount),
        Ok(_) => {
            faults.push(fault(of, "Amt", "negative", "The sign stands in CdtDbtInd").with_actual(text));
            None
        }
        Err(error) => {
            faults.push(fault(of, "Amt", error.code(), "This is no amount such as 1234.56").with_actual(text));
            None
        }
    };
    match of.text(&["CdtDbtInd"]) {
        "CRDT" => amount,
        "DBIT" => amount.and_then(|amount| amount.checked_neg().ok()),
        other => {
            faults.push(fault(of, "CdtDbtInd", "missing", "It is neither CRDT nor DBIT").with_actual(other));
            None
        }
    }
}

/// One booked entry; its balance follows later. Nothing when a fault was named.
fn line(entry: &Element, faults: &mut Vec<Fault>) -> Option<StatementLine> {
    let before = faults.len();
    let amount = amount(entry, faults);
    if amount.is_some_and(Fen::is_zero) {
        faults.push(fault(entry, "Amt", "one_amount", "An entry of nothing is no entry"));
    }
    // Up to version 7 the status is the text of the element itself.
    let status = [entry.text(&["Sts", "Cd"]), entry.text(&["Sts"])].into_iter().find(|text| !text.is_empty()).unwrap_or_default();
    if status != "BOOK" {
        faults.push(fault(entry, "Sts", "not_booked", "Only booked entries are taken").with_limit("BOOK").with_actual(status));
    }
    let booked_on = day(entry);
    if booked_on.is_none() {
        faults.push(fault(entry, "BookgDt", "wrong_date", "This is no day such as 2026-07-10"));
    }
    let (name, account) = counterparty(entry, amount.is_some_and(Fen::is_negative));
    let serial = entry.text(&["AcctSvcrRef"]).to_owned();
    let summary = summary(entry);
    for (what, child, longest) in [(&serial, "AcctSvcrRef", 64), (&name, "Nm", 200), (&account, "Id", 40), (&summary, "RmtInf", 500)] {
        if what.chars().count() > longest {
            faults.push(fault(entry, child, "too_long", "The text is too long").with_limit(longest.to_string()));
        }
    }
    let (Some(booked_on), Some(amount), true) = (booked_on, amount, faults.len() == before) else { return None };
    Some(StatementLine {
        booked_on,
        serial: Some(serial).filter(|text| !text.is_empty()),
        amount,
        balance: Fen::ZERO,
        counter_name: name,
        counter_account: account,
        summary,
    })
}

/// The day of the booking, in Shanghai where the bank gives an instant.
fn day(entry: &Element) -> Option<Day> {
    let day = entry.text(&["BookgDt", "Dt"]);
    if !day.is_empty() {
        return Day::parse(day).ok();
    }
    let instant = entry.text(&["BookgDt", "DtTm"]);
    match Timestamp::parse(instant) {
        Ok(instant) => Some(instant.shanghai_day()),
        Err(_) => Day::parse(instant.split('T').next().unwrap_or_default()).ok(),
    }
}

/// Name and account of the other side of an entry with one transaction; empty where the bank does not say, or says several.
fn counterparty(entry: &Element, went_out: bool) -> (String, String) {
    let mut transactions = entry.all("NtryDtls").flat_map(|details| details.all("TxDtls"));
    let (Some(transaction), None) = (transactions.next(), transactions.next()) else { return (String::new(), String::new()) };
    let Some(parties) = transaction.child("RltdPties") else { return (String::new(), String::new()) };
    let (party, account) = if went_out { ("Cdtr", "CdtrAcct") } else { ("Dbtr", "DbtrAcct") };
    let first = |paths: [&[&str]; 2]| paths.into_iter().map(|path| parties.text(path)).find(|text| !text.is_empty()).unwrap_or_default();
    let number = first([&[account, "Id", "Othr", "Id"], &[account, "Id", "IBAN"]]);
    let number = number.chars().filter(|sign| !sign.is_whitespace()).collect();
    (first([&[party, "Pty", "Nm"], &[party, "Nm"]]).to_owned(), number)
}

/// The payment numbers and what they were for, each once.
fn summary(entry: &Element) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for transaction in entry.all("NtryDtls").flat_map(|details| details.all("TxDtls")) {
        parts.push(transaction.text(&["Refs", "EndToEndId"]));
        if let Some(remittance) = transaction.child("RmtInf") {
            parts.extend(remittance.all("Ustrd").map(|text| text.text.trim()));
        }
    }
    if parts.iter().all(|part| part.is_empty()) {
        parts.push(entry.text(&["AddtlNtryInf"]));
    }
    let mut said: Vec<&str> = Vec::new();
    for part in parts.into_iter().filter(|part| !part.is_empty() && *part != "NOTPROVIDED") {
        if !said.contains(&part) {
            said.push(part);
        }
    }
    said.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(amount: &str, direction: &str, inside: &str) -> String {
        format!(
            "<Ntry><Amt Ccy=\"CNY\">{amount}</Amt><CdtDbtInd>{direction}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>\
             <BookgDt><Dt>2026-07-10</Dt></BookgDt>{inside}</Ntry>"
        )
    }

    fn balance(code: &str, amount: &str) -> String {
        format!(
            "<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy=\"CNY\">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd>\
             <Dt><Dt>2026-07-31</Dt></Dt></Bal>"
        )
    }

    fn message(opening: &str, closing: &str, entries: &[String]) -> String {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt>\
             <GrpHdr><MsgId>M1</MsgId></GrpHdr><Stmt><Id>S1</Id>{}{}{}</Stmt></BkToCstmrStmt></Document>",
            balance("OPBD", opening),
            balance("CLBD", closing),
            entries.concat()
        )
    }

    fn faults(text: &str) -> Vec<String> {
        read(text, 100).unwrap_err().into_iter().map(|fault| format!("{} {}", fault.pointer, fault.code)).collect()
    }

    const PAID: &str = "<AcctSvcrRef>B-77</AcctSvcrRef><NtryDtls><TxDtls><Refs><EndToEndId>PAY-2026-000001</EndToEndId></Refs>\
         <RltdPties><Cdtr><Pty><Nm>示例中心 &amp; 伙伴</Nm></Pty></Cdtr><CdtrAcct><Id><Othr><Id>6200 0100</Id></Othr></Id></CdtrAcct>\
         </RltdPties><RmtInf><Ustrd>公益创投首期款</Ustrd></RmtInf></TxDtls></NtryDtls>";

    #[test]
    fn entries_are_read_with_their_sign_their_other_side_and_the_balance_after_them() {
        let entries = [entry("1000.00", "CRDT", "<AddtlNtryInf>财政拨款</AddtlNtryInf>"), entry("150.5", "DBIT", PAID)];
        let found = read(&message("10.00", "859.50", &entries), 100).unwrap();
        assert_eq!((found.opening.to_string(), found.closing.to_string()), ("10.00".to_owned(), "859.50".to_owned()));
        assert_eq!(found.places, ["/cells/Ntry[1]", "/cells/Ntry[2]"]);
        let [first, second] = &found.lines[..] else { panic!("{found:?}") };
        assert_eq!((first.balance.to_string().as_str(), first.summary.as_str(), &first.serial), ("1010.00", "财政拨款", &None));
        assert_eq!((second.amount.to_string().as_str(), second.serial.as_deref()), ("-150.50", Some("B-77")));
        assert_eq!((second.counter_name.as_str(), second.counter_account.as_str()), ("示例中心 & 伙伴", "62000100"));
        assert_eq!(second.summary, "PAY-2026-000001 公益创投首期款");
    }

    #[test]
    fn an_instant_is_a_day_in_shanghai_and_the_older_form_of_the_status_is_known() {
        let late = entry("1.00", "CRDT", "").replace("<Dt>2026-07-10</Dt>", "<DtTm>2026-07-10T16:00:00Z</DtTm>");
        let old = late.replace("<Cd>BOOK</Cd>", "BOOK").replace("16:00:00Z", "15:59:59+08:00");
        let found = read(&message("0.00", "2.00", &[late, old]), 100).unwrap();
        let days: Vec<String> = found.lines.iter().map(|line| line.booked_on.to_string()).collect();
        assert_eq!(days, ["2026-07-10", "2026-07-11"], "the newest came first and is put last");
    }

    #[test]
    fn every_fault_of_an_entry_is_named_by_its_place() {
        let entries = [
            entry("1,000.00", "CRDT", ""),
            entry("1.00", "BOTH", ""),
            entry("1.00", "CRDT", "").replace("CNY", "USD").replace("BOOK", "PDNG").replace("2026-07-10", "2026-02-30"),
            entry("0.00", "DBIT", ""),
        ];
        let found = faults(&message("0.00", "0.00", &entries));
        assert_eq!(found[0].split(' ').next(), Some("/cells/Ntry[1]/Amt"));
        assert_eq!(
            found[1..],
            [
                "/cells/Ntry[2]/CdtDbtInd missing",
                "/cells/Ntry[3]/Amt other_currency",
                "/cells/Ntry[3]/Sts not_booked",
                "/cells/Ntry[3]/BookgDt wrong_date",
                "/cells/Ntry[4]/Amt one_amount"
            ]
        );
    }

    #[test]
    fn balances_that_do_not_add_up_or_are_not_there_are_refused() {
        let entries = [entry("1.00", "CRDT", "")];
        assert_eq!(faults(&message("0.00", "1.01", &entries)), ["/cells/Bal/CLBD closing_differs"]);
        let twice = message("0.00", "1.00", &entries).replace("CLBD", "OPBD");
        assert_eq!(faults(&twice), ["/cells/Bal/OPBD missing", "/cells/Bal/CLBD missing"]);
    }

    #[test]
    fn document_types_and_entities_are_refused_and_nothing_grows_from_a_small_file() {
        let whole = message("0.00", "1.00", &[entry("1.00", "CRDT", "")]);
        let bomb = "<!DOCTYPE d [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>";
        let external = "<!DOCTYPE d SYSTEM \"file:///etc/passwd\">";
        for dtd in [bomb, external] {
            assert_eq!(faults(&whole.replace("<Document", &format!("{dtd}<Document"))), ["/cells/Document malformed"]);
        }
        assert_eq!(faults(&whole.replace("<Id>S1</Id>", "<Id>&secret;</Id>")), ["/cells/Document malformed"]);
        assert_eq!(faults(&whole[..whole.len() - 20]), ["/cells/Document malformed"]);
        assert_eq!(faults(&"<a>".repeat(100_000)), ["/cells/Document malformed"]);
        assert_eq!(faults("<Document><BkToCstmrStmt/></Document>"), ["/cells/Document malformed"]);
        assert_eq!(faults("<Document><CstmrCdtTrfInitn/></Document>"), ["/cells/Document malformed"]);
        assert_eq!(read(&whole, 0).unwrap_err()[0].code, "too_many_rows");
    }
}
