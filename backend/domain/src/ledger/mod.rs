//! The ledger: what may still be spent and what is owed and paid, in one posting.
//!
//! Two layers balance on their own: the budget layer (B accounts) controls what may be spent, the
//! financial layer (F accounts) keeps accruals and cash. An amount is signed: + debit, − credit. A
//! journal is all or nothing, is never changed once it is sealed, and is corrected by its exact
//! negative.

mod accounts;
mod beancount;
mod book;
mod closing;
mod events;
mod identities;
mod posting;
mod recompute;
mod refusal;
mod report;
mod voucher;

pub use accounts::{Account, Layer, Sign};
pub use beancount::beancount;
pub use book::Book;
pub use closing::{Closing, take};
pub use events::{LedgerEvent, Place, Position};
pub use identities::{Identity, Scope, Violation};
pub use posting::{EventCode, Journal, Leg, NO_DETAIL, canonical, seal};
pub use recompute::recompute;
pub use refusal::Refusal;
pub use report::{ReportBy, ReportFigures, ReportPeriod, execution_bp};
pub use voucher::{VoucherBooks, VoucherCase, VoucherDraft, VoucherEntry, VoucherSystem, voucher_drafts};

/// An amount of fen that may lie beyond the range of money, in yuan with two decimals.
pub(crate) fn yuan(fen: i128) -> String {
    let sign = if fen < 0 { "-" } else { "" };
    let size = fen.unsigned_abs();
    format!("{sign}{}.{:02}", size / 100, size % 100)
}

#[cfg(test)]
mod tests;
