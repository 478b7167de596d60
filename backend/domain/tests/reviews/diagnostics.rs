//! Diagnostics: the golden figures, and what holds for any panel.

use proptest::prelude::*;
use serde_json::{Value, json};
use yichuang_domain::reviews::diagnostics::{Diagnostics, Flag, diagnose, own};
use yichuang_domain::reviews::{Exact, recompute};

use super::golden::golden;

fn first_two(output: &Value) -> Vec<String> {
    output["ranking"].as_array().unwrap().iter().take(2).map(|row| row[1].as_str().unwrap().to_owned()).collect()
}

/// A fraction with six decimals, rounded half up from its exact value.
fn six(fraction: &Value) -> String {
    let exact: Exact = fraction.as_str().unwrap().parse().unwrap();
    yichuang_domain::reviews::round_once(exact, 6, yichuang_domain::reviews::Rounding::HalfUp).unwrap()
}

fn golden_diagnostics() -> (Value, Diagnostics) {
    let golden = golden();
    let found = diagnose(&golden, &first_two).unwrap();
    (golden["expected"].clone(), found)
}

#[test]
fn leniency_and_adjusted_results_of_the_golden_round_are_reproduced() {
    let (expected, found) = golden_diagnostics();
    assert_eq!((found.additive.components, found.additive.reviewers.len()), (1, 7));
    for reviewer in &found.additive.reviewers {
        assert_eq!(reviewer.points, Some(six(&expected["leniency"][&reviewer.reviewer])), "{}", reviewer.reviewer);
        assert!(reviewer.standard_error.as_deref().is_some_and(|error| error > "0.5"), "{reviewer:?}");
    }
    for proposal in &found.additive.proposals {
        assert_eq!(proposal.adjusted, Some(six(&expected["adjusted"][&proposal.proposal])), "{}", proposal.proposal);
        let number = |text: &Option<String>| text.as_deref().unwrap().parse::<f64>().unwrap();
        let shift = number(&proposal.adjusted) - number(&proposal.mean);
        assert!((number(&proposal.shift) - shift).abs() < 2e-6);
    }
}

#[test]
fn agreement_of_the_golden_round_is_reproduced() {
    let (expected, found) = golden_diagnostics();
    let found = found.reliability;
    assert_eq!(found.block.reviewers, ["R2", "R4", "R6", "R7"]);
    assert_eq!(found.icc11, Some(six(&expected["icc"]["icc11"])));
    assert_eq!(found.icc21, Some(six(&expected["icc"]["icc21"])));
    assert_eq!(found.icc2k, Some(six(&expected["icc"]["icc2k"])));
    assert_eq!(found.icc31, Some(six(&expected["icc"]["icc31"])));
    assert_eq!(found.kendall_w, Some(six(&expected["kendall_w"])));
    let alpha = found.krippendorff_alpha.unwrap();
    assert_eq!(&alpha[..7], &expected["kripp_alpha"].as_str().unwrap()[..7]);
}

#[test]
fn outliers_and_rank_ranges_of_the_golden_round_are_reproduced() {
    let (expected, found) = golden_diagnostics();
    let flagged: Vec<Value> = found.flagged.iter().map(|flag| json!([flag.proposal, flag.reviewer])).collect();
    assert_eq!(json!(flagged), expected["outliers"]);
    for (proposal, range) in expected["rank_ranges"].as_object().unwrap() {
        let row = found.pivot.ranges.iter().find(|row| row.proposal == *proposal).unwrap();
        assert_eq!(json!([row.best, row.worst]), *range, "{proposal}");
    }
    let unranked: Vec<_> = found.pivot.ranges.iter().filter(|row| row.rank.is_none()).map(|row| row.proposal.as_str()).collect();
    assert_eq!(unranked, ["P5"]);
}

/// Figures of the golden round from a separate reckoning in exact fractions: the full normal equations of the additive model,
/// and the error function of the C library.
#[test]
fn standard_errors_and_expected_ranks_of_the_golden_round_are_those_of_another_reckoning() {
    let (_, found) = golden_diagnostics();
    let errors: Vec<_> = found.additive.proposals.iter().map(|row| row.standard_error.as_deref().unwrap()).collect();
    assert_eq!(errors, ["0.979570", "1.083690", "1.214554", "0.979570", "1.378845"]);
    let leniency: Vec<_> = found.additive.reviewers.iter().take(3).map(|row| row.standard_error.as_deref().unwrap()).collect();
    assert_eq!(leniency, ["1.393910", "1.108838", "1.405846"]);
    let expected: Vec<_> = found.expected.iter().map(|row| (row.among, row.expected.as_deref().unwrap())).collect();
    assert_eq!(expected, [(5, "2.478972"), (5, "3.608899"), (5, "1.433346"), (5, "2.478972"), (5, "4.999811")]);
}

