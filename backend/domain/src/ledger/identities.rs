//! What must be true of a book after every journal.

use super::accounts::{Account, Layer};
use super::book::Book;
use super::yuan;
use crate::string_enum;
use Account::{B10, B50, B55, B60, B70, F1002, F1201, F1221, F2202, F3001, F3901, F5001};

string_enum! {
    /// An identity of the ledger.
    pub enum Identity {
        I3 "I3" "预算平衡" "Per allotment, the positions add up to the authority";
        I9 "I9" "应付等于到期加已批" "Grants payable are what is due or approved";
        I10 "I10" "在途一致" "Payments under way are what was exported";
        I11 "I11" "费用一致" "Cost and receivables are what is due, approved, exported or paid";
        I12 "I12" "现金一致" "Cash is what was received less what was paid and given back";
    }
}

/// Where the identities between the layers (I9 to I12) are checked. I3 is always per allotment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Per allotment: true until positions are carried into a new year.
    PerAllotment,
    /// Over all allotments: true always, except between the two halves of a carry-over.
    Total,
}

/// An identity that does not hold: a defect of the ledger, never of its input.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{identity} does not hold{}: {left} against {right}", place(.allotment.as_deref()))]
pub struct Violation {
    /// Which one.
    pub identity: Identity,
    /// Where; absent = over all allotments.
    pub allotment: Option<String>,
    /// Its left side, in yuan.
    pub left: String,
    /// Its right side, in yuan.
    pub right: String,
}

fn place(allotment: Option<&str>) -> String {
    allotment.map(|allotment| format!(" for {allotment}")).unwrap_or_default()
}

impl Book {
    /// Every identity that does not hold in `scope`; empty for a sound book.
    #[must_use]
    pub fn identities(&self, scope: Scope) -> Vec<Violation> {
        let mut found = Vec::new();
        let allotments = self.allotments();
        for allotment in &allotments {
            let balance = |account| self.allotment_total(account, allotment);
            let positions = Account::ALL
                .iter()
                .filter(|account| account.layer() == Layer::Budget && **account != B10)
                .map(|account| balance(*account))
                .sum();
            compare(&mut found, Identity::I3, Some(allotment), positions, -balance(B10));
            if scope == Scope::PerAllotment {
                between_layers(&mut found, Some(allotment), balance);
            }
        }
        if scope == Scope::Total {
            between_layers(&mut found, None, |account| self.total(account));
        }
        found
    }
}

fn between_layers(found: &mut Vec<Violation>, allotment: Option<&str>, balance: impl Fn(Account) -> i128) {
    let owed = balance(B50) + balance(B55);
    let under_way = balance(B60);
    let cost = balance(F5001) + balance(F1221);
    let cash = -balance(F3001) - balance(B70) - balance(F3901);
    compare(found, Identity::I9, allotment, -balance(F2202), owed);
    compare(found, Identity::I10, allotment, -balance(F1201), under_way);
    compare(found, Identity::I11, allotment, cost, owed + under_way + balance(B70));
    compare(found, Identity::I12, allotment, balance(F1002), cash);
}

fn compare(found: &mut Vec<Violation>, identity: Identity, allotment: Option<&str>, left: i128, right: i128) {
    if left != right {
        let allotment = allotment.map(str::to_owned);
        found.push(Violation { identity, allotment, left: yuan(left), right: yuan(right) });
    }
}
