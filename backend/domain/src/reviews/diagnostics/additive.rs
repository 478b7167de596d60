//! The additive model (A6): a total is the quality of the proposal plus the leniency of the reviewer.

use serde::Serialize;

use super::Panel;
use super::number::{count, mean, shown};

/// The leniency of one reviewer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Leniency {
    /// The reviewer, as in the reviews.
    pub reviewer: String,
    /// The part of the panel in which figures can be compared, from 1.
    pub component: usize,
    /// How many valid reviews.
    pub n: usize,
    /// Points above (lenient) or below (severe) the panel; the figures of one component add up to zero.
    pub points: Option<String>,
    /// Standard error of `points`; nothing where there are no more reviews than figures.
    pub standard_error: Option<String>,
}

/// What the mix of reviewers did to one proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Adjusted {
    /// The proposal, as in the reviews.
    pub proposal: String,
    /// The part of the panel in which figures can be compared, from 1.
    pub component: usize,
    /// How many valid reviews.
    pub n: usize,
    /// The plain mean of all valid reviews, in points; not the published aggregate.
    pub mean: Option<String>,
    /// What the mean would be had everybody in the component scored it.
    pub adjusted: Option<String>,
    /// Standard error of `adjusted`; nothing where there are no more reviews than figures.
    pub standard_error: Option<String>,
    /// `adjusted − mean`: how far recusals and missing reviews moved the proposal; above zero, it had the severe ones.
    pub shift: Option<String>,
}

/// The fitted model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Additive {
    /// Into how many parts the panel falls that share no reviewer.
    pub components: usize,
    /// Every reviewer with a valid review.
    pub reviewers: Vec<Leniency>,
    /// Every proposal with a valid review.
    pub proposals: Vec<Adjusted>,
}

/// What is known of the quality of one proposal.
#[derive(Debug, Clone, Copy)]
pub(super) struct Quality {
    /// The part of the panel, from 0.
    pub(super) component: usize,
    /// What the mean would be had everybody in the component scored it.
    pub(super) value: f64,
    /// Its standard error; not a number where there are no more reviews than figures.
    pub(super) error: f64,
}

/// The figures of the model, by the places of the panel.
pub(super) struct Fit {
    components: usize,
    by_reviewer: Vec<usize>,
    points: Vec<f64>,
    errors: Vec<f64>,
    /// Nothing for a proposal without a review.
    pub(super) qualities: Vec<Option<Quality>>,
}

/// Least squares for each connected component: proposals are eliminated, so that only the reviewers, of
/// whom there are few, form a system of equations.
pub(super) fn fit(panel: &Panel) -> Fit {
    let (by_proposal, by_reviewer, components) = components(panel);
    let mut fit = Fit {
        components,
        points: vec![0.0; by_reviewer.len()],
        errors: vec![f64::NAN; by_reviewer.len()],
        by_reviewer,
        qualities: vec![None; panel.proposals.len()],
    };
    for component in 0..components {
        let members: Vec<usize> = (0..panel.reviewers.len()).filter(|reviewer| fit.by_reviewer[*reviewer] == component).collect();
        let proposals: Vec<usize> = (0..panel.proposals.len()).filter(|proposal| by_proposal[*proposal] == Some(component)).collect();
        fit.component(panel, component, &members, &proposals);
    }
    fit
}

impl Fit {
    /// The figures as they leave.
    pub(super) fn shown(&self, panel: &Panel) -> Additive {
        let proposals = panel.proposals.iter().enumerate().filter_map(|(index, name)| {
            let quality = self.qualities[index]?;
            let totals: Vec<f64> = panel.of_proposal(index).map(|rating| rating.total).collect();
            let plain = mean(&totals);
            Some(Adjusted {
                proposal: name.clone(),
                component: quality.component + 1,
                n: totals.len(),
                mean: shown(plain),
                adjusted: shown(quality.value),
                standard_error: shown(quality.error),
                shift: shown(quality.value - plain),
            })
        });
        let reviewers = (0..panel.reviewers.len()).map(|index| self.leniency(panel, index));
        Additive { components: self.components, reviewers: reviewers.collect(), proposals: proposals.collect() }
    }

    /// The leniency of one reviewer.
    pub(super) fn leniency(&self, panel: &Panel, reviewer: usize) -> Leniency {
        Leniency {
            reviewer: panel.reviewers[reviewer].clone(),
            component: self.by_reviewer[reviewer] + 1,
            n: panel.of_reviewer(reviewer).count(),
            points: shown(self.points[reviewer]),
            standard_error: shown(self.errors[reviewer]),
        }
    }

    /// The figures of one component, given its reviewers and its proposals.
    fn component(&mut self, panel: &Panel, component: usize, members: &[usize], proposals: &[usize]) {
        let solved = solve(panel, members, proposals);
        if let Some(solved) = &solved {
            for (index, reviewer) in members.iter().enumerate() {
                self.points[*reviewer] = solved.points[index];
            }
        }
        let reviews: usize = proposals.iter().map(|proposal| panel.of_proposal(*proposal).count()).sum();
        let free = (reviews + 1).saturating_sub(proposals.len() + members.len());
        let residuals: f64 = proposals.iter().map(|proposal| self.residual(panel, *proposal)).sum();
        let variance = if free == 0 { f64::NAN } else { residuals / count(free) };
        for proposal in proposals {
            self.qualities[*proposal] = Some(Quality {
                component,
                value: mean(&self.without_leniency(panel, *proposal)),
                error: solved.as_ref().map_or(f64::NAN, |solved| (variance * solved.of_proposal(panel, *proposal)).sqrt()),
            });
        }
        for (index, reviewer) in members.iter().enumerate() {
            self.errors[*reviewer] = solved.as_ref().map_or(f64::NAN, |solved| (variance * solved.of_reviewer(index)).sqrt());
        }
    }

