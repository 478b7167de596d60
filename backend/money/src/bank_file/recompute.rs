//! The bytes of a bank file from its lines, for anyone who wants to check a stored one.

use serde::Deserialize;
use serde_json::Value;
use yichuang_domain::fault::Fault;
use yichuang_domain::money::Fen;

use super::{Head, Line, Payer, Profile, write};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Input {
    /// Of a message: its number, instant and day.
    #[serde(default)]
    head: Head,
    lines: Vec<LineInput>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LineInput {
    payment: String,
    name: String,
    account: String,
    bank: String,
    cnaps: String,
    amount: String,
    memo: String,
    /// Of a message: the account that pays.
    payer: Option<Payer>,
}

/// Reads `{lines: [{payment, name, account, bank, cnaps, amount, memo}]}` and answers the bytes of the file. A message also
/// asks for `head: {reference, made_at, day}` and for `payer: {account_name, account_number, bank_name, cnaps}` of each line.
pub fn recompute(document: &Value, profile: &Profile) -> Result<Vec<u8>, Vec<Fault>> {
    let input: Input = serde_json::from_value(document.clone()).map_err(|error| vec![Fault::new("", "malformed", error.to_string())])?;
    let mut faults = Vec::new();
    if input.lines.is_empty() {
        faults.push(Fault::new("/lines", "empty", "a file without a line is no file"));
    }
    let mut lines = Vec::new();
    let Input { head, lines: given } = input;
    for (index, line) in given.into_iter().enumerate() {
        let amount = amount(&line.amount).unwrap_or_else(|fault| {
            faults.push(fault.below(&format!("/lines/{index}/amount")));
            Fen::ZERO
        });
        lines.push(Line {
            number: line.payment,
            account_name: line.name,
            account_number: line.account,
            bank_name: line.bank,
            cnaps: line.cnaps,
            amount,
            memo: line.memo,
            payer: line.payer,
        });
    }
    for (index, line) in lines.iter().enumerate() {
        if lines.iter().take(index).any(|other| other.number == line.number) {
            faults.push(Fault::new(format!("/lines/{index}/payment"), "duplicate", format!("{} stands in the file twice", line.number)));
        }
    }
    match write(profile, &head, &lines, |index| format!("/lines/{index}")) {
        Ok(bytes) if faults.is_empty() => Ok(bytes),
        Ok(_) => Err(faults),
        Err(more) => Err(faults.into_iter().chain(more).collect()),
    }
}

fn amount(text: &str) -> Result<Fen, Fault> {
    match Fen::parse(text) {
        Ok(amount) if amount.is_negative() || amount.is_zero() => {
            Err(Fault::new("", "out_of_range", "an amount is above zero").with_actual(text))
        }
        Ok(amount) => Ok(amount),
        Err(error) => Err(Fault::new("", "malformed", error.to_string()).with_actual(text)),
    }
}
