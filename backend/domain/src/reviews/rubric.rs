//! Rubrics: weighted criteria with their scales, and the total of one review.

use std::collections::HashSet;
use std::fmt;
use std::str::FromStr;

use num_integer::Integer;
use serde::{Deserialize, Serialize};

use super::exact::{Exact, ExactError};
use crate::fault::Fault;
use crate::money::{MoneyError, WHOLE_BP, parse_hundredths};

/// The largest common multiple of the ranges of a rubric: far above any real rubric, low enough that
/// every later product fits 128 bits.
const MAX_COMMON_RANGE: i128 = 1_000_000_000_000_000;

/// A score in units of 1/100 point, between -999999.99 and 999999.99 points.
///
/// Text and JSON are strings such as `"8.5"`, never numbers: a score that went through a binary float
/// cannot be trusted to rank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Units(i32);

/// Why a score is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum UnitsError {
    /// Not `-?(0|[1-9][0-9]*)(\.[0-9]+)?`.
    #[error("a score is a string such as \"8.5\": digits and at most two decimals")]
    Form,
    /// Zero with a minus sign.
    #[error("zero carries no sign")]
    NegativeZero,
    /// More than two decimals.
    #[error("a score has at most two decimals")]
    TooPrecise,
    /// More than six digits before the point.
    #[error("a score lies between -999999.99 and 999999.99")]
    OutOfRange,
}

impl UnitsError {
    /// The stable machine code of this error, for clients to translate.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::NegativeZero => "negative_zero",
            Self::TooPrecise => "too_precise",
            Self::OutOfRange => "out_of_range",
        }
    }
}

impl Units {
    /// The largest score, in hundredths of a point.
    pub const MAX: i32 = 99_999_999;

    /// A score of `hundredths` of a point.
    pub fn new(hundredths: i32) -> Result<Self, UnitsError> {
        if (-Self::MAX..=Self::MAX).contains(&hundredths) { Ok(Self(hundredths)) } else { Err(UnitsError::OutOfRange) }
    }

    /// Reads `-?(0|[1-9][0-9]{0,5})(\.[0-9]{1,2})?` as points: `"8.5"` is 850 hundredths.
    pub fn parse(text: &str) -> Result<Self, UnitsError> {
        let hundredths = parse_hundredths(text, 6).map_err(|error| match error {
            MoneyError::NegativeZero => UnitsError::NegativeZero,
            MoneyError::TooPrecise => UnitsError::TooPrecise,
            MoneyError::OutOfRange => UnitsError::OutOfRange,
            MoneyError::Form | MoneyError::Denominator => UnitsError::Form,
        })?;
        i32::try_from(hundredths).map_err(|_| UnitsError::OutOfRange).and_then(Self::new)
    }

    /// The score in hundredths of a point, for storage.
    #[must_use]
    pub const fn get(self) -> i32 {
        self.0
    }

    /// The score in points, exactly.
    #[must_use]
    pub fn points(self) -> Exact {
        // The denominator is a constant other than zero.
        Exact::new(i128::from(self.0), 100).unwrap_or(Exact::ZERO)
    }
}

impl fmt::Display for Units {
    /// Points without trailing zeros: `8.5`, `8`, `0.25`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sign, size) = (if self.0 < 0 { "-" } else { "" }, self.0.unsigned_abs());
        let (whole, rest) = (size / 100, size % 100);
        match (rest, rest % 10) {
            (0, _) => write!(f, "{sign}{whole}"),
            (_, 0) => write!(f, "{sign}{whole}.{}", rest / 10),
            _ => write!(f, "{sign}{whole}.{rest:02}"),
        }
    }
}

impl FromStr for Units {
    type Err = UnitsError;

    fn from_str(text: &str) -> Result<Self, UnitsError> {
        Self::parse(text)
    }
}

impl TryFrom<String> for Units {
    type Error = UnitsError;

    fn try_from(text: String) -> Result<Self, UnitsError> {
        Self::parse(&text)
    }
}

impl From<Units> for String {
    fn from(units: Units) -> Self {
        units.to_string()
    }
}

