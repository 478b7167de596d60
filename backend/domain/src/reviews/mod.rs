//! Review scoring: rubrics, trimmed aggregates, stages, ranking and the funding line.
//!
//! Everything that ranks is exact: scores enter as hundredths of a point, every aggregate is a
//! rational number, and one rounding happens at the edge. There is no float in anything that ranks or
//! pays (only [`diagnostics`], which do neither, use them), nothing is averaged by a database, and no
//! rounded value feeds another formula.

mod aggregate;
mod bundle;
mod correction;
pub mod diagnostics;
mod exact;
mod funding;
mod input;
mod jury;
mod lottery;
mod optimum;
mod plan;
mod ranking;
mod reader;
mod recompute;
mod rounding;
mod rubric;

pub use aggregate::{Aggregate, AggregateError, AggregateMethod, AggregatePolicy, AggregateState, aggregate, mean_of_units, stage_combine};
pub use bundle::{
    BUNDLE_FORMAT, BundleDecision, BundleLottery, Checked, Difference, bundle_sha256, deviates, lottery_snapshot, verify_bundle,
};
pub use correction::{CorrectionKind, CorrectionReason};
pub use exact::{Exact, ExactError};
pub use funding::{FundingError, FundingLine, funding_line_strict, lottery_group};
pub use jury::{BALLOT_MAX, CountedStage, JuryCount, MAX_BALLOTS};
pub use lottery::{lottery_commitment, lottery_order, lottery_seed, lottery_ticket};
pub use plan::{Cap, Contender, Fate, FundingMethod, FundingRules, PlanError, Share, check as check_plan, plan};
pub use ranking::{Candidate, RankError, RankedRow, Reason, rank, shortlist};
pub use recompute::recompute;
pub use rounding::{MAX_DP, Rounding, round_key, round_once};
pub use rubric::{Criterion, Rubric, Units, UnitsError};
