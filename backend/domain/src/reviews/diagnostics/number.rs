//! Floating-point figures and how they leave: six decimals as a text.

use super::super::exact::Exact;

/// An exact total as a float.
#[expect(clippy::cast_precision_loss, reason = "a diagnostic figure; nothing that ranks reads it")]
pub(super) fn points(total: Exact) -> f64 {
    let total = total.reduced();
    total.num() as f64 / total.den() as f64
}

/// A count as a float.
#[expect(clippy::cast_precision_loss, reason = "a diagnostic figure; no panel has 2^52 reviews")]
pub(super) fn count(number: usize) -> f64 {
    number as f64
}

/// The figure with six decimals; what is no number, such as a quotient by zero, is nothing.
pub(super) fn shown(figure: f64) -> Option<String> {
    figure.is_finite().then(|| {
        let text = format!("{figure:.6}");
        if text.trim_start_matches(['-', '0', '.']).is_empty() { "0.000000".to_owned() } else { text }
    })
}

/// The mean; zero of nothing.
pub(super) fn mean(figures: &[f64]) -> f64 {
    if figures.is_empty() { 0.0 } else { figures.iter().sum::<f64>() / count(figures.len()) }
}

/// The sample standard deviation, by n − 1; not a number for fewer than two.
pub(super) fn sample_sd(figures: &[f64]) -> f64 {
    let middle = mean(figures);
    let squares: f64 = figures.iter().map(|one| (one - middle).powi(2)).sum();
    if figures.len() < 2 { f64::NAN } else { (squares / count(figures.len() - 1)).sqrt() }
}

/// The middle figure, or the mean of the two in the middle; zero of nothing.
pub(super) fn median(figures: &[f64]) -> f64 {
    let mut sorted = figures.to_vec();
    sorted.sort_by(f64::total_cmp);
    match (sorted.len() / 2, sorted.len() % 2) {
        (0, 0) => 0.0,
        (half, 0) => f64::midpoint(sorted[half - 1], sorted[half]),
        (half, _) => sorted[half],
    }
}

#[cfg(test)]
mod tests {
    use super::{median, sample_sd, shown};

    #[test]
    fn figures_have_six_decimals_and_zero_has_no_sign() {
        assert_eq!(shown(-1e-9).as_deref(), Some("0.000000"));
        assert_eq!(shown(2.0 / 3.0).as_deref(), Some("0.666667"));
        assert_eq!(shown(f64::NAN), None);
    }

    #[test]
    fn the_standard_deviation_is_that_of_a_sample() {
        assert!((sample_sd(&[2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0]) - (32.0_f64 / 7.0).sqrt()).abs() < 1e-12);
        assert_eq!((shown(sample_sd(&[3.0])), shown(sample_sd(&[3.0, 3.0])).as_deref()), (None, Some("0.000000")));
    }

    #[test]
    fn the_median_of_an_even_number_lies_between_the_two_in_the_middle() {
        assert!((median(&[3.0, 1.0, 10.0, 2.0]) - 2.5).abs() < 1e-12);
        assert!((median(&[5.0, 1.0, 3.0]) - 3.0).abs() < 1e-12);
    }
}