/// One criterion of a rubric.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    /// The code by which scores and tie-break reasons name it; unique within the rubric.
    pub code: String,
    /// The weight in basis points. All weights add up to 10 000; an advisory criterion has weight 0.
    pub weight_bp: u32,
    /// The lowest score.
    pub min: Units,
    /// The highest score, above `min`.
    pub max: Units,
    /// The distance between allowed scores, counted from `min`; it divides the range.
    pub step: Units,
    /// Among criteria of the same weight, the lower number breaks ties first; those without a number
    /// follow in the order of the rubric.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tie_order: Option<u32>,
}

impl Criterion {
    /// The faults of this criterion alone (INV-06), with pointers below `pointer`.
    fn faults(&self, pointer: &str) -> Vec<Fault> {
        let mut faults = Vec::new();
        let range = self.max.get() - self.min.get();
        if self.code.trim().is_empty() {
            faults.push(Fault::new(format!("{pointer}/code"), "empty", "a criterion has a code"));
        }
        if self.weight_bp > WHOLE_BP {
            let detail = "a weight is at most 10000 basis points";
            faults.push(
                Fault::new(format!("{pointer}/weight_bp"), "out_of_range", detail)
                    .with_limit(WHOLE_BP.to_string())
                    .with_actual(self.weight_bp.to_string()),
            );
        }
        if range <= 0 {
            let detail = "the highest score lies above the lowest";
            faults.push(
                Fault::new(format!("{pointer}/max"), "empty_range", detail)
                    .with_limit(self.min.to_string())
                    .with_actual(self.max.to_string()),
            );
        }
        if self.step.get() <= 0 {
            let detail = "the step between scores is above zero";
            faults.push(Fault::new(format!("{pointer}/step"), "not_positive", detail).with_actual(self.step.to_string()));
        } else if range > 0 && range % self.step.get() != 0 {
            let detail = "the step divides the range from the lowest to the highest score";
            faults.push(
                Fault::new(format!("{pointer}/step"), "step_does_not_divide", detail)
                    .with_limit(Units(range).to_string())
                    .with_actual(self.step.to_string()),
            );
        }
        faults
    }

    /// The fault of one score on this criterion (INV-07), at `pointer`.
    fn score_fault(&self, score: Units, pointer: &str) -> Option<Fault> {
        if score < self.min || score > self.max {
            let detail = format!("{} is scored from {} to {}", self.code, self.min, self.max);
            return Some(
                Fault::new(pointer, "out_of_range", detail)
                    .with_limit(format!("{}..{}", self.min, self.max))
                    .with_actual(score.to_string()),
            );
        }
        let off_step = (score.get() - self.min.get()) % self.step.get() != 0;
        off_step.then(|| {
            let detail = format!("{} is scored in steps of {}", self.code, self.step);
            Fault::new(pointer, "off_step", detail).with_limit(self.step.to_string()).with_actual(score.to_string())
        })
    }
}

/// A validated rubric, ready to score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rubric {
    criteria: Vec<Criterion>,
    /// For each criterion `weight · common / range`; every total is over `100 · common`.
    multipliers: Vec<i128>,
    /// The denominator of every total.
    denominator: i128,
}

impl Rubric {
    /// A rubric of these criteria, or every fault found in them, with pointers such as
    /// `/criteria/0/step`: INV-06 (weights add up to 10 000, highest above lowest, the step divides
    /// the range), codes present and different.
    pub fn new(criteria: Vec<Criterion>) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut codes = HashSet::new();
        for (index, criterion) in criteria.iter().enumerate() {
            faults.extend(criterion.faults(&format!("/criteria/{index}")));
            if !codes.insert(criterion.code.as_str()) {
                let pointer = format!("/criteria/{index}/code");
                let detail = "another criterion has the same code";
                faults.push(Fault::new(pointer, "duplicate_criterion", detail).with_actual(&criterion.code));
            }
        }
        let sum: u64 = criteria.iter().map(|criterion| u64::from(criterion.weight_bp)).sum();
        if sum != u64::from(WHOLE_BP) {
            let detail = "the weights of all criteria add up to 10000 basis points";
            faults.push(Fault::new("/criteria", "sum_not_10000", detail).with_limit(WHOLE_BP.to_string()).with_actual(sum.to_string()));
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let common = common_range(&criteria).ok_or_else(|| {
            let detail = "the ranges of the criteria have too large a common multiple";
            vec![Fault::new("/criteria", "overflow", detail)]
        })?;
        let multiplier = |criterion: &Criterion| i128::from(criterion.weight_bp) * (common / range_of(criterion));
        let multipliers = criteria.iter().map(multiplier).collect();
        Ok(Self { criteria, multipliers, denominator: 100 * common })
    }