#[test]
fn the_golden_round_is_standardised_over_the_reviewers_with_a_scale_of_their_own() {
    let (_, found) = golden_diagnostics();
    let found = found.standardised;
    assert_eq!((found.mean.as_deref(), found.sd.as_deref()), (Some("84.344828"), Some("5.778815")));
    let usable: Vec<_> = found.reviewers.iter().filter(|row| row.usable).map(|row| row.reviewer.as_str()).collect();
    assert_eq!(usable, ["R2", "R4", "R6", "R7"]);
    let fifth = &found.reviewers[4];
    assert_eq!((fifth.n, fifth.mean.as_deref(), fifth.sd.as_deref()), (3, Some("90.333333"), Some("0.577350")));
    let means: Vec<_> = found.proposals.iter().map(|row| (row.n, row.mean.as_deref().unwrap())).collect();
    assert_eq!(means, [(4, "87.224213"), (4, "85.383771"), (4, "86.281400"), (4, "88.060962"), (4, "74.773792")]);
}

#[test]
fn larger_panels_of_the_golden_round_would_agree_better() {
    let (_, found) = golden_diagnostics();
    let planned: Vec<_> = found.reliability.planned.iter().map(|row| (row.reviewers, row.reliability.as_deref().unwrap())).collect();
    assert_eq!(planned, [(3, "0.754947"), (5, "0.836990"), (7, "0.877876")]);
}

#[test]
fn a_reviewer_learns_their_own_part_and_nothing_of_the_others() {
    let golden = golden();
    let all = diagnose(&golden, &first_two).unwrap();
    for leniency in &all.additive.reviewers {
        let mine = own(&golden, &leniency.reviewer).unwrap().unwrap();
        assert_eq!(&mine.leniency, leniency);
        let flagged: Vec<_> = all.flagged.iter().filter(|flag| flag.reviewer == leniency.reviewer).collect();
        assert_eq!(mine.flagged.len(), flagged.len());
        assert!(mine.flagged.iter().zip(flagged).all(|(own, all)| own.proposal == all.proposal && own.flags == all.flags));
        let text = serde_json::to_string(&mine).unwrap();
        let others = all.additive.reviewers.iter().filter(|other| other.reviewer != leniency.reviewer);
        assert!(others.into_iter().all(|other| !text.contains(&format!("\"{}\"", other.reviewer))), "{text}");
    }
    assert_eq!(own(&golden, "R99").unwrap(), None);
}

#[test]
fn a_reviewer_without_whom_others_would_be_funded_is_pivotal() {
    let (_, found) = golden_diagnostics();
    for without in &found.pivot.without {
        assert_eq!(without.pivotal, !without.gained.is_empty() || !without.lost.is_empty());
    }
    let grey: Vec<&str> = found.pivot.ranges.iter().filter(|row| row.grey).map(|row| row.proposal.as_str()).collect();
    assert!(found.pivot.without.iter().any(|without| without.pivotal));
    assert!(!grey.is_empty() && !grey.contains(&"P2"), "{grey:?}");
}

/// A round with one criterion from 0 to 100.
fn round(reviews: &[(String, String, u32)]) -> Value {
    let rows: Vec<Value> =
        reviews.iter().map(|(p, r, score)| json!({ "proposal": p, "reviewer": r, "scores": [score.to_string()] })).collect();
    json!({
        "criteria": [{ "code": "C", "weight_bp": 10000, "min": "0", "max": "100", "step": "1" }],
        "policy": { "trim_low": 1, "trim_high": 1, "min_n_for_trim": 5, "quorum": 1, "rank_dp": 2, "rounding": "half_up" },
        "written_scores": rows,
    })
}

fn review(proposal: &str, reviewer: &str, score: u32) -> (String, String, u32) {
    (proposal.to_owned(), reviewer.to_owned(), score)
}

