//! Diagnostics of a panel: what explains a result, never what changes one (INV-31).
//!
//! Ordinary floating-point numbers are allowed here because nothing that ranks or pays reads them; the
//! order of every sum is fixed, and every figure leaves as a text with six decimals (R9). The ranking
//! itself stays what [`recompute`](super::recompute()) says.

mod additive;
mod conduct;
mod expected;
mod number;
mod outliers;
mod own;
mod pivot;
mod reliability;
mod standardised;

use serde::Serialize;
use serde_json::Value;

use super::input;
use crate::fault::Fault;

pub use additive::{Additive, Adjusted, Leniency};
pub use conduct::{Conduct, Copied, QUICK_SECONDS, Quick, Writing, conduct};
pub use expected::ExpectedRank;
pub use outliers::{Flag, Flagged, ReviewerFlag};
pub use own::{OwnDiagnostics, OwnFlag, own};
pub use pivot::{Pivot, RankRange, Without};
pub use reliability::{Block, Planned, Reliability};
pub use standardised::{Rescaled, Scale, Standardised};

/// Which formulas these are; a figure is compared only with one of the same version.
pub const METHOD: &str = "diagnostics/2";
/// What is lost in a float must not decide at a threshold itself.
const SLACK: f64 = 1e-9;

/// Everything that is said about a panel besides its results.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diagnostics {
    /// [`METHOD`].
    pub method: &'static str,
    /// Who scores higher or lower than the others, and what the mix of reviewers did to each proposal.
    pub additive: Additive,
    /// Which place each proposal takes on average, given how little is known of its quality.
    pub expected: Vec<ExpectedRank>,
    /// All totals on one scale.
    pub standardised: Standardised,
    /// How far the reviewers agree.
    pub reliability: Reliability,
    /// Single reviews that ask for an explanation.
    pub flagged: Vec<Flagged>,
    /// Reviewers that ask for an explanation.
    pub flagged_reviewers: Vec<ReviewerFlag>,
    /// What hangs on single reviewers.
    pub pivot: Pivot,
}

/// One valid review: its place among the proposals and the reviewers, and its total in points.
#[derive(Debug, Clone, Copy)]
struct Rating {
    proposal: usize,
    reviewer: usize,
    total: f64,
}

/// The valid reviews of a round, in the order of proposal and reviewer.
struct Panel {
    proposals: Vec<String>,
    reviewers: Vec<String>,
    ratings: Vec<Rating>,
}

impl Panel {
    /// The totals of the reviews of one proposal; they lie side by side.
    fn of_proposal(&self, proposal: usize) -> impl Iterator<Item = &Rating> {
        let from = self.ratings.partition_point(|rating| rating.proposal < proposal);
        self.ratings[from..].iter().take_while(move |rating| rating.proposal == proposal)
    }

    /// The totals of the reviews by one reviewer.
    fn of_reviewer(&self, reviewer: usize) -> impl Iterator<Item = &Rating> {
        self.ratings.iter().filter(move |rating| rating.reviewer == reviewer)
    }
}

/// The diagnostics of a round in the form that [`recompute`](super::recompute()) reads.
///
/// `funded` says whom an answer of [`recompute`](super::recompute()) would fund; it is asked once for the round as it is
/// and once for the round without each reviewer. Optional members of the policy: `outlier_abs`
/// (points, 15), `mad_k` (3) and `mad_floor` (points, 2), as decimal texts.
pub fn diagnose(document: &Value, funded: &dyn Fn(&Value) -> Vec<String>) -> Result<Diagnostics, Vec<Fault>> {
    let (found, base) = input::locate(document);
    let mut round = input::read(found, base)?;
    let panel = panel_of(&round);
    let (flagged, flagged_reviewers) = outliers::flags(&panel, &outliers::Limits::read(&found["policy"]));
    let fit = additive::fit(&panel);
    Ok(Diagnostics {
        method: METHOD,
        additive: fit.shown(&panel),
        expected: expected::expected_ranks(&panel, &fit),
        standardised: standardised::standardise(&panel),
        reliability: reliability::reliability(&panel),
        flagged,
        flagged_reviewers,
        pivot: pivot::pivot(&mut round, base, &panel.reviewers, funded)?,
    })
}

fn panel_of(round: &input::Round) -> Panel {
    let proposals: Vec<String> = round.proposals.iter().cloned().collect();
    let mut reviewers: Vec<String> = round.written.values().flatten().map(|review| review.reviewer.clone()).collect();
    reviewers.sort_unstable();
    reviewers.dedup();
    let mut ratings = Vec::new();
    for (proposal, name) in proposals.iter().enumerate() {
        for review in round.written.get(name).into_iter().flatten() {
            let reviewer = reviewers.binary_search(&review.reviewer);
            let total = round.rubric.weighted_total(&review.scores);
            if let (Ok(reviewer), Ok(total)) = (reviewer, total) {
                ratings.push(Rating { proposal, reviewer, total: number::points(total) });
            }
        }
    }
    ratings.sort_by_key(|rating| (rating.proposal, rating.reviewer));
    Panel { proposals, reviewers, ratings }
}
