//! A ledger in memory: balances, guards and the journals they come from.

use std::collections::{BTreeMap, BTreeSet};

use super::accounts::{Account, Layer, Sign};
use super::events::Position;
use super::posting::{EventCode, Journal};
use super::refusal::Refusal;
use super::yuan;
use crate::money::Fen;
use crate::time::Day;

/// Balance key: account, allotment, detail.
type Key = (Account, String, String);

/// A ledger in memory.
///
/// Its balances are nothing but the sums of its journals; a balance of zero is not kept, so two books
/// with the same journals are equal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Book {
    journals: Vec<Journal>,
    reversed: BTreeSet<usize>,
    balances: BTreeMap<Key, Fen>,
    /// Balances of the financial layer over all allotments, where its sign rules hold.
    details: BTreeMap<(Account, String), i128>,
    allotments: BTreeMap<(Account, String), i128>,
}

/// What one or more journals change, before it is known whether they may.
#[derive(Default)]
struct Change {
    balances: BTreeMap<Key, Fen>,
    details: BTreeMap<(Account, String), i128>,
    allotments: BTreeMap<(Account, String), i128>,
}

impl Book {
    /// Posts one journal or refuses it without a trace; see [`Self::post_all`].
    pub fn post(&mut self, journal: Journal) -> Result<(), Refusal> {
        self.post_all(vec![journal])
    }

    /// Posts journals in their order, all of them or none.
    ///
    /// Every journal must balance (I1), and after each of them every balance it touches must have the
    /// sign of its account (I2): a budget position that would go below zero is refused with what is
    /// missing.
    pub fn post_all(&mut self, journals: Vec<Journal>) -> Result<(), Refusal> {
        let mut change = Change::default();
        for journal in &journals {
            journal.check()?;
            self.stage(&mut change, journal)?;
        }
        for (key, amount) in change.balances {
            if amount.is_zero() {
                self.balances.remove(&key);
            } else {
                self.balances.insert(key, amount);
            }
        }
        keep_nonzero(&mut self.details, change.details);
        keep_nonzero(&mut self.allotments, change.allotments);
        self.journals.extend(journals);
        Ok(())
    }

    /// Posts the exact negative of journal `number` (from 1); each can be reversed once.
    pub fn reverse(&mut self, number: usize, biz_date: Day, memo: impl Into<String>) -> Result<(), Refusal> {
        let original = number.checked_sub(1).and_then(|index| self.journals.get(index));
        let original = original.ok_or(Refusal::UnknownJournal { journal: number })?;
        if self.reversed.contains(&number) {
            return Err(Refusal::AlreadyReversed { journal: number });
        }
        let reversal = original.reversal(biz_date, memo)?;
        self.post(reversal)?;
        self.reversed.insert(number);
        Ok(())
    }

    /// The journals, in the order of posting; the number of a journal is its position, from 1.
    #[must_use]
    pub fn journals(&self) -> &[Journal] {
        &self.journals
    }

    /// One balance.
    #[must_use]
    pub fn balance(&self, account: Account, allotment: &str, detail: &str) -> Fen {
        let key = (account, allotment.to_owned(), detail.to_owned());
        self.balances.get(&key).copied().unwrap_or_default()
    }

    /// Every balance that is not zero, by account, allotment and detail.
    pub fn balances(&self) -> impl Iterator<Item = (Account, &str, &str, Fen)> {
        self.balances.iter().map(|((account, allotment, detail), amount)| (*account, allotment.as_str(), detail.as_str(), *amount))
    }

    /// The sum of an account over one detail in all allotments, in fen.
    #[must_use]
    pub fn detail_total(&self, account: Account, detail: &str) -> i128 {
        match account.layer() {
            Layer::Financial => self.details.get(&(account, detail.to_owned())).copied().unwrap_or_default(),
            Layer::Budget => self
                .balances()
                .filter(|(of, _, at, _)| *of == account && *at == detail)
                .map(|(_, _, _, amount)| i128::from(amount.get()))
                .sum(),
        }
    }

