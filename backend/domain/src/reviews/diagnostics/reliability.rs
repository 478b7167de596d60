//! How far reviewers agree (A7): intraclass correlations, Kendall's W, Krippendorff's alpha.

use serde::Serialize;

use super::Panel;
use super::number::{count, mean, shown};

/// The largest table without gaps that was looked at: all proposals by the reviewers who scored every one of them, or
/// the proposals that everybody scored by all reviewers, whichever holds more reviews.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Block {
    /// The proposals of the table.
    pub proposals: Vec<String>,
    /// The reviewers of the table.
    pub reviewers: Vec<String>,
}

/// How reliable the mean of some number of reviewers would be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Planned {
    /// `k`: how many reviewers.
    pub reviewers: usize,
    /// `ρ_k`, from 0 to 1; nothing where the reliability of one is not defined or not above zero.
    pub reliability: Option<String>,
}

/// Agreement of the panel. A figure is nothing where it is not defined: fewer than two proposals or reviewers in the
/// table, or no differences at all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reliability {
    /// What the correlations and W are computed on.
    pub block: Block,
    /// ICC(1,1): one reviewer, reviewers drawn anew for each proposal.
    pub icc11: Option<String>,
    /// ICC(2,1): one reviewer of this panel, absolute agreement.
    pub icc21: Option<String>,
    /// ICC(2,k): the mean of the reviewers of the table, absolute agreement.
    pub icc2k: Option<String>,
    /// ICC(3,1): one reviewer of this panel, consistency only.
    pub icc31: Option<String>,
    /// Kendall's W with mid-ranks, from 0 (no agreement on the order) to 1.
    pub kendall_w: Option<String>,
    /// Krippendorff's alpha for interval data over all reviews, gaps allowed; 1 is agreement, 0 is chance.
    pub krippendorff_alpha: Option<String>,
    /// For planning: the reliability of the mean of 3, 5 and 7 such reviewers.
    pub planned: Vec<Planned>,
}

/// Panels of these sizes are planned with.
const PANEL_SIZES: [usize; 3] = [3, 5, 7];

pub(super) fn reliability(panel: &Panel) -> Reliability {
    let (proposals, reviewers) = block(panel);
    let table: Vec<Vec<f64>> = proposals
        .iter()
        .map(|proposal| {
            panel.of_proposal(*proposal).filter(|rating| reviewers.contains(&rating.reviewer)).map(|rating| rating.total).collect()
        })
        .collect();
    let icc = intraclass(&table);
    let figure = |index: usize| icc.and_then(|figures| shown(figures[index]));
    Reliability {
        block: Block {
            proposals: proposals.iter().map(|index| panel.proposals[*index].clone()).collect(),
            reviewers: reviewers.iter().map(|index| panel.reviewers[*index].clone()).collect(),
        },
        icc11: figure(0),
        icc21: figure(1),
        icc2k: figure(2),
        icc31: figure(3),
        kendall_w: kendall(&table).and_then(shown),
        krippendorff_alpha: krippendorff(panel).and_then(shown),
        planned: planned(icc.map(|figures| if figures[1].is_finite() { figures[1] } else { figures[0] })),
    }
}

/// `ρ_k = k·ρ / (1 + (k−1)·ρ)` by Spearman and Brown (1910), from the reliability of one reviewer: ICC(2,1), or ICC(1,1) where that
/// is not defined.
fn planned(single: Option<f64>) -> Vec<Planned> {
    let single = single.filter(|one| *one > 0.0);
    let of = |k: usize| single.and_then(|one| shown(count(k) * one / (1.0 + (count(k) - 1.0) * one)));
    PANEL_SIZES.into_iter().map(|k| Planned { reviewers: k, reliability: of(k) }).collect()
}

fn block(panel: &Panel) -> (Vec<usize>, Vec<usize>) {
    let proposals: Vec<usize> = (0..panel.proposals.len()).filter(|index| panel.of_proposal(*index).next().is_some()).collect();
    let reviewers: Vec<usize> = (0..panel.reviewers.len()).collect();
    let steady: Vec<usize> = reviewers.iter().copied().filter(|index| panel.of_reviewer(*index).count() == proposals.len()).collect();
    let complete: Vec<usize> = proposals.iter().copied().filter(|index| panel.of_proposal(*index).count() == reviewers.len()).collect();
    let usable = |rows: usize, columns: usize| if rows < 2 || columns < 2 { 0 } else { rows * columns };
    if usable(complete.len(), reviewers.len()) > usable(proposals.len(), steady.len()) {
        (complete, reviewers)
    } else {
        (proposals, steady)
    }
}

