//! Reviews and reviewers that ask for an explanation (A8). A flag never changes a number.

use serde::Serialize;
use serde_json::Value;

use super::number::{mean, median, shown};
use super::{Panel, SLACK};

/// How many proposals a reviewer must be flagged on in the same direction to be flagged as a reviewer.
const SAME_DIRECTION: usize = 3;

/// The thresholds of a policy.
pub(super) struct Limits {
    /// Points from the mean of the other reviews.
    absolute: f64,
    /// Robust deviations from the median.
    robust: f64,
    /// The least spread, in points, that the robust deviation is measured in.
    floor: f64,
}

impl Limits {
    /// From the policy of a round, with the customary figures where it says nothing.
    pub(super) fn read(policy: &Value) -> Self {
        let figure = |key: &str, usual: f64| policy[key].as_str().and_then(|text| text.parse().ok()).unwrap_or(usual);
        Self { absolute: figure("outlier_abs", 15.0), robust: figure("mad_k", 3.0), floor: figure("mad_floor", 2.0) }
    }
}

/// Why a review is flagged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Flag {
    /// As far from the mean of the other reviews as the policy's number of points, or farther.
    FarFromOthers,
    /// Farther from the median than the policy's number of robust deviations.
    FarFromMedian,
}

/// A review that asks for an explanation (畸高畸低说明).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Flagged {
    /// The proposal.
    pub proposal: String,
    /// The reviewer.
    pub reviewer: String,
    /// The total of the review, in points.
    pub total: Option<String>,
    /// The mean of the other reviews of the proposal, in points.
    pub others: Option<String>,
    /// `total − others`.
    pub distance: Option<String>,
    /// Distance from the median in robust deviations.
    pub robust: Option<String>,
    /// Why.
    pub flags: Vec<Flag>,
}

/// A reviewer who asks for an explanation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReviewerFlag {
    /// The reviewer.
    pub reviewer: String,
    /// `always_high` or `always_low` (flagged that way on three proposals or more), or `no_differences` (the same total
    /// for every one of at least two proposals).
    pub reason: &'static str,
    /// On how many proposals.
    pub proposals: usize,
}

pub(super) fn flags(panel: &Panel, limits: &Limits) -> (Vec<Flagged>, Vec<ReviewerFlag>) {
    let mut flagged = Vec::new();
    let mut directions = vec![(0, 0); panel.reviewers.len()];
    for proposal in 0..panel.proposals.len() {
        let ratings: Vec<_> = panel.of_proposal(proposal).collect();
        let totals: Vec<f64> = ratings.iter().map(|rating| rating.total).collect();
        if totals.len() < 2 {
            continue;
        }
        let middle = median(&totals);
        let spread = median(&totals.iter().map(|total| (total - middle).abs()).collect::<Vec<_>>()).max(limits.floor);
        for rating in ratings {
            let rest: Vec<f64> =
                panel.of_proposal(proposal).filter(|other| other.reviewer != rating.reviewer).map(|other| other.total).collect();
            let others = mean(&rest);
            let distance = rating.total - others;
            let robust = (rating.total - middle).abs() / (1.4826 * spread);
            let mut found = Vec::new();
            if distance.abs() >= limits.absolute - SLACK {
                found.push(Flag::FarFromOthers);
            }
            if robust > limits.robust + SLACK {
                found.push(Flag::FarFromMedian);
            }
            if found.is_empty() {
                continue;
            }
            let direction = &mut directions[rating.reviewer];
            *direction = if distance > 0.0 { (direction.0 + 1, direction.1) } else { (direction.0, direction.1 + 1) };
            flagged.push(Flagged {
                proposal: panel.proposals[proposal].clone(),
                reviewer: panel.reviewers[rating.reviewer].clone(),
                total: shown(rating.total),
                others: shown(others),
                distance: shown(distance),
                robust: shown(robust),
                flags: found,
            });
        }
    }
    (flagged, of_reviewers(panel, &directions))
}

fn of_reviewers(panel: &Panel, directions: &[(usize, usize)]) -> Vec<ReviewerFlag> {
    let mut found = Vec::new();
    for (index, reviewer) in panel.reviewers.iter().enumerate() {
        let mut flag = |reason, proposals| found.push(ReviewerFlag { reviewer: reviewer.clone(), reason, proposals });
        let (high, low) = directions[index];
        if high >= SAME_DIRECTION {
            flag("always_high", high);
        }
        if low >= SAME_DIRECTION {
            flag("always_low", low);
        }
        let totals: Vec<f64> = panel.of_reviewer(index).map(|rating| rating.total).collect();
        if totals.len() > 1 && totals.iter().all(|total| (total - totals[0]).abs() < SLACK) {
            flag("no_differences", totals.len());
        }
    }
    found
}
