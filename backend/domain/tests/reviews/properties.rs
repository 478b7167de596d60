//! The invariants, for any panel.

use num_rational::Ratio;
use proptest::prelude::*;
use serde_json::{Value, json};
use yichuang_domain::reviews::{
    AggregateMethod, AggregatePolicy, AggregateState, Candidate, Criterion, Exact, Rounding, Rubric, Units, aggregate, mean_of_units, rank,
    recompute, round_key, shortlist, stage_combine,
};

type Rational = Ratio<i128>;

fn units(hundredths: i32) -> Units {
    Units::new(hundredths).unwrap()
}

fn rational(exact: Exact) -> Rational {
    Rational::new(exact.num(), exact.den())
}

/// A rubric of 1 to 5 criteria on different scales, with the scores of up to `most` reviews.
fn any_panel(most: usize) -> impl Strategy<Value = (Vec<Criterion>, Vec<Vec<Units>>)> {
    let scale = (-5..5_i32, 1..12_i32, prop::sample::select(vec![25, 50, 100, 200]));
    let criteria = prop::collection::btree_set(1..10_000_u32, 0..5).prop_flat_map(move |cuts| {
        let bounds: Vec<u32> = cuts.into_iter().chain([10_000]).collect();
        let weights: Vec<u32> = bounds.iter().scan(0, |last, cut| Some(cut - std::mem::replace(last, *cut))).collect();
        prop::collection::vec(scale.clone(), weights.len()).prop_map(move |scales| {
            let rows = scales.into_iter().zip(&weights).enumerate();
            rows.map(|(index, ((min, steps, step), weight))| Criterion {
                code: format!("C{index}"),
                weight_bp: *weight,
                min: units(min * 100),
                max: units(min * 100 + steps * step),
                step: units(step),
                tie_order: None,
            })
            .collect::<Vec<_>>()
        })
    });
    criteria.prop_flat_map(move |criteria| {
        let row: Vec<_> = criteria
            .iter()
            .map(|c| {
                let (min, step) = (c.min.get(), c.step.get());
                (0..=(c.max.get() - min) / step).prop_map(move |k| units(min + k * step))
            })
            .collect();
        (Just(criteria), prop::collection::vec(row, 0..most))
    })
}

fn any_policy() -> impl Strategy<Value = AggregatePolicy> {
    let method = prop::sample::select(AggregateMethod::ALL);
    let share = prop::option::of(1..5_000_u32);
    ((0..3_usize, 0..3_usize, 0..8_usize, 1..4_usize), method, share).prop_map(|((low, high, least, quorum), method, trim_share_bp)| {
        AggregatePolicy { method, trim_share_bp, ..AggregatePolicy::trimmed(low, high, least, quorum) }
    })
}

fn any_rated(most: usize) -> impl Strategy<Value = Vec<(usize, Exact)>> {
    prop::collection::vec(0..=20_i64, 0..most).prop_map(|totals| totals.into_iter().map(|t| Exact::whole(t * 5)).enumerate().collect())
}

/// A round in JSON with up to 6 proposals and 8 reviewers, and as many exclusions as it likes.
fn any_round() -> impl Strategy<Value = (Value, Vec<(usize, usize)>)> {
    any_panel(2).prop_flat_map(|(criteria, _)| {
        let count = criteria.len();
        let review = prop::collection::vec(0..1_000_i32, count);
        let reviews = prop::collection::btree_map((0..6_usize, 0..8_usize), review, 0..48);
        let excluded = prop::collection::vec((0..6_usize, 0..8_usize), 0..6);
        (Just(criteria), reviews, excluded, 1..6_u64).prop_map(|(criteria, reviews, excluded, places)| {
            let rows: Vec<Value> = reviews
                .into_iter()
                .map(|((proposal, reviewer), ks)| {
                    let scores: Vec<Units> = ks
                        .iter()
                        .zip(&criteria)
                        .map(|(k, c)| {
                            let steps = (c.max.get() - c.min.get()) / c.step.get();
                            units(c.min.get() + k % (steps + 1) * c.step.get())
                        })
                        .collect();
                    json!({"proposal": format!("P{proposal}"), "reviewer": format!("R{reviewer}"), "scores": scores})
                })
                .collect();
            let input = json!({
                "criteria": criteria,
                "policy": {
                    "trim_low": 1, "trim_high": 1, "min_n_for_trim": 5, "quorum": 3,
                    "rank_dp": 2, "rounding": "half_up", "shortlist": places,
                    "stage_weights_bp": {"written": 10_000},
                },
                "written_scores": rows,
                "requested_yuan": {"P0": 1, "P1": 1, "P2": 2, "P3": 2, "P4": 3, "P5": 3},
            });
            (input, excluded)
        })
    })
}

