//! Statements of one account follow each other: what one ends with is what the next begins with.

use std::collections::BTreeMap;

use crate::fault::Fault;
use crate::ledger::yuan;
use crate::time::Day;

/// The days and the balances of one statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatementSpan {
    /// The first day.
    pub starts_on: Day,
    /// The last day.
    pub ends_on: Day,
    /// Fen before the first line.
    pub opening: i64,
    /// Fen after the last line.
    pub closing: i64,
}

/// Up to which day the statements of an account follow each other without a gap, and what the account held then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Covered {
    /// The first day of the first statement.
    pub from: Day,
    /// The last day without a gap before it.
    pub until: Day,
    /// Fen before the first day.
    pub opening: i64,
}

/// The span from the first statement to the first gap; nothing without a statement.
#[must_use]
pub fn covered_until(spans: &[StatementSpan]) -> Option<Covered> {
    let mut spans = spans.to_vec();
    spans.sort_unstable_by_key(|span| (span.starts_on, span.ends_on));
    let first = spans.first()?;
    let start = Covered { from: first.starts_on, until: first.ends_on, opening: first.opening };
    Some(spans.iter().fold(start, |covered, span| {
        let follows = covered.until.next().is_ok_and(|next| span.starts_on <= next);
        if follows && span.ends_on > covered.until { Covered { until: span.ends_on, ..covered } } else { covered }
    }))
}

/// Why a statement does not follow from the others: `movements` are the fen of every line of the account by day, those
/// of the new statement included. A statement that lost a line does not close at what it says; one that leaves days out
/// leaves a gap.
#[must_use]
pub fn chain_faults(spans: &[StatementSpan], new: &StatementSpan, movements: &BTreeMap<Day, i64>) -> Vec<Fault> {
    let mut faults = Vec::new();
    let before = |day: Day| movements.range(..day).map(|(_, fen)| i128::from(*fen)).sum::<i128>();
    let until = |day: Day| movements.range(..=day).map(|(_, fen)| i128::from(*fen)).sum::<i128>();
    let mut all = spans.to_vec();
    all.push(*new);
    let Some(covered) = covered_until(&all) else { return faults };
    let opening = i128::from(covered.opening);
    let gap = || Fault::new("/starts_on", "gap", "Days are missing between this statement and those before it");
    if new.ends_on > covered.until {
        faults.push(gap().with_limit(covered.until.to_string()).with_actual(new.starts_on.to_string()));
        return faults;
    }
    let mut differs = |code: &str, detail: &str, expected: i128, found: i64| {
        if expected != i128::from(found) {
            faults.push(Fault::new("/file_id", code, detail).with_limit(yuan(expected)).with_actual(yuan(i128::from(found))));
        }
    };
    let opens = "The statement does not begin with what the account held";
    let closes = "The statement does not end with what its lines and those before it come to";
    differs("opening_differs", opens, opening + before(new.starts_on), new.opening);
    differs("closing_differs", closes, opening + until(new.ends_on), new.closing);
    faults
}
