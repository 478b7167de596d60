//! What a line of a statement may be: suggestions with their reasons. A person accepts; nothing is posted by itself.

use crate::money::Fen;
use crate::string_enum;
use crate::text::plain;
use crate::time::Day;

string_enum! {
    /// What a line may be matched with.
    pub enum CandidateKind {
        Movement "movement" "账面收支" "A movement of the bank account in the books";
        LateReturn "late_return" "退汇" "The money of a paid payment that comes back; accepting it posts the return";
        UnderWay "under_way" "在途付款" "A payment that is with the bank; import the bank's answer to its batch";
    }
}

string_enum! {
    /// Why a line may be what is suggested.
    pub enum MatchReason {
        PaymentNumber "payment_number" "支付编号一致" "The line names the number of the payment";
        Amount "amount" "金额一致" "The amount is the same";
        CounterAccount "counter_account" "对方账号一致" "The other account is the same";
        CounterName "counter_name" "对方户名一致" "The name of the other account is the same";
        Day "day" "日期相近" "At most five days lie between both";
    }
}

/// Something of the books that a line may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// What it is.
    pub kind: CandidateKind,
    /// Yuan, with the sign that the line must have.
    pub amount: Fen,
    /// The day of the books.
    pub day: Day,
    /// The number of the payment, if it is one.
    pub number: Option<String>,
    /// The payee's account number, if it is a payment.
    pub account: Option<String>,
    /// The payee's name, if it is a payment.
    pub name: Option<String>,
}

/// What a line may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// Place of the line in the list that was handed over.
    pub line: usize,
    /// Place of the candidate in the list that was handed over.
    pub candidate: usize,
    /// Why.
    pub reasons: Vec<MatchReason>,
    /// Nothing else explains the line as well: fit to be accepted together with others.
    pub sure: bool,
}

/// How far apart the days of bank and books may lie to count as a sign.
const NEAR_DAYS: i32 = 5;

/// At most one candidate for each line, and each candidate for one line at most: the strongest signs first, then the
/// order of the lines. Without the same amount there is no suggestion; a payment that comes back must be named.
#[must_use]
pub fn suggest(lines: &[super::StatementLine], candidates: &[Candidate]) -> Vec<Suggestion> {
    let mut pairs: Vec<(u32, usize, usize, Vec<MatchReason>)> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        for (of, candidate) in candidates.iter().enumerate() {
            if let Some((strength, reasons)) = signs(line, candidate) {
                pairs.push((strength, at, of, reasons));
            }
        }
    }
    let strengths: Vec<(usize, u32)> = pairs.iter().map(|(strength, at, ..)| (*at, *strength)).collect();
    pairs.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let (mut taken, mut used) = (vec![false; lines.len()], vec![false; candidates.len()]);
    let mut found = Vec::new();
    for (strength, line, candidate, reasons) in pairs {
        if taken[line] || used[candidate] {
            continue;
        }
        (taken[line], used[candidate]) = (true, true);
        let as_good = strengths.iter().filter(|(at, other)| *at == line && *other >= strength).count();
        found.push(Suggestion { line, candidate, reasons, sure: as_good == 1 && strength >= 2 });
    }
    found.sort_unstable_by_key(|suggestion| suggestion.line);
    found
}

/// How strongly a candidate explains a line, and by what; nothing when it does not.
fn signs(line: &super::StatementLine, candidate: &Candidate) -> Option<(u32, Vec<MatchReason>)> {
    if line.amount != candidate.amount {
        return None;
    }
    let mut reasons = vec![MatchReason::Amount];
    let numbered = candidate.number.as_ref().is_some_and(|number| line.summary.contains(number.as_str()));
    let same_account = candidate.account.as_ref().is_some_and(|account| !account.is_empty() && *account == line.counter_account);
    let same_name = candidate.name.as_ref().is_some_and(|name| plain_name(name) == plain_name(&line.counter_name));
    let near = line.booked_on.days_until(candidate.day).abs() <= NEAR_DAYS;
    let signs = [
        (numbered, MatchReason::PaymentNumber, 8),
        (same_account, MatchReason::CounterAccount, 4),
        (same_name, MatchReason::CounterName, 2),
        (near, MatchReason::Day, 1),
    ];
    let mut strength = 0;
    for (holds, reason, weight) in signs {
        if holds {
            reasons.push(reason);
            strength += weight;
        }
    }
    let enough = match candidate.kind {
        CandidateKind::LateReturn => numbered,
        CandidateKind::UnderWay => numbered || same_account,
        CandidateKind::Movement if candidate.number.is_some() => numbered || same_account || same_name,
        CandidateKind::Movement => near,
    };
    // A payment of another number is another payment.
    let other_number = candidate.number.is_some() && !numbered && names_a_payment(&line.summary);
    (enough && !other_number).then(|| {
        reasons.sort_unstable();
        // A receipt that no payment could be is sure by amount and day.
        (if candidate.number.is_none() { strength + 1 } else { strength }, reasons)
    })
}

/// True when a text holds the number of a payment, such as `PAY-2026-000001`.
fn names_a_payment(text: &str) -> bool {
    let digits = |text: &str, count: usize| text.len() >= count && text.bytes().take(count).all(|byte| byte.is_ascii_digit());
    text.match_indices("PAY").any(|(at, _)| {
        let rest = text[at + 3..].trim_start_matches('-');
        digits(rest, 4) && digits(rest[4..].trim_start_matches('-'), 4)
    })
}

/// A name without spaces, with full-width signs as plain ones: banks write both.
fn plain_name(name: &str) -> String {
    name.chars().map(plain).filter(|sign| !sign.is_whitespace()).collect()
}