/// A1, A2 and the tie chain written a second time, plainly, with a rational number library.
fn naive_aggregate(totals: &[(usize, Rational)], policy: &AggregatePolicy) -> Option<Rational> {
    if totals.len() < policy.quorum {
        return None;
    }
    let mut values: Vec<Rational> = totals.iter().map(|row| row.1).collect();
    values.sort();
    let n = values.len();
    let two = Rational::from_integer(2);
    if policy.method == AggregateMethod::HodgesLehmann {
        values = (0..n).flat_map(|i| (i..n).map(move |j| (i, j))).map(|(i, j)| (values[i] + values[j]) / two).collect();
        values.sort();
    }
    if policy.method != AggregateMethod::TrimmedMean {
        while values.len() > 2 {
            values.pop();
            values.remove(0);
        }
        let count = i128::try_from(values.len()).unwrap();
        return Some(values.into_iter().fold(Rational::from_integer(0), |a, b| a + b) / Rational::from_integer(count));
    }
    let each = policy.trim_share_bp.map(|share| n * usize::try_from(share).unwrap() / 10_000);
    let (low, high) = each.map_or((policy.trim_low, policy.trim_high), |each| (each, each));
    if n >= policy.min_n_for_trim.max(low + high + 1) {
        values.truncate(n - high);
        values.drain(..low);
    }
    let count = Rational::from_integer(i128::try_from(values.len()).unwrap());
    Some(values.into_iter().fold(Rational::from_integer(0), |a, b| a + b) / count)
}

