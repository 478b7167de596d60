//! The key by which a line of a statement is recognised, also in a file that was saved again.

use std::collections::HashMap;

use serde_json::json;

use crate::money::Fen;
use crate::schemes::{canonical_json, sha256_hex};
use crate::time::Day;

/// One line of a bank statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementLine {
    /// The day the bank booked it.
    pub booked_on: Day,
    /// The bank's serial number, if the bank gives one.
    pub serial: Option<String>,
    /// Yuan; above zero when money came in, below when it went out.
    pub amount: Fen,
    /// What the account held after it, in yuan.
    pub balance: Fen,
    /// Whom it came from or went to.
    pub counter_name: String,
    /// Digits of the other account; empty when the bank does not say.
    pub counter_account: String,
    /// What the bank says it was for.
    pub summary: String,
}

/// The key of every line of a file of one account, in their order: the bank's serial number, or else the digest of day,
/// amount, other account and summary, with an ordinal among equal lines of the file. Two equal lines of one day, both
/// real, so have two keys, and the same two when the file comes again. The balance is no part of it: banks that reorder
/// the lines of a day show others.
#[must_use]
pub fn line_keys(account: &str, lines: &[StatementLine]) -> Vec<String> {
    let mut seen: HashMap<String, u32> = HashMap::new();
    lines
        .iter()
        .map(|line| {
            if let Some(serial) = &line.serial {
                return format!("serial:{serial}");
            }
            let content = json!([account, line.booked_on.to_string(), line.amount.get(), line.counter_account, line.summary]);
            let digest = sha256_hex(canonical_json(&content).as_bytes());
            let ordinal = seen.entry(digest.clone()).and_modify(|n| *n += 1).or_insert(1);
            format!("digest:{digest}:{ordinal}")
        })
        .collect()
}