    /// The sum of an account in one allotment, in fen.
    #[must_use]
    pub fn allotment_total(&self, account: Account, allotment: &str) -> i128 {
        self.allotments.get(&(account, allotment.to_owned())).copied().unwrap_or_default()
    }

    /// The sum of an account, in fen.
    #[must_use]
    pub fn total(&self, account: Account) -> i128 {
        let first = (account, String::new());
        self.allotments.range(first..).take_while(|((of, _), _)| *of == account).map(|(_, amount)| amount).sum()
    }

    /// The allotments that have a balance, sorted.
    #[must_use]
    pub fn allotments(&self) -> BTreeSet<&str> {
        self.allotments.keys().map(|(_, allotment)| allotment.as_str()).collect()
    }

    /// The positions of an allotment that a year-end carries over.
    #[must_use]
    pub fn positions(&self, allotment: &str) -> Vec<Position> {
        let carried = Account::ALL.iter().filter(|account| account.is_carried());
        carried
            .flat_map(|account| {
                let first = (*account, allotment.to_owned(), String::new());
                self.balances.range(first..).take_while(move |((of, at, _), _)| of == account && at == allotment)
            })
            .map(|((account, _, detail), amount)| Position { account: *account, detail: detail.clone(), amount: *amount })
            .collect()
    }

    /// True once positions were carried into a new year; from then on the identities between the
    /// layers hold in total and no longer per allotment.
    #[must_use]
    pub fn has_carried(&self) -> bool {
        self.journals.iter().rev().any(|journal| journal.event == EventCode::E16out)
    }

    fn stage(&self, change: &mut Change, journal: &Journal) -> Result<(), Refusal> {
        for leg in &journal.legs {
            let amount = i128::from(leg.amount.get());
            let key = (leg.account, leg.allotment.clone(), leg.detail.clone());
            let before = self.balances.get(&key).copied().unwrap_or_default();
            let balance = change.balances.entry(key).or_insert(before);
            *balance = balance.checked_add(leg.amount)?;
            let key = (leg.account, leg.allotment.clone());
            let before = self.allotments.get(&key).copied().unwrap_or_default();
            *change.allotments.entry(key).or_insert(before) += amount;
            if leg.account.layer() == Layer::Financial {
                let key = (leg.account, leg.detail.clone());
                let before = self.details.get(&key).copied().unwrap_or_default();
                *change.details.entry(key).or_insert(before) += amount;
            }
        }
        journal.legs.iter().try_for_each(|leg| match leg.account.layer() {
            Layer::Budget => {
                let key = (leg.account, leg.allotment.clone(), leg.detail.clone());
                guard_budget(&key, change.balances.get(&key).copied().unwrap_or_default())
            }
            Layer::Financial => {
                let key = (leg.account, leg.detail.clone());
                guard_financial(&key, change.details.get(&key).copied().unwrap_or_default())
            }
        })
    }
}

fn guard_budget(key: &Key, balance: Fen) -> Result<(), Refusal> {
    let (account, allotment, detail) = key.clone();
    match account.sign() {
        Sign::NotNegative if balance.is_negative() => {
            let short_by = balance.checked_neg()?;
            Err(Refusal::Short { account, allotment, detail, short_by })
        }
        Sign::NotPositive if balance > Fen::ZERO => Err(Refusal::WrongSign { account, detail, by: balance.to_string() }),
        _ => Ok(()),
    }
}

fn guard_financial(key: &(Account, String), balance: i128) -> Result<(), Refusal> {
    let (account, detail) = key.clone();
    let wrong = match account.sign() {
        Sign::NotNegative => balance < 0,
        Sign::NotPositive => balance > 0,
    };
    if wrong {
        return Err(Refusal::WrongSign { account, detail, by: yuan(balance) });
    }
    Ok(())
}

fn keep_nonzero<K: Ord>(kept: &mut BTreeMap<K, i128>, changed: BTreeMap<K, i128>) {
    for (key, amount) in changed {
        if amount == 0 {
            kept.remove(&key);
        } else {
            kept.insert(key, amount);
        }
    }
}
