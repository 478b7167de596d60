//! Scores, rubrics, rounding and aggregates, one rule at a time.

use yichuang_domain::reviews::{
    AggregateError, AggregatePolicy, AggregateState, Criterion, Exact, ExactError, Rounding, Rubric, Units, UnitsError, aggregate,
    round_key, round_once,
};

use super::golden::POLICY;

fn exact(text: &str) -> Exact {
    text.parse().unwrap()
}

fn units(text: &str) -> Units {
    Units::parse(text).unwrap()
}

fn criterion(code: &str, weight_bp: u32, min: &str, max: &str, step: &str) -> Criterion {
    let (min, max, step) = (units(min), units(max), units(step));
    Criterion { code: code.to_owned(), weight_bp, min, max, step, tie_order: None }
}

#[test]
fn a_score_is_read_as_hundredths_in_the_strict_grammar() {
    for (text, hundredths) in [("8.5", 850), ("8", 800), ("0.25", 25), ("-3", -300), ("0", 0)] {
        assert_eq!(units(text).get(), hundredths);
        assert_eq!(units(text).to_string(), text);
    }
    assert_eq!(units("8.50").to_string(), "8.5");
    for text in ["", "+8", "8.", ".5", "08", "8,5", "8e0", "８", " 8", "NaN"] {
        assert_eq!(Units::parse(text), Err(UnitsError::Form), "{text:?}");
    }
    assert_eq!(Units::parse("8.555"), Err(UnitsError::TooPrecise));
    assert_eq!(Units::parse("-0"), Err(UnitsError::NegativeZero));
    assert_eq!(Units::parse("1000000"), Err(UnitsError::OutOfRange));
    assert_eq!(serde_json::to_string(&units("8.5")).unwrap(), "\"8.5\"");
    assert!(serde_json::from_str::<Units>("8.5").is_err());
    assert_eq!(Units::new(i32::MAX), Err(UnitsError::OutOfRange));
}

#[test]
fn one_rounding_of_the_exact_value_differs_from_two() {
    assert_eq!(round_once(exact("84446/1000"), 1, Rounding::HalfUp).unwrap(), "84.4");
    assert_eq!(round_once(exact("84446/1000"), 2, Rounding::HalfUp).unwrap(), "84.45");
    assert_eq!(round_once(exact("8445/100"), 1, Rounding::HalfUp).unwrap(), "84.5");
    assert_eq!(round_once(exact("85675/1000"), 2, Rounding::HalfUp).unwrap(), "85.68");
}

#[test]
fn a_value_that_rounds_to_zero_shows_no_sign() {
    assert_eq!(round_once(exact("-1/200"), 2, Rounding::HalfEven).unwrap(), "0.00");
    assert_eq!(round_once(exact("-1/300"), 2, Rounding::HalfUp).unwrap(), "0.00");
    assert_eq!(round_once(exact("-1/200"), 2, Rounding::HalfUp).unwrap(), "-0.01");
    assert_eq!(round_once(exact("-5/2"), 0, Rounding::HalfUp).unwrap(), "-3");
    assert_eq!(round_once(exact("-5/2"), 0, Rounding::HalfEven).unwrap(), "-2");
}

#[test]
fn a_number_too_large_is_an_error_and_no_panic() {
    let huge = Exact::new(i128::MAX, 1).unwrap();
    assert_eq!(round_key(huge, 2, Rounding::HalfUp), Err(ExactError::Overflow));
    assert_eq!(huge.checked_add(Exact::whole(1)).unwrap_err(), ExactError::Overflow);
    assert_eq!(huge.checked_scale(2, 1).unwrap_err(), ExactError::Overflow);
    assert_eq!(round_key(Exact::whole(1), 10, Rounding::HalfUp), Err(ExactError::Overflow));
    assert_eq!(Exact::new(1, 0).unwrap_err(), ExactError::ZeroDenominator);
    assert_eq!(Exact::new(1, i128::MIN).unwrap_err(), ExactError::Overflow);
    assert_eq!(Exact::new(1, -2).unwrap(), exact("-1/2"));
    assert_eq!("1/2/3".parse::<Exact>().unwrap_err(), ExactError::Form);
    let (a, b) = (Exact::new(i128::MAX, i128::MAX - 1), Exact::new(i128::MAX - 1, i128::MAX - 2));
    assert!(a.unwrap() < b.unwrap());
    let (a, b) = (Exact::new(i128::MIN, 3).unwrap(), Exact::new(i128::MIN + 1, 3).unwrap());
    assert!(a < b && a.reduced() == a);
}

#[test]
fn an_additive_rubric_totals_to_the_plain_sum_of_points() {
    let rubric = Rubric::new(vec![
        criterion("need", 2_000, "0", "20", "1"),
        criterion("plan", 5_000, "0", "50", "0.5"),
        criterion("team", 3_000, "0", "30", "0.01"),
    ])
    .unwrap();
    let total = rubric.weighted_total(&[units("17"), units("41.5"), units("22.33")]).unwrap();
    assert_eq!(total.to_string(), "8083/100");
}