/// ICC(1,1), ICC(2,1), ICC(2,k) and ICC(3,1) of a table of proposals by reviewers.
fn intraclass(table: &[Vec<f64>]) -> Option<[f64; 4]> {
    let (rows, columns) = (table.len(), table.first().map_or(0, Vec::len));
    if rows < 2 || columns < 2 {
        return None;
    }
    let (n, k) = (count(rows), count(columns));
    let all: Vec<f64> = table.concat();
    let grand = mean(&all);
    let square = |figures: &mut dyn Iterator<Item = f64>| figures.map(|one| (one - grand).powi(2)).sum::<f64>();
    let total = square(&mut all.iter().copied());
    let between = k * square(&mut table.iter().map(|row| mean(row)));
    let column = |index: usize| mean(&table.iter().map(|row| row[index]).collect::<Vec<_>>());
    let judges = n * square(&mut (0..columns).map(column));
    let msr = between / (n - 1.0);
    let msc = judges / (k - 1.0);
    let mse = (total - between - judges) / ((n - 1.0) * (k - 1.0));
    let msw = (total - between) / (n * (k - 1.0));
    Some([
        (msr - msw) / (msr + (k - 1.0) * msw),
        (msr - mse) / (msr + (k - 1.0) * mse + k / n * (msc - mse)),
        (msr - mse) / (msr + (msc - mse) / n),
        (msr - mse) / (msr + (k - 1.0) * mse),
    ])
}

fn kendall(table: &[Vec<f64>]) -> Option<f64> {
    let (rows, columns) = (table.len(), table.first().map_or(0, Vec::len));
    if rows < 2 || columns < 2 {
        return None;
    }
    let (n, m) = (count(rows), count(columns));
    let mut sums = vec![0.0; rows];
    let mut ties = 0.0;
    for judge in 0..columns {
        let column: Vec<f64> = table.iter().map(|row| row[judge]).collect();
        for (index, own) in column.iter().enumerate() {
            let less = count(column.iter().filter(|other| other.total_cmp(own).is_lt()).count());
            let equal = count(column.iter().filter(|other| other.total_cmp(own).is_eq()).count());
            sums[index] += less + f64::midpoint(equal, 1.0);
            // Σ(t³ − t) over groups of t equal figures is Σ(t² − 1) over their members.
            ties += equal.powi(2) - 1.0;
        }
    }
    let middle = mean(&sums);
    let spread: f64 = sums.iter().map(|sum| (sum - middle).powi(2)).sum();
    Some(12.0 * spread / (m * m * (n.powi(3) - n) - m * ties))
}

/// `Σ_{a≠b} (a−b)²` over ordered pairs is `2·(n·Σa² − (Σa)²)`, here taken around the mean.
fn pairs(figures: &[f64]) -> f64 {
    let middle = mean(figures);
    2.0 * count(figures.len()) * figures.iter().map(|one| (one - middle).powi(2)).sum::<f64>()
}

fn krippendorff(panel: &Panel) -> Option<f64> {
    let units: Vec<Vec<f64>> = (0..panel.proposals.len())
        .map(|proposal| panel.of_proposal(proposal).map(|rating| rating.total).collect::<Vec<f64>>())
        .filter(|totals| totals.len() > 1)
        .collect();
    let all = units.concat();
    if all.len() < 2 {
        return None;
    }
    let n = count(all.len());
    let observed: f64 = units.iter().map(|unit| pairs(unit) / (count(unit.len()) - 1.0)).sum::<f64>() / n;
    let expected = pairs(&all) / (n * (n - 1.0));
    Some(1.0 - observed / expected)
}

#[cfg(test)]
mod tests {
    use super::planned;

    fn figures(single: Option<f64>) -> Vec<Option<String>> {
        planned(single).into_iter().map(|one| one.reliability).collect()
    }

    #[test]
    fn more_reviewers_are_more_reliable_as_spearman_and_brown_say() {
        // The Austrian Science Fund found 0.259 for one reviewer over 8 329 proposals: 0.51, 0.64, 0.71.
        assert_eq!(figures(Some(0.259)), ["0.511858", "0.636051", "0.709867"].map(|text| Some(text.to_owned())));
        assert_eq!(figures(Some(1.0)), vec![Some("1.000000".to_owned()); 3]);
    }

    #[test]
    fn no_agreement_cannot_be_planned_with() {
        for single in [None, Some(0.0), Some(-0.2), Some(f64::NAN)] {
            assert_eq!(figures(single), [None, None, None], "{single:?}");
        }
    }
}