#[test]
fn panels_that_share_no_reviewer_are_kept_apart() {
    let rows = [review("A", "R1", 80), review("A", "R2", 90), review("B", "R3", 10), review("B", "R4", 20)];
    let found = diagnose(&round(&rows), &first_two).unwrap().additive;
    assert_eq!(found.components, 2);
    let points: Vec<_> = found.reviewers.iter().map(|one| (one.component, one.points.as_deref().unwrap())).collect();
    assert_eq!(points, [(1, "-5.000000"), (1, "5.000000"), (2, "-5.000000"), (2, "5.000000")]);
    assert!(found.reviewers.iter().all(|one| one.standard_error.is_none()));
}

/// Two panels that share no reviewer, each of two proposals by three reviewers; the second scores everything 30 points lower.
#[test]
fn expected_ranks_are_places_within_what_can_be_compared() {
    let mut rows = Vec::new();
    for (offset, proposals, reviewers) in [(0, ["A", "B"], ["R1", "R2", "R3"]), (30, ["C", "D"], ["R4", "R5", "R6"])] {
        for (index, scores) in [[80, 84, 91], [70, 71, 77]].into_iter().enumerate() {
            rows.extend((0..3).map(|one| review(proposals[index], reviewers[one], scores[one] - offset)));
        }
    }
    let found = diagnose(&round(&rows), &first_two).unwrap();
    let places: Vec<_> = found.expected.iter().map(|row| (row.proposal.as_str(), row.component, row.among)).collect();
    assert_eq!(places, [("A", 1, 2), ("B", 1, 2), ("C", 2, 2), ("D", 2, 2)]);
    let expected: Vec<f64> = found.expected.iter().map(|row| row.expected.as_deref().unwrap().parse().unwrap()).collect();
    assert!((expected[0] + expected[1] - 3.0).abs() < 2e-6 && expected[0] < 1.01, "{expected:?}");
    assert_eq!(found.expected[0].expected, found.expected[2].expected);
    // With one review each there is no error to reckon with.
    let found = diagnose(&round(&[review("A", "R1", 80), review("B", "R1", 70)]), &first_two).unwrap();
    assert!(found.expected.iter().all(|row| row.expected.is_none() && row.among == 2));
}

#[test]
fn a_scale_needs_five_reviews_and_a_point_of_difference_and_stays_within_the_hundred() {
    let names = ["A", "B", "C", "D", "E"];
    let of =
        |reviewer: &str, scores: &[u32]| -> Vec<_> { names.iter().zip(scores).map(|(p, score)| review(p, reviewer, *score)).collect() };
    let mut rows = of("R1", &[80, 81, 82, 83, 84]);
    rows.extend(of("R2", &[80, 80, 80, 80, 81]));
    rows.extend(of("R3", &[10, 90, 10, 90]));
    rows.extend(of("R4", &[0, 0, 0, 0, 100]));
    let found = diagnose(&round(&rows), &first_two).unwrap().standardised;
    assert_eq!(found.reviewers.iter().map(|row| row.usable).collect::<Vec<_>>(), [true, false, false, true]);
    assert_eq!(found.reviewers[1].sd.as_deref(), Some("0.447214"));
    assert!(found.proposals.iter().all(|row| row.n == 2));
    // The one strong proposal of R4 would stand far above a hundred.
    let last: f64 = found.proposals[4].mean.as_deref().unwrap().parse().unwrap();
    assert!(last <= 100.0 && last > 95.0, "{last}");
    let alone = diagnose(&round(&[review("A", "R1", 80)]), &first_two).unwrap().standardised;
    assert_eq!((alone.mean.as_deref(), alone.sd, alone.proposals[0].mean.clone()), (Some("80.000000"), None, None));
}

#[test]
fn exactly_the_threshold_is_flagged_and_equal_totals_are_named() {
    let mut rows = Vec::new();
    for proposal in ["A", "B", "C"] {
        rows.extend([review(proposal, "R1", 95), review(proposal, "R2", 80), review(proposal, "R3", 80)]);
    }
    let found = diagnose(&round(&rows), &first_two).unwrap();
    assert!(found.flagged.iter().all(|flag| flag.reviewer == "R1" && flag.flags.contains(&Flag::FarFromOthers)));
    assert_eq!(found.flagged.len(), 3);
    let reasons: Vec<_> = found.flagged_reviewers.iter().map(|flag| (flag.reviewer.as_str(), flag.reason)).collect();
    assert_eq!(reasons, [("R1", "always_high"), ("R1", "no_differences"), ("R2", "no_differences"), ("R3", "no_differences")]);
}