proptest! {
    #[test]
    fn a_total_is_the_weighted_sum_of_its_shares_of_each_scale((criteria, reviews) in any_panel(6)) {
        let rubric = Rubric::new(criteria.clone()).unwrap();
        for scores in reviews {
            let expected = criteria.iter().zip(&scores).fold(Rational::from_integer(0), |sum, (c, x)| {
                let share = Rational::new(
                    i128::from(x.get() - c.min.get()),
                    i128::from(c.max.get() - c.min.get()),
                );
                sum + share * Rational::new(i128::from(c.weight_bp), 100)
            });
            let total = rubric.weighted_total(&scores).unwrap();
            prop_assert_eq!(rational(total), expected);
            prop_assert!(Exact::ZERO <= total && total <= Exact::whole(100));
        }
    }

    #[test]
    fn an_aggregate_is_what_its_rule_makes_of_what_is_left(rated in any_rated(10), policy in any_policy()) {
        let found = aggregate(&rated, &policy).unwrap();
        let plain: Vec<(usize, Rational)> = rated.iter().map(|(id, t)| (*id, rational(*t))).collect();
        prop_assert_eq!(found.value.map(rational), naive_aggregate(&plain, &policy));
        // INV-12: kept and dropped are everyone, once; INV-32: no quorum has no value.
        let mut all: Vec<usize> = found.kept.iter().chain(&found.dropped).copied().collect();
        all.sort_unstable();
        prop_assert_eq!(all, (0..rated.len()).collect::<Vec<_>>());
        prop_assert_eq!(found.value.is_none(), found.state == AggregateState::NoQuorum);
        prop_assert!(found.kept.is_sorted() && found.dropped.is_sorted());
    }

    #[test]
    fn inv_10_the_order_of_the_reviews_changes_nothing(
        (rated, shuffled) in any_rated(10).prop_flat_map(|rated| (Just(rated.clone()), Just(rated).prop_shuffle())),
        policy in any_policy(),
    ) {
        prop_assert_eq!(aggregate(&rated, &policy), aggregate(&shuffled, &policy));
    }

    #[test]
    fn inv_10_the_order_of_rows_and_candidates_changes_nothing(
        (round, turn) in (any_round(), 0..48_usize),
    ) {
        let (round, _) = round;
        let mut other = round.clone();
        let rows = other["written_scores"].as_array_mut().unwrap();
        if !rows.is_empty() {
            let by = turn % rows.len();
            rows.rotate_left(by);
            rows[by..].reverse();
        }
        prop_assert_eq!(recompute(&round), recompute(&other));
    }

    #[test]
    fn inv_05_an_excluded_review_has_no_influence((round, excluded) in any_round()) {
        let is_excluded = |row: &Value| excluded.iter().any(|(p, r)| {
            row["proposal"] == format!("P{p}") && row["reviewer"] == format!("R{r}")
        });
        let mut marked = round.clone();
        marked["excluded"] = excluded
            .iter()
            .map(|(p, r)| json!({"proposal": format!("P{p}"), "reviewer": format!("R{r}"), "reason": "recused"}))
            .collect();
        let mut removed = round;
        removed["written_scores"].as_array_mut().unwrap().retain(|row| !is_excluded(row));
        let (marked, removed) = (recompute(&marked).unwrap(), recompute(&removed).unwrap());
        prop_assert_eq!(marked.to_string(), removed.to_string());
    }

    #[test]
    fn inv_11_the_criterion_means_over_the_kept_recompose_the_aggregate(
        (criteria, reviews) in any_panel(9),
        // The middle of all pairs is no mean of reviews.
        policy in any_policy().prop_filter("a mean", |policy| policy.method != AggregateMethod::HodgesLehmann),
    ) {
        let rubric = Rubric::new(criteria.clone()).unwrap();
        let rated: Vec<(usize, Exact)> = reviews
            .iter()
            .map(|scores| rubric.weighted_total(scores).unwrap())
            .enumerate()
            .collect();
        let found = aggregate(&rated, &policy).unwrap();
        let Some(value) = found.value else { return Ok(()) };
        let mut recomposed = Rational::from_integer(0);
        for (index, c) in criteria.iter().enumerate() {
            let mean = mean_of_units(found.kept.iter().map(|id| reviews[*id][index])).unwrap();
            let range = Rational::new(i128::from(c.max.get() - c.min.get()), 100);
            let above = rational(mean) - rational(c.min.points());
            recomposed += above / range * Rational::new(i128::from(c.weight_bp), 100);
        }
        prop_assert_eq!(recomposed, rational(value));
    }

    #[test]
    fn inv_13_an_aggregate_lies_within_the_kept_and_rises_with_them(
        rated in any_rated(10),
        policy in any_policy(),
        which in any::<prop::sample::Index>(),
        more in 1..50_i64,
    ) {
        let found = aggregate(&rated, &policy).unwrap();
        let Some(value) = found.value else { return Ok(()) };
        let kept = || found.kept.iter().map(|id| rated[*id].1);
        prop_assert!(kept().min().unwrap() <= value && value <= kept().max().unwrap());
        let mut raised = rated.clone();
        let index = which.index(rated.len());
        raised[index].1 = raised[index].1.checked_add(Exact::whole(more)).unwrap();
        let after = aggregate(&raised, &policy).unwrap();
        prop_assert!(after.value.unwrap() >= value);
    }

    #[test]
    fn inv_14_the_value_does_not_depend_on_the_names_of_the_reviewers(
        (rated, names) in any_rated(10).prop_flat_map(|rated| {
            let names: Vec<usize> = (0..rated.len()).collect();
            (Just(rated), Just(names).prop_shuffle())
        }),
        policy in any_policy(),
    ) {
        let renamed: Vec<(usize, Exact)> =
            rated.iter().map(|(id, total)| (names[*id], *total)).collect();
        let (a, b) = (aggregate(&rated, &policy).unwrap(), aggregate(&renamed, &policy).unwrap());
        prop_assert_eq!((a.value, a.state, a.n), (b.value, b.state, b.n));
    }

    #[test]
    fn stages_of_one_value_combine_to_that_value(num in 0..100_000_i128, den in 1..1_000_i128, weight in 0..=10_000_u32) {
        let value = Exact::new(num, den).unwrap();
        let combined = stage_combine(&[(weight, value), (10_000 - weight, value)]).unwrap();
        prop_assert_eq!(combined, value);
    }

    #[test]
    fn inv_16_a_tie_group_is_exactly_the_proposals_equal_on_every_key(
        rows in prop::collection::vec((0..2_i64, 0..2_i64, 0..2_i64, 1..3_i64), 0..12),
    ) {
        let candidates: Vec<Candidate> = rows.iter().enumerate().map(|(i, row)| Candidate {
            id: format!("P{i:02}"),
            score: Exact::whole(row.0),
            defence: Some(Exact::whole(row.1)),
            criterion_means: vec![("C1".to_owned(), Exact::whole(row.2))],
            request: Some(yichuang_domain::money::Fen::new(row.3).unwrap()),
        }).collect();
        let ranked = rank(&candidates, 2, Rounding::HalfUp).unwrap();
        let keys = |id: &str| rows[id[1..].parse::<usize>().unwrap()];
        for (i, a) in ranked.iter().enumerate() {
            prop_assert_eq!(a.rank, i + 1);
            let order = |k: (i64, i64, i64, i64)| (k.0, k.1, k.2, -k.3);
            for b in &ranked[i + 1..] {
                prop_assert!(order(keys(&a.id)) >= order(keys(&b.id)));
                let same_group = a.tie_group.is_some() && a.tie_group == b.tie_group;
                prop_assert_eq!(same_group, keys(&a.id) == keys(&b.id));
            }
        }
    }

    #[test]
    fn nobody_outside_the_shortlist_is_as_good_as_anybody_on_it(
        rows in prop::collection::vec(0..40_i128, 0..15),
        places in 0..15_usize,
    ) {
        let rows: Vec<(usize, Exact)> =
            rows.iter().map(|n| Exact::new(*n, 3).unwrap()).enumerate().collect();
        let listed = shortlist(&rows, places, 0, Rounding::HalfUp).unwrap();
        let key = |id: usize| round_key(rows[id].1, 0, Rounding::HalfUp).unwrap();
        prop_assert!(listed.len() >= places.min(rows.len()));
        for (id, _) in rows.iter().filter(|(id, _)| !listed.contains(id)) {
            prop_assert!(listed.iter().all(|on| key(*on) > key(*id)));
        }
        let worst = listed.iter().map(|id| key(*id)).min();
        let above = listed.iter().filter(|id| Some(key(**id)) > worst).count();
        prop_assert!(above < places.max(1), "only ties at the cut exceed the places");
    }
}
