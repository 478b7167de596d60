//! Collecting faults while a scheme is checked.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::ops::RangeInclusive;

use crate::fault::Fault;
use crate::money::{Fen, WHOLE_BP, parse_hundredths};

/// The most entries of one list of a scheme.
pub(super) const MAX_ENTRIES: usize = 100;
/// The most characters of one text of a scheme.
pub(super) const MAX_TEXT: usize = 1_000;

/// The faults found so far.
#[derive(Debug, Default)]
pub(super) struct Faults(Vec<Fault>);

impl Faults {
    pub(super) fn into_vec(self) -> Vec<Fault> {
        self.0
    }

    pub(super) fn push(&mut self, fault: Fault) {
        self.0.push(fault);
    }

    /// A number of `pointer` that must lie in `range`.
    pub(super) fn range(&mut self, pointer: &str, value: u32, range: &RangeInclusive<u32>) {
        if !range.contains(&value) {
            let limit = format!("{} to {}", range.start(), range.end());
            let fault = Fault::new(pointer, "out_of_range", format!("must be {limit}"));
            self.push(fault.with_limit(limit).with_actual(value.to_string()));
        }
    }

    /// An amount that must be above zero, if it is given.
    pub(super) fn positive(&mut self, pointer: &str, amount: Option<Fen>) {
        if let Some(amount) = amount.filter(|amount| *amount <= Fen::ZERO) {
            let fault = Fault::new(pointer, "not_positive", "must be above zero");
            self.push(fault.with_limit("0.01").with_actual(amount.to_string()));
        }
    }

    /// Shares in basis points that must add up to the whole.
    pub(super) fn whole(&mut self, pointer: &str, shares: impl IntoIterator<Item = u32>) {
        let sum: u64 = shares.into_iter().map(u64::from).sum();
        if sum != u64::from(WHOLE_BP) {
            let detail = "must add up to 10000 basis points";
            let fault = Fault::new(pointer, "sum_not_10000", detail);
            self.push(fault.with_limit(WHOLE_BP.to_string()).with_actual(sum.to_string()));
        }
    }

    /// Values that must differ from each other; `pointer` names each by its position.
    pub(super) fn unique<T: Ord + Display>(&mut self, values: impl IntoIterator<Item = T>, pointer: impl Fn(usize) -> String) {
        let mut seen = BTreeSet::new();
        for (index, value) in values.into_iter().enumerate() {
            let text = value.to_string();
            if !seen.insert(value) {
                let fault = Fault::new(pointer(index), "duplicate", "stands twice in the list");
                self.push(fault.with_actual(text));
            }
        }
    }

    /// A list that must not be empty, nor longer than anybody could read.
    pub(super) fn not_empty<T>(&mut self, pointer: &str, items: &[T]) {
        if items.is_empty() {
            self.push(Fault::new(pointer, "empty", "must have at least one entry"));
        }
        if items.len() > MAX_ENTRIES {
            let fault = Fault::new(pointer, "too_many", "the list is too long");
            self.push(fault.with_limit(MAX_ENTRIES.to_string()).with_actual(items.len().to_string()));
        }
    }

    /// A code: 1 to 40 of `a-z`, `0-9` and `_`.
    pub(super) fn code(&mut self, pointer: &str, code: &str) {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        if !(1..=40).contains(&code.len()) || !code.bytes().all(plain) {
            let detail = "must be 1 to 40 lower-case letters, digits and underscores";
            self.push(Fault::new(pointer, "form", detail).with_actual(code));
        }
    }

    /// A number of points from 0 to 100 with at most two decimals, answered in hundredths.
    pub(super) fn points(&mut self, pointer: &str, text: &str) -> Option<i64> {
        match parse_hundredths(text, 3) {
            Ok(value @ 0..=10_000) => return Some(value),
            Ok(_) => self.push(Fault::new(pointer, "out_of_range", "must be 0 to 100 points").with_limit("0 to 100").with_actual(text)),
            Err(error) => {
                let detail = "must be a number of points with at most two decimals";
                self.push(Fault::new(pointer, error.code(), detail).with_actual(text));
            }
        }
        None
    }
}
