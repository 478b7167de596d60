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

/// Least squares for each connected component: proposals are eliminated, so that only the reviewers, of
/// whom there are few, form a system of equations.
pub(super) fn fit(panel: &Panel) -> Additive {
    let (by_proposal, by_reviewer, components) = components(panel);
    let mut points = vec![0.0; panel.reviewers.len()];
    let mut errors = vec![f64::NAN; panel.reviewers.len()];
    for component in 0..components {
        let members: Vec<usize> = (0..panel.reviewers.len()).filter(|reviewer| by_reviewer[*reviewer] == component).collect();
        fit_component(panel, &members, &mut points, &mut errors);
    }
    let reviewers = panel.reviewers.iter().enumerate().map(|(index, name)| Leniency {
        reviewer: name.clone(),
        component: by_reviewer[index] + 1,
        n: panel.of_reviewer(index).count(),
        points: shown(points[index]),
        standard_error: shown(errors[index]),
    });
    let proposals = panel.proposals.iter().enumerate().filter_map(|(index, name)| {
        let component = by_proposal[index]?;
        let totals: Vec<f64> = panel.of_proposal(index).map(|rating| rating.total).collect();
        let without: Vec<f64> = panel.of_proposal(index).map(|rating| rating.total - points[rating.reviewer]).collect();
        let (plain, adjusted) = (mean(&totals), mean(&without));
        Some(Adjusted {
            proposal: name.clone(),
            component: component + 1,
            n: totals.len(),
            mean: shown(plain),
            adjusted: shown(adjusted),
            shift: shown(adjusted - plain),
        })
    });
    Additive { components, reviewers: reviewers.collect(), proposals: proposals.collect() }
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

fn fit_component(panel: &Panel, members: &[usize], points: &mut [f64], errors: &mut [f64]) {
    let size = members.len();
    let place = |reviewer: usize| members.binary_search(&reviewer).ok();
    // With all ones added the matrix has an inverse, and the solution adds up to zero.
    let mut matrix = vec![vec![1.0 / count(size); size]; size];
    let mut right = vec![0.0; size];
    let (mut n, mut proposals) = (0, 0);
    for proposal in 0..panel.proposals.len() {
        let found: Vec<(usize, f64)> =
            panel.of_proposal(proposal).filter_map(|rating| Some((place(rating.reviewer)?, rating.total))).collect();
        let plain = mean(&found.iter().map(|row| row.1).collect::<Vec<_>>());
        for (a, total) in &found {
            matrix[*a][*a] += 1.0;
            right[*a] += total - plain;
            for (b, _) in &found {
                matrix[*a][*b] -= 1.0 / count(found.len());
            }
        }
        n += found.len();
        proposals += usize::from(!found.is_empty());
    }
    let Some(inverse) = inverted(matrix) else { return };
    let solution: Vec<f64> = inverse.iter().map(|row| row.iter().zip(&right).map(|(a, b)| a * b).sum()).collect();
    for (index, reviewer) in members.iter().enumerate() {
        points[*reviewer] = solution[index];
    }
    let free = (n + 1).saturating_sub(proposals + size);
    if free == 0 {
        return;
    }
    let variance = residuals(panel, members, points) / count(free);
    for (index, reviewer) in members.iter().enumerate() {
        errors[*reviewer] = (variance * (inverse[index][index] - 1.0 / count(size))).max(0.0).sqrt();
    }
}

/// The sum of the squares of what the model does not explain.
fn residuals(panel: &Panel, members: &[usize], points: &[f64]) -> f64 {
    let mut sum = 0.0;
    for proposal in 0..panel.proposals.len() {
        let left: Vec<f64> = panel
            .of_proposal(proposal)
            .filter(|rating| members.contains(&rating.reviewer))
            .map(|rating| rating.total - points[rating.reviewer])
            .collect();
        let quality = mean(&left);
        sum += left.iter().map(|one| (one - quality).powi(2)).sum::<f64>();
    }
    sum
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