    /// The totals of a proposal less the leniency of their reviewers.
    fn without_leniency(&self, panel: &Panel, proposal: usize) -> Vec<f64> {
        panel.of_proposal(proposal).map(|rating| rating.total - self.points[rating.reviewer]).collect()
    }

    /// The sum of the squares of what the model does not explain of one proposal.
    fn residual(&self, panel: &Panel, proposal: usize) -> f64 {
        let left = self.without_leniency(panel, proposal);
        let quality = mean(&left);
        left.iter().map(|one| (one - quality).powi(2)).sum()
    }
}

/// The component of every proposal (none without a review) and of every reviewer, and how many there are.
fn components(panel: &Panel) -> (Vec<Option<usize>>, Vec<usize>, usize) {
    let mut label: Vec<usize> = (0..panel.reviewers.len()).collect();
    for proposal in 0..panel.proposals.len() {
        let members: Vec<usize> = panel.of_proposal(proposal).map(|rating| label[rating.reviewer]).collect();
        if let Some(least) = members.iter().min().copied() {
            for one in label.iter_mut().filter(|one| members.contains(one)) {
                *one = least;
            }
        }
    }
    let mut distinct = label.clone();
    distinct.sort_unstable();
    distinct.dedup();
    let by_reviewer: Vec<usize> = label.iter().map(|one| distinct.binary_search(one).unwrap_or_default()).collect();
    let by_proposal =
        (0..panel.proposals.len()).map(|proposal| panel.of_proposal(proposal).next().map(|rating| by_reviewer[rating.reviewer]));
    (by_proposal.collect(), by_reviewer, distinct.len())
}

/// The normal equations of one component, solved for its reviewers.
struct Solved<'a> {
    members: &'a [usize],
    /// The leniency of each member.
    points: Vec<f64>,
    inverse: Vec<Vec<f64>>,
}

fn solve<'a>(panel: &Panel, members: &'a [usize], proposals: &[usize]) -> Option<Solved<'a>> {
    let size = members.len();
    // With all ones added the matrix has an inverse, and the solution adds up to zero.
    let mut matrix = vec![vec![1.0 / count(size); size]; size];
    let mut right = vec![0.0; size];
    for proposal in proposals {
        let found: Vec<(usize, f64)> =
            panel.of_proposal(*proposal).filter_map(|rating| Some((members.binary_search(&rating.reviewer).ok()?, rating.total))).collect();
        let plain = mean(&found.iter().map(|row| row.1).collect::<Vec<_>>());
        for (a, total) in &found {
            matrix[*a][*a] += 1.0;
            right[*a] += total - plain;
            for (b, _) in &found {
                matrix[*a][*b] -= 1.0 / count(found.len());
            }
        }
    }
    let inverse = inverted(matrix)?;
    let points = inverse.iter().map(|row| row.iter().zip(&right).map(|(a, b)| a * b).sum()).collect();
    Some(Solved { members, points, inverse })
}

impl Solved<'_> {
    /// The variance of a reviewer's leniency, in variances of one review.
    fn of_reviewer(&self, index: usize) -> f64 {
        (self.inverse[index][index] - 1.0 / count(self.members.len())).max(0.0)
    }

    /// The variance of a proposal's adjusted value, in variances of one review: that of its plain mean, and that of the mean
    /// leniency of its reviewers, which is independent of it.
    fn of_proposal(&self, panel: &Panel, proposal: usize) -> f64 {
        let met: Vec<usize> = panel.of_proposal(proposal).filter_map(|rating| self.members.binary_search(&rating.reviewer).ok()).collect();
        let together: f64 = met.iter().flat_map(|a| met.iter().map(move |b| self.inverse[*a][*b])).sum();
        let n = count(met.len());
        1.0 / n + (together / n.powi(2) - 1.0 / count(self.members.len())).max(0.0)
    }
}

/// The inverse by Gauss and Jordan with the largest pivot; none where the matrix has none.
fn inverted(mut matrix: Vec<Vec<f64>>) -> Option<Vec<Vec<f64>>> {
    let size = matrix.len();
    let mut inverse: Vec<Vec<f64>> = (0..size).map(|row| (0..size).map(|column| f64::from(u8::from(row == column))).collect()).collect();
    for column in 0..size {
        let pivot = (column..size).max_by(|a, b| matrix[*a][column].abs().total_cmp(&matrix[*b][column].abs()))?;
        if matrix[pivot][column].abs() < 1e-12 {
            return None;
        }
        matrix.swap(column, pivot);
        inverse.swap(column, pivot);
        let scale = matrix[column][column];
        for value in matrix[column].iter_mut().chain(&mut inverse[column]) {
            *value /= scale;
        }
        let (own, own_inverse) = (matrix[column].clone(), inverse[column].clone());
        for row in (0..size).filter(|row| *row != column) {
            let factor = matrix[row][column];
            let pairs = matrix[row].iter_mut().zip(&own).chain(inverse[row].iter_mut().zip(&own_inverse));
            for (value, above) in pairs {
                *value -= factor * above;
            }
        }
    }
    Some(inverse)
}
