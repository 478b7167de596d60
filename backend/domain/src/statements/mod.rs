//! Bank statements: by which key a line is recognised, how statements chain, what a line may be, and when a month is
//! reconciled. A statement never posts anything.

mod chain;
mod keys;
mod matching;
mod month;

pub use chain::{Covered, StatementSpan, chain_faults, covered_until};
pub use keys::{StatementLine, line_keys};
pub use matching::{Candidate, CandidateKind, MatchReason, Suggestion, suggest};
pub use month::{MonthFigures, MonthItem, month_items};

#[cfg(test)]
mod tests;
