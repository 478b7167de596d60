//! Aggregates of the reviews of one proposal, and their combination over stages.

use serde::{Deserialize, Serialize};

use super::exact::{Exact, ExactError};
use super::rubric::Units;
use crate::money::WHOLE_BP;

/// How the extreme reviews of one proposal are treated; frozen with the scoring policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TrimPolicy {
    /// How many of the lowest reviews are dropped.
    pub trim_low: usize,
    /// How many of the highest reviews are dropped.
    pub trim_high: usize,
    /// The smallest number of valid reviews at which any is dropped.
    pub min_n_for_trim: usize,
    /// The smallest number of valid reviews that yields a result at all; at least one counts even if
    /// the policy says zero.
    pub quorum: usize,
}

/// How an aggregate came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AggregateState {
    /// The extremes were dropped and the mean taken over the rest.
    Trimmed,
    /// Too few reviews to drop any: the mean of all. Shown as a flag beside the result.
    UntrimmedSmallN,
    /// Fewer reviews than the quorum: no value, no rank, never silently last (INV-32).
    NoQuorum,
}

impl AggregateState {
    /// The name of the state in results: `trimmed`, `untrimmed_small_n` or `no_quorum`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Trimmed => "trimmed",
            Self::UntrimmedSmallN => "untrimmed_small_n",
            Self::NoQuorum => "no_quorum",
        }
    }
}

/// The aggregate of the reviews of one proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aggregate<Id> {
    /// How many valid reviews there are.
    pub n: usize,
    /// How the value came about.
    pub state: AggregateState,
    /// The reviewers whose reviews count, by id. Without a quorum: all of them.
    pub kept: Vec<Id>,
    /// The reviewers whose reviews were dropped as extremes, by id.
    pub dropped: Vec<Id>,
    /// The exact mean over the kept reviews; `None` without a quorum.
    pub value: Option<Exact>,
}

/// Why no aggregate can be computed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AggregateError {
    /// The same reviewer appears twice for one proposal.
    #[error("a reviewer has one review of a proposal")]
    RepeatedReviewer,
    /// The weights of the stages do not add up to 10 000 basis points.
    #[error("the weights of the stages add up to {sum} basis points instead of 10000")]
    StageWeights {
        /// What they add up to.
        sum: u64,
    },
    /// The numbers are too large.
    #[error(transparent)]
    Exact(#[from] ExactError),
}

/// The aggregate (A2) of the totals of the valid reviews of one proposal.
///
/// With at least `max(min_n_for_trim, trim_low + trim_high + 1)` reviews they are ordered by total and
/// then reviewer, the lowest and highest are dropped whole, and the value is the mean of the rest. The
/// reviewer id decides only *which* of several equal extremes is named as dropped, never the value
/// (INV-14). The order of `rated` changes nothing (INV-10).
pub fn aggregate<Id: Ord + Clone>(rated: &[(Id, Exact)], policy: &TrimPolicy) -> Result<Aggregate<Id>, AggregateError> {
    let n = rated.len();
    let mut order: Vec<&(Id, Exact)> = rated.iter().collect();
    order.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    if order.windows(2).any(|pair| pair[0].0 == pair[1].0) {
        return Err(AggregateError::RepeatedReviewer);
    }
    if n < policy.quorum.max(1) {
        let kept = ids(&order);
        let state = AggregateState::NoQuorum;
        return Ok(Aggregate { n, state, kept, dropped: Vec::new(), value: None });
    }
    // Stable, so that reviewers stay in order among equal totals.
    order.sort_by_key(|rating| rating.1);
    let trimmed = policy.trim_low.saturating_add(policy.trim_high);
    let (state, low, high) = if n >= policy.min_n_for_trim.max(trimmed.saturating_add(1)) {
        (AggregateState::Trimmed, policy.trim_low, n - policy.trim_high)
    } else {
        (AggregateState::UntrimmedSmallN, 0, n)
    };
    let mut dropped: Vec<&(Id, Exact)> = order[..low].iter().chain(&order[high..]).copied().collect();
    let kept = &mut order[low..high];
    let value = mean(kept.iter().map(|rating| rating.1), kept.len())?;
    kept.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    dropped.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    Ok(Aggregate { n, state, kept: ids(kept), dropped: ids(&dropped), value: Some(value) })
}

fn ids<Id: Clone>(rated: &[&(Id, Exact)]) -> Vec<Id> {
    rated.iter().map(|rating| rating.0.clone()).collect()
}

fn mean(numbers: impl IntoIterator<Item = Exact>, count: usize) -> Result<Exact, ExactError> {
    let count = i128::try_from(count).map_err(|_| ExactError::Overflow)?;
    Exact::sum_over(numbers, count)
}

/// The exact mean in points of the scores of one criterion, usually over the kept reviews;
/// [`ExactError::ZeroDenominator`] if there are none.
pub fn mean_of_units(scores: impl IntoIterator<Item = Units>) -> Result<Exact, ExactError> {
    let (sum, count) = scores.into_iter().fold((0_i128, 0_i128), |(sum, count), score| (sum + i128::from(score.get()), count + 100));
    Exact::new(sum, count)
}

/// The combined result of several stages (A3): `Σ weight/10000 · aggregate`, exactly, from pairs of a
/// weight in basis points and an exact aggregate. The weights add up to 10 000.
pub fn stage_combine(stages: &[(u32, Exact)]) -> Result<Exact, AggregateError> {
    let sum: u64 = stages.iter().map(|stage| u64::from(stage.0)).sum();
    if sum != u64::from(WHOLE_BP) {
        return Err(AggregateError::StageWeights { sum });
    }
    let weighted: Result<Vec<Exact>, ExactError> =
        stages.iter().map(|(weight, value)| value.checked_scale(i128::from(*weight), i128::from(WHOLE_BP))).collect();
    Ok(Exact::sum_over(weighted?, 1)?)
}