#[test]
fn the_total_counts_from_the_lowest_score_of_the_scale() {
    let rubric = Rubric::new(vec![criterion("a", 5_000, "1", "5", "1"), criterion("b", 5_000, "-2", "1", "1")]).unwrap();
    let total = |a: &str, b: &str| rubric.weighted_total(&[units(a), units(b)]).unwrap().to_string();
    assert_eq!(total("1", "-2"), "0");
    assert_eq!(total("5", "1"), "100");
    assert_eq!(total("2", "-1"), "175/6");
}

#[test]
fn a_rubric_names_every_fault_at_once() {
    let faults = Rubric::new(vec![
        criterion("a", 3_000, "0", "10", "3"),
        criterion("a", 3_000, "5", "5", "0"),
        criterion("", 10_001, "0", "10", "-1"),
    ])
    .unwrap_err();
    let found: Vec<(&str, &str)> = faults.iter().map(|fault| (fault.pointer.as_str(), fault.code.as_str())).collect();
    assert_eq!(
        found,
        [
            ("/criteria/0/step", "step_does_not_divide"),
            ("/criteria/1/max", "empty_range"),
            ("/criteria/1/step", "not_positive"),
            ("/criteria/1/code", "duplicate_criterion"),
            ("/criteria/2/code", "empty"),
            ("/criteria/2/weight_bp", "out_of_range"),
            ("/criteria/2/step", "not_positive"),
            ("/criteria", "sum_not_10000"),
        ]
    );
    assert_eq!(faults[7].actual.as_deref(), Some("16001"));
    assert!(Rubric::new(vec![]).is_err());
}

#[test]
fn ranges_without_a_manageable_common_multiple_are_refused() {
    let primes = ["9999.73", "9999.71", "9999.43", "9999.37", "9998.93"];
    let criteria = primes.iter().map(|max| criterion(max, 2_000, "0", max, "0.01")).collect();
    assert_eq!(Rubric::new(criteria).unwrap_err()[0].code, "overflow");
}

#[test]
fn scores_off_the_scale_are_named_one_by_one() {
    let rubric = Rubric::new(vec![criterion("a", 4_000, "0", "10", "0.5"), criterion("b", 6_000, "1", "5", "2")]).unwrap();
    let faults = rubric.weighted_total(&[units("10.5"), units("2")]).unwrap_err();
    let found: Vec<_> = faults.iter().map(|f| (f.pointer.as_str(), f.code.as_str())).collect();
    assert_eq!(found, [("/0", "out_of_range"), ("/1", "off_step")]);
    assert_eq!(faults[0].limit.as_deref(), Some("0..10"));
    let faults = rubric.weighted_total(&[units("10")]).unwrap_err();
    assert_eq!((faults[0].pointer.as_str(), faults[0].code.as_str()), ("", "score_count"));
}

#[test]
fn ties_are_broken_by_weight_then_tie_order_then_listing_and_never_by_an_advisory_criterion() {
    let mut criteria = vec![
        criterion("light", 1_000, "0", "10", "1"),
        criterion("advisory", 0, "0", "10", "1"),
        criterion("listed", 3_000, "0", "10", "1"),
        criterion("second", 3_000, "0", "10", "1"),
        criterion("first", 3_000, "0", "10", "1"),
    ];
    criteria[3].tie_order = Some(2);
    criteria[4].tie_order = Some(1);
    assert_eq!(Rubric::new(criteria).unwrap().tie_positions(), [4, 3, 2, 0]);
}

#[test]
fn too_few_reviews_for_the_drop_are_not_trimmed_even_if_the_policy_asks_for_it() {
    let policy = AggregatePolicy::trimmed(2, 2, 3, 1);
    let rated: Vec<(u32, Exact)> = (0..4).map(|i| (i, Exact::whole(i64::from(i)))).collect();
    let found = aggregate(&rated, &policy).unwrap();
    assert_eq!(found.state, AggregateState::UntrimmedSmallN);
    assert_eq!(found.value, Some(exact("3/2")));
    let policy = AggregatePolicy { quorum: 0, ..policy };
    let none = aggregate::<u32>(&[], &policy).unwrap();
    assert_eq!((none.state, none.value), (AggregateState::NoQuorum, None));
    let wild = AggregatePolicy { trim_low: usize::MAX, trim_high: usize::MAX, ..policy };
    assert!(aggregate(&rated, &wild).unwrap().dropped.is_empty());
}

#[test]
fn a_reviewer_counted_twice_is_refused() {
    let rated = [("R1", Exact::whole(1)), ("R2", Exact::whole(2)), ("R1", Exact::whole(3))];
    assert_eq!(aggregate(&rated, &POLICY), Err(AggregateError::RepeatedReviewer));
}
