//! Standardised totals (A5): each total on the reviewer's own scale, brought back to that of the panel.
//!
//! A comparison, and no better score: a reviewer who drew the strong proposals is punished by it. Where recusals or loads
//! give reviewers different proposals, the additive model says more.

use serde::Serialize;

use super::number::{mean, sample_sd, shown};
use super::{Panel, SLACK};

/// Fewer reviews than this say too little of a reviewer's own scale.
const LEAST_REVIEWS: usize = 5;
/// A standard deviation below this, in points, makes one point of difference look like a verdict.
const LEAST_SD: f64 = 1.0;

/// The scale one reviewer uses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Scale {
    /// The reviewer, as in the reviews.
    pub reviewer: String,
    /// How many valid reviews.
    pub n: usize,
    /// The mean of their totals, in points.
    pub mean: Option<String>,
    /// The sample standard deviation of their totals, in points; nothing of a single one.
    pub sd: Option<String>,
    /// At least five reviews and a standard deviation of one point or more; otherwise there is no `z`.
    pub usable: bool,
}

/// One proposal on the common scale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rescaled {
    /// The proposal, as in the reviews.
    pub proposal: String,
    /// How many of its reviewers have a usable scale.
    pub n: usize,
    /// The mean of `M + S·z` over them, each kept within 0 and 100; nothing without any.
    pub mean: Option<String>,
}

/// Every reviewer's scale, and every proposal with all scales made one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Standardised {
    /// `M`: the mean of all totals, in points.
    pub mean: Option<String>,
    /// `S`: the sample standard deviation of all totals, in points.
    pub sd: Option<String>,
    /// Every reviewer with a valid review.
    pub reviewers: Vec<Scale>,
    /// Every proposal with a valid review.
    pub proposals: Vec<Rescaled>,
}

/// `z_ij = (T_ij − m_j) / s_j` with the mean and the sample standard deviation of the reviewer's own totals, and
/// `T'_ij = M + S·z_ij` with those of all totals.
pub(super) fn standardise(panel: &Panel) -> Standardised {
    let all: Vec<f64> = panel.ratings.iter().map(|rating| rating.total).collect();
    let whole = (mean(&all), sample_sd(&all));
    let own: Vec<(usize, f64, f64)> = (0..panel.reviewers.len()).map(|reviewer| own_scale(panel, reviewer)).collect();
    let usable = |reviewer: usize| own[reviewer].0 >= LEAST_REVIEWS && own[reviewer].2 >= LEAST_SD - SLACK;
    let reviewers = panel.reviewers.iter().enumerate().map(|(index, name)| {
        let (n, middle, sd) = own[index];
        Scale { reviewer: name.clone(), n, mean: shown(middle), sd: shown(sd), usable: usable(index) }
    });
    let proposals = panel.proposals.iter().enumerate().filter(|(index, _)| panel.of_proposal(*index).next().is_some());
    let proposals = proposals.map(|(index, name)| {
        let comparable = panel.of_proposal(index).filter(|rating| usable(rating.reviewer));
        let rescaled: Vec<f64> = comparable
            .map(|rating| {
                let (_, middle, sd) = own[rating.reviewer];
                (whole.0 + whole.1 * (rating.total - middle) / sd).clamp(0.0, 100.0)
            })
            .collect();
        let figure = if rescaled.is_empty() { None } else { shown(mean(&rescaled)) };
        Rescaled { proposal: name.clone(), n: rescaled.len(), mean: figure }
    });
    Standardised {
        mean: if all.is_empty() { None } else { shown(whole.0) },
        sd: shown(whole.1),
        reviewers: reviewers.collect(),
        proposals: proposals.collect(),
    }
}

/// How many totals a reviewer gave, their mean and their standard deviation.
fn own_scale(panel: &Panel, reviewer: usize) -> (usize, f64, f64) {
    let totals: Vec<f64> = panel.of_reviewer(reviewer).map(|rating| rating.total).collect();
    (totals.len(), mean(&totals), sample_sd(&totals))
}
