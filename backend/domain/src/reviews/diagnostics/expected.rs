//! Expected ranks (A9): the place a proposal takes on average when its quality is known only up to its standard error.

use serde::Serialize;

use super::additive::{Fit, Quality};
use super::number::shown;
use super::{Panel, SLACK};

/// The place of one proposal among those it can be compared with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExpectedRank {
    /// The proposal, as in the reviews.
    pub proposal: String,
    /// The part of the panel in which figures can be compared, from 1.
    pub component: usize,
    /// How many proposals that part holds; the place is one of these.
    pub among: usize,
    /// The expected place, from 1 to `among`; nothing where the model leaves no standard error.
    pub expected: Option<String>,
}

/// `ER_i = 1 + Σ_{j≠i} Φ((q_j − q_i) / √(se_i² + se_j²))`, the sum of the probabilities of being behind another proposal
/// of the same component, with the adjusted values and standard errors of the additive model (Laird and Louis 1989, as used
/// by the Swiss National Science Foundation: Heyard, Ott, Salanti and Egger 2022).
pub(super) fn expected_ranks(panel: &Panel, fit: &Fit) -> Vec<ExpectedRank> {
    let rows = panel.proposals.iter().enumerate().filter_map(|(index, name)| {
        let own = fit.qualities[index]?;
        let others = fit.qualities.iter().enumerate().filter(|(other, _)| *other != index).filter_map(|(_, other)| *other);
        let others: Vec<Quality> = others.filter(|other| other.component == own.component).collect();
        let expected = 1.0 + others.iter().map(|other| behind(own, *other)).sum::<f64>();
        Some(ExpectedRank {
            proposal: name.clone(),
            component: own.component + 1,
            among: others.len() + 1,
            expected: if own.error.is_finite() { shown(expected) } else { None },
        })
    });
    rows.collect()
}

/// The probability that the other one is better; a half for two that are equal, with or without an error.
fn behind(own: Quality, other: Quality) -> f64 {
    let difference = other.value - own.value;
    if difference.abs() < SLACK { 0.5 } else { normal(difference / own.error.hypot(other.error)) }
}

/// The distribution function of the standard normal, by its series `½ + φ(x)·(x + x³/3 + x⁵/(3·5) + x⁷/(3·5·7) + …)`
/// (Abramowitz and Stegun 26.2.11; Marsaglia 2004). Its terms are added until they change nothing, so that the error is that
/// of a float; beyond eight deviations it is 0 or 1 to more decimals than are shown.
fn normal(x: f64) -> f64 {
    if x.is_nan() || x.abs() > 8.0 {
        return if x.is_nan() { x } else { f64::from(u8::from(x > 0.0)) };
    }
    let (mut sum, mut term, mut odd) = (x, x, 1.0);
    loop {
        odd += 2.0;
        term *= x * x / odd;
        let next = sum + term;
        if next.total_cmp(&sum).is_eq() {
            break;
        }
        sum = next;
    }
    0.5 + sum * (-0.5 * x * x).exp() / std::f64::consts::TAU.sqrt()
}

#[cfg(test)]
mod tests {
    use super::{Quality, behind, normal, shown};

    #[test]
    fn the_normal_distribution_has_its_known_values() {
        let known = [
            (0.0, 0.5),
            (0.5, 0.691_462_461_274_013_1),
            (1.0, 0.841_344_746_068_542_9),
            (1.644_853_626_951_472_7, 0.95),
            (1.959_963_984_540_054, 0.975),
            (3.0, 0.998_650_101_968_369_9),
            (5.0, 0.999_999_713_348_428),
            (7.5, 0.999_999_999_999_968_1),
        ];
        for (x, value) in known {
            assert!((normal(x) - value).abs() < 1e-14, "{x}: {}", normal(x));
            assert!((normal(x) + normal(-x) - 1.0).abs() < 1e-14, "{x}");
        }
        assert_eq!([normal(40.0), normal(f64::INFINITY), normal(f64::NEG_INFINITY)].map(shown), [1.0, 1.0, 0.0].map(shown));
        assert!(normal(f64::NAN).is_nan());
    }

    #[test]
    fn without_an_error_the_better_one_is_ahead_and_equals_share_the_place() {
        let of = |value| Quality { component: 0, value, error: 0.0 };
        let behind = |own, other| shown(behind(of(own), of(other)));
        assert_eq!([behind(80.0, 90.0), behind(90.0, 80.0), behind(80.0, 80.0)], [1.0, 0.0, 0.5].map(shown));
    }
}
