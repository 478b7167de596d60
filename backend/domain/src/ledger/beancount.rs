//! The ledger as plain text for an independent check with Beancount.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::accounts::Account;
use super::posting::{Journal, Leg, NO_DETAIL};
use super::yuan;

/// The key of one account of the export.
type Key<'a> = (Account, &'a str, &'a str);

/// The journals as a Beancount ledger that ends with the balance of every account.
///
/// The balances are asserted on the day after the last journal without any tolerance, so that a
/// change of one fen anywhere makes the check fail.
#[must_use]
pub fn beancount(journals: &[Journal]) -> String {
    let mut balances: BTreeMap<Key<'_>, i128> = BTreeMap::new();
    for leg in journals.iter().flat_map(|journal| &journal.legs) {
        *balances.entry(key(leg)).or_default() += i128::from(leg.amount.get());
    }
    let names = names(balances.keys().copied());
    let name = |key| names.get(&key).map_or("Equity:Unknown", String::as_str);
    let mut out = String::from("option \"operating_currency\" \"CNY\"\n");
    // Writing to a String cannot fail, so the results below carry nothing.
    if let Some(first) = journals.iter().map(|journal| journal.biz_date).min() {
        for name in names.values() {
            let _ = writeln!(out, "{first} open {name} CNY");
        }
    }
    for journal in journals {
        let (date, event) = (journal.biz_date, journal.event);
        let memo = text(&journal.memo);
        let _ = writeln!(out, "{date} * \"{event} {}\" \"{memo}\"", event.zh());
        for leg in &journal.legs {
            let _ = writeln!(out, "  {}  {} CNY", name(key(leg)), leg.amount);
        }
    }
    if let Some(last) = journals.iter().map(|journal| journal.biz_date).max() {
        let after = last.next().unwrap_or(last);
        for (key, amount) in balances {
            let _ = writeln!(out, "{after} balance {}  {} ~ 0.00 CNY", name(key), yuan(amount));
        }
    }
    out
}

fn key(leg: &Leg) -> Key<'_> {
    (leg.account, &leg.allotment, &leg.detail)
}

/// One name for each key. Where two keys would be written alike, the later ones are numbered.
fn names<'a>(keys: impl Iterator<Item = Key<'a>>) -> BTreeMap<Key<'a>, String> {
    let mut taken = BTreeSet::new();
    keys.map(|key| {
        let (account, allotment, detail) = key;
        let mut plain = format!("{}:{}", account.beancount(), component(allotment));
        if detail != NO_DETAIL {
            plain = format!("{plain}:{}", component(detail));
        }
        let mut name = plain.clone();
        let mut number = 2;
        while !taken.insert(name.clone()) {
            name = format!("{plain}-{number}");
            number += 1;
        }
        (key, name)
    })
    .collect()
}

/// A key as one component of an account name: ASCII letters, digits and `-`, first a capital.
fn component(key: &str) -> String {
    let mut out = String::with_capacity(key.len() + 1);
    if !key.starts_with(|first: char| first.is_ascii_uppercase()) {
        out.push('K');
    }
    for character in key.chars() {
        match character {
            '@' => out.push_str("-Y"),
            _ if character.is_ascii_alphanumeric() => out.push(character),
            _ if character.is_ascii() => out.push('-'),
            _ => {
                let _ = write!(out, "U{:x}", u32::from(character));
            }
        }
    }
    out
}

/// A text between quotation marks.
fn text(memo: &str) -> String {
    memo.chars()
        .map(|character| match character {
            '"' => '\'',
            '\\' => '/',
            _ if character.is_control() => ' ',
            _ => character,
        })
        .collect()
}
