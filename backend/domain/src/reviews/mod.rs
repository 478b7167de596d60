//! Review scoring: rubrics, trimmed aggregates, stages, ranking and the funding line.
//!
//! Everything that ranks is exact: scores enter as hundredths of a point, every aggregate is a
//! rational number, and one rounding happens at the edge. There is no float anywhere, nothing is
//! averaged by a database, and no rounded value feeds another formula.

mod aggregate;
mod exact;
mod funding;
mod input;
mod ranking;
mod reader;
mod recompute;
mod rounding;
mod rubric;

pub use aggregate::{Aggregate, AggregateError, AggregateState, TrimPolicy, aggregate, mean_of_units, stage_combine};
pub use exact::{Exact, ExactError};
pub use funding::{FundingError, FundingLine, funding_line_strict, lottery_group};
pub use ranking::{Candidate, RankError, RankedRow, Reason, rank, shortlist};
pub use recompute::recompute;
pub use rounding::{MAX_DP, Rounding, round_key, round_once};
pub use rubric::{Criterion, Rubric, Units, UnitsError};
