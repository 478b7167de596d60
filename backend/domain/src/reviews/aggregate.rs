//! Aggregates of the reviews of one proposal, and their combination over stages.

use serde::{Deserialize, Serialize};

use super::exact::{Exact, ExactError};
use super::rubric::Units;
use crate::money::WHOLE_BP;
use crate::string_enum;

string_enum! {
    /// How the reviews of one proposal become one figure; every one of them is exact.
    pub enum AggregateMethod {
        TrimmedMean "trimmed_mean" "去极值平均" "The mean of the reviews that are left when the extremes are dropped";
        Median "median" "中位数" "The review in the middle, or the mean of the two in the middle";
        HodgesLehmann "hodges_lehmann" "两两平均的中位数" "The median of the means of all pairs of reviews, each with itself as well (Hodges and Lehmann 1963)";
    }
}

/// How the reviews of one proposal become one figure; frozen with the scoring policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct AggregatePolicy {
    /// The rule.
    pub method: AggregateMethod,
    /// How many of the lowest reviews are dropped.
    pub trim_low: usize,
    /// How many of the highest reviews are dropped.
    pub trim_high: usize,
    /// Instead of fixed numbers: the share of the reviews that is dropped at each end, in basis points below 5000, rounded
    /// down to whole reviews.
    pub trim_share_bp: Option<u32>,
    /// The smallest number of valid reviews at which any is dropped.
    pub min_n_for_trim: usize,
    /// The smallest number of valid reviews that yields a result at all; at least one counts even if
    /// the policy says zero.
    pub quorum: usize,
}

impl AggregatePolicy {
    /// The usual rule: the mean without so many of the lowest and the highest reviews.
    #[must_use]
    pub const fn trimmed(trim_low: usize, trim_high: usize, min_n_for_trim: usize, quorum: usize) -> Self {
        Self { method: AggregateMethod::TrimmedMean, trim_low, trim_high, trim_share_bp: None, min_n_for_trim, quorum }
    }

    /// What is kept of `n` reviews in the order of their totals, at least one: from which place on, up to which one.
    fn kept(&self, n: usize) -> (AggregateState, usize, usize) {
        match self.method {
            AggregateMethod::Median => (AggregateState::Median, (n - 1) / 2, n - (n - 1) / 2),
            AggregateMethod::HodgesLehmann => (AggregateState::HodgesLehmann, 0, n),
            AggregateMethod::TrimmedMean => {
                let (low, high) = self.dropped(n);
                if n >= self.min_n_for_trim.max(low.saturating_add(high).saturating_add(1)) {
                    (AggregateState::Trimmed, low, n - high)
                } else {
                    (AggregateState::UntrimmedSmallN, 0, n)
                }
            }
        }
    }

    /// How many of `n` reviews are dropped at the lower and at the higher end.
    fn dropped(&self, n: usize) -> (usize, usize) {
        let Some(share) = self.trim_share_bp else { return (self.trim_low, self.trim_high) };
        // A share is below one half, and no panel has as many members as would not fit.
        let each = usize::try_from(u64::from(share) * n as u64 / u64::from(WHOLE_BP)).unwrap_or(n);
        (each, each)
    }
}

/// How an aggregate came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AggregateState {
    /// The extremes were dropped and the mean taken over the rest.
    Trimmed,
    /// Too few reviews to drop any: the mean of all. Shown as a flag beside the result.
    UntrimmedSmallN,
    /// The review in the middle, or the mean of the two.
    Median,
    /// The median of the means of all pairs.
    HodgesLehmann,
    /// Fewer reviews than the quorum: no value, no rank, never silently last (INV-32).
    NoQuorum,
}

impl AggregateState {
    /// The name of the state in results: `trimmed`, `untrimmed_small_n`, `median`, `hodges_lehmann` or `no_quorum`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Trimmed => "trimmed",
            Self::UntrimmedSmallN => "untrimmed_small_n",
            Self::Median => "median",
            Self::HodgesLehmann => "hodges_lehmann",
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
    /// The exact value over the kept reviews, their mean unless the rule is that of pairs; `None` without a quorum.
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
/// The reviews are ordered by total and then reviewer. Of the usual rule the lowest and highest are dropped whole, given at least
/// `max(min_n_for_trim, dropped + 1)` reviews, and the value is the mean of the rest; of the median all but the middle are dropped.
/// The reviewer id decides only *which* of several equal extremes is named as dropped, never the value
/// (INV-14). The order of `rated` changes nothing (INV-10).
pub fn aggregate<Id: Ord + Clone>(rated: &[(Id, Exact)], policy: &AggregatePolicy) -> Result<Aggregate<Id>, AggregateError> {
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
    let (state, low, high) = policy.kept(n);
    let mut dropped: Vec<&(Id, Exact)> = order[..low].iter().chain(&order[high..]).copied().collect();
    let kept = &mut order[low..high];
    let totals: Vec<Exact> = kept.iter().map(|rating| rating.1).collect();
    let value = if state == AggregateState::HodgesLehmann { middle_of_pairs(&totals)? } else { mean(totals, kept.len())? };
    kept.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    dropped.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    Ok(Aggregate { n, state, kept: ids(kept), dropped: ids(&dropped), value: Some(value) })
}

/// The median of `(a + b) / 2` over all pairs of totals, each with itself as well.
fn middle_of_pairs(totals: &[Exact]) -> Result<Exact, ExactError> {
    let mut means = Vec::with_capacity(totals.len() * (totals.len() + 1) / 2);
    for (place, one) in totals.iter().enumerate() {
        for other in &totals[place..] {
            means.push(mean([*one, *other], 2)?);
        }
    }
    means.sort_unstable();
    let low = (means.len() - 1) / 2;
    let middle = &means[low..means.len() - low];
    mean(middle.iter().copied(), middle.len())
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