    /// The criteria in the order in which scores are given.
    #[must_use]
    pub fn criteria(&self) -> &[Criterion] {
        &self.criteria
    }

    /// The faults of the scores of one review, in the order of the criteria (INV-07), with pointers
    /// `/0`, `/1`, … below `pointer`; a wrong number of scores is one fault at `pointer` itself.
    #[must_use]
    pub fn score_faults(&self, scores: &[Units], pointer: &str) -> Vec<Fault> {
        if scores.len() != self.criteria.len() {
            let detail = "a review has one score for each criterion";
            return vec![
                Fault::new(pointer, "score_count", detail)
                    .with_limit(self.criteria.len().to_string())
                    .with_actual(scores.len().to_string()),
            ];
        }
        let pairs = self.criteria.iter().zip(scores).enumerate();
        pairs
            .filter(|(_, (criterion, score))| !is_allowed(criterion, **score))
            .filter_map(|(index, (criterion, score))| criterion.score_fault(*score, &format!("{pointer}/{index}")))
            .collect()
    }

    /// The total of one review (A1): `100 · Σ weight/10000 · (score − min)/(max − min)`, exactly, from
    /// 0 to 100. Every fault of the scores otherwise, with pointers `/0`, `/1`, ….
    ///
    /// All totals of one rubric share one denominator, so comparing and adding them is cheap.
    pub fn weighted_total(&self, scores: &[Units]) -> Result<Exact, Vec<Fault>> {
        let faults = self.score_faults(scores, "");
        if !faults.is_empty() {
            return Err(faults);
        }
        self.total_of(scores).map_err(|error| vec![Fault::new("", "overflow", error.to_string())])
    }

    fn total_of(&self, scores: &[Units]) -> Result<Exact, ExactError> {
        let pairs = self.criteria.iter().zip(&self.multipliers).zip(scores);
        let numerator = pairs.map(|((criterion, multiplier), score)| multiplier * i128::from(score.get() - criterion.min.get())).sum();
        Exact::new(numerator, self.denominator)
    }

    /// The positions of the criteria in the order in which they break ties: heaviest first, then
    /// `tie_order`, then as listed. Criteria without weight break no tie.
    #[must_use]
    pub fn tie_positions(&self) -> Vec<usize> {
        let weight = |index: &usize| self.criteria[*index].weight_bp;
        let mut positions: Vec<usize> = (0..self.criteria.len()).filter(|index| weight(index) > 0).collect();
        positions.sort_by_key(|index| {
            let order = self.criteria[*index].tie_order.unwrap_or(u32::MAX);
            (std::cmp::Reverse(weight(index)), order, *index)
        });
        positions
    }
}

fn is_allowed(criterion: &Criterion, score: Units) -> bool {
    criterion.min <= score && score <= criterion.max && (score.get() - criterion.min.get()) % criterion.step.get() == 0
}

fn range_of(criterion: &Criterion) -> i128 {
    i128::from(criterion.max.get()) - i128::from(criterion.min.get())
}

/// The least common multiple of all ranges, if it is at most [`MAX_COMMON_RANGE`].
fn common_range(criteria: &[Criterion]) -> Option<i128> {
    criteria.iter().try_fold(1_i128, |common, criterion| {
        // Both factors are bounded, so the least common multiple fits 128 bits.
        let common = common.lcm(&range_of(criterion));
        (common <= MAX_COMMON_RANGE).then_some(common)
    })
}