#[test]
fn nothing_to_compare_gives_no_figures_and_no_fault() {
    let found = diagnose(&round(&[review("A", "R1", 80)]), &first_two).unwrap();
    let figures = [found.reliability.icc21, found.reliability.kendall_w, found.reliability.krippendorff_alpha];
    assert_eq!(figures, [None, None, None]);
    assert_eq!(found.additive.reviewers[0].points.as_deref(), Some("0.000000"));
}

proptest! {
    #[test]
    fn a_panel_that_follows_the_model_is_explained_by_it(
        quality in prop::collection::vec(30..70_u32, 2..6), bias in prop::collection::vec(0..15_u32, 2..6),
    ) {
        let mut rows = Vec::new();
        for (p, q) in quality.iter().enumerate() {
            for (r, b) in bias.iter().enumerate() {
                rows.push(review(&format!("P{p}"), &format!("R{r}"), q + b));
            }
        }
        let found = diagnose(&round(&rows), &first_two).unwrap();
        let middle = f64::from(bias.iter().sum::<u32>()) / f64::from(u32::try_from(bias.len()).unwrap());
        for (reviewer, b) in found.additive.reviewers.iter().zip(&bias) {
            let points: f64 = reviewer.points.as_deref().unwrap().parse().unwrap();
            prop_assert!((points - (f64::from(*b) - middle)).abs() < 1e-5);
        }
        prop_assert!(found.additive.proposals.iter().all(|row| row.shift.as_deref() == Some("0.000000")));
        // What the model explains wholly is ordered by quality alone; equals share their place.
        for (row, q) in found.expected.iter().zip(&quality) {
            let ahead = quality.iter().filter(|other| *other > q).count();
            let equal = quality.iter().filter(|other| *other == q).count() - 1;
            let place = f64::from(u32::try_from(2 * (1 + ahead) + equal).unwrap()) / 2.0;
            let expected: Option<f64> = row.expected.as_deref().map(|text| text.parse().unwrap());
            prop_assert!(expected.is_some_and(|expected| (expected - place).abs() < 1e-5), "{row:?} {place}");
        }
    }

    #[test]
    fn diagnostics_are_the_same_for_any_order_and_change_no_rank(
        scores in prop::collection::vec((0..4_u8, 0..5_u8, 0..=100_u32), 1..16), turn in 0..16_usize,
    ) {
        let mut seen = std::collections::BTreeMap::new();
        for (p, r, score) in scores {
            seen.insert((p, r), score);
        }
        let rows: Vec<_> = seen.into_iter().map(|((p, r), score)| review(&format!("P{p}"), &format!("R{r}"), score)).collect();
        let before = recompute(&round(&rows)).unwrap();
        let found = diagnose(&round(&rows), &first_two).unwrap();
        let mut turned = rows.clone();
        turned.rotate_left(turn % rows.len());
        prop_assert_eq!(&diagnose(&round(&turned), &first_two).unwrap(), &found);
        let order: Vec<_> = found.pivot.ranges.iter().filter(|row| row.rank.is_some()).map(|row| row.proposal.clone()).collect();
        let ranking = before["ranking"].as_array().unwrap().iter().map(|row| row[1].as_str().unwrap().to_owned());
        prop_assert_eq!(order, ranking.collect::<Vec<_>>());
        for component in 1..=found.additive.components {
            let places: Vec<f64> = found.expected.iter().filter(|row| row.component == component)
                .filter_map(|row| row.expected.as_deref()).map(|text| text.parse().unwrap()).collect();
            let n = f64::from(u32::try_from(places.len()).unwrap());
            prop_assert!((places.iter().sum::<f64>() - n * (n + 1.0) / 2.0).abs() < 1e-4, "{places:?}");
            prop_assert!(places.iter().all(|place| (1.0..=n).contains(place)));
        }
        for row in &found.standardised.proposals {
            let mean: Option<f64> = row.mean.as_deref().map(|text| text.parse().unwrap());
            prop_assert_eq!(mean.is_some(), row.n > 0);
            prop_assert!(mean.is_none_or(|mean| (0.0..=100.0).contains(&mean)));
        }
        for row in &found.pivot.ranges {
            prop_assert!(row.rank.is_none() || (row.best <= row.rank && row.rank <= row.worst));
        }
    }
}
