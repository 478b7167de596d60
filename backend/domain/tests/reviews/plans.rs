//! Awards from a ranking: the golden lines, the limits, ties, and the optimum against every set there is.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use yichuang_domain::money::Fen;
use yichuang_domain::reviews::{
    Cap, Contender, Fate, FundingMethod, FundingRules, PlanError, check_plan, funding_line_strict, lottery_commitment, lottery_group,
    lottery_order, lottery_seed, plan,
};

use super::golden::golden;

fn yuan(amount: i64) -> Fen {
    Fen::new(amount * 100).unwrap()
}

fn rules(method: FundingMethod, budget: i64) -> FundingRules {
    FundingRules { method, budget: yuan(budget), per_owner: 1, per_call: None, caps: BTreeMap::new(), least_share_bp: 5_000 }
}

fn contender(proposal: &str, amount: i64, shown: &str) -> Contender {
    Contender {
        proposal: proposal.to_owned(),
        owner: proposal.to_owned(),
        groups: Vec::new(),
        tie_group: None,
        passes: true,
        amount: yuan(amount),
        shown: shown.to_owned(),
    }
}

fn funded(ranked: &[Contender], rules: &FundingRules) -> Result<Vec<(String, i64)>, PlanError> {
    let shares = plan(ranked, &BTreeSet::new(), rules)?;
    let awards = shares.into_iter().filter(|share| share.fate == Fate::Recommend);
    Ok(awards.map(|share| (share.proposal, share.amount.get() / 100)).collect())
}

#[test]
fn the_lines_of_the_golden_round_are_reproduced() {
    let golden = golden();
    let ranked: Vec<Contender> = golden["expected"]["ranking"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            let id = row[1].as_str().unwrap();
            let shown = golden["expected"]["final"][id]["shown"].as_str().unwrap();
            contender(id, golden["input"]["requested_yuan"][id].as_i64().unwrap(), shown)
        })
        .collect();
    for (budget, expected) in golden["expected"]["funding"].as_object().unwrap() {
        for (key, method) in [("stop", FundingMethod::StrictRankStop), ("skip", FundingMethod::Skip), ("knap", FundingMethod::Optimum)] {
            let mut found: Vec<String> =
                funded(&ranked, &rules(method, budget.parse().unwrap())).unwrap().into_iter().map(|award| award.0).collect();
            let mut expected: Vec<String> = serde_json::from_value(expected[key].clone()).unwrap();
            found.sort();
            expected.sort();
            assert_eq!(found, expected, "{budget} {key}");
        }
    }
}

#[test]
fn the_lottery_of_the_golden_round_is_reproduced() {
    let expected = golden()["expected"]["lottery"].clone();
    let seed = lottery_seed("2026-GYCT-R1", "snapshot-demo", "ssq-2026100");
    assert_eq!(seed, expected["seed"]);
    let drawn = lottery_order(&seed, &["P4".to_owned(), "P1".to_owned()]);
    for (index, (member, ticket)) in drawn.iter().enumerate() {
        assert_eq!((&expected["order"][index], &expected["tickets"][member]), (&member.as_str().into(), &ticket.as_str().into()));
    }
    assert_ne!(lottery_commitment("a", "b", "c"), lottery_commitment("a", "b", "d"));
}

#[test]
fn what_is_left_goes_to_the_first_that_does_not_fit_only_if_it_helps() {
    let ranked = [contender("A", 300, "90"), contender("B", 400, "89"), contender("C", 100, "88")];
    let found = |budget| funded(&ranked, &rules(FundingMethod::Partial, budget)).unwrap();
    assert_eq!(found(500), [("A".to_owned(), 300), ("B".to_owned(), 200)]);
    assert_eq!(found(499), [("A".to_owned(), 300)]);
}

#[test]
fn limits_hold_under_every_method() {
    let mut ranked = [contender("A", 100, "90"), contender("B", 100, "89"), contender("C", 100, "88"), contender("D", 100, "70")];
    ranked[1].owner = "A".to_owned();
    ranked[3].passes = false;
    for index in [0, 2] {
        ranked[index].groups = vec!["category:elder".to_owned()];
    }
    for method in [FundingMethod::StrictRankStop, FundingMethod::Skip, FundingMethod::Partial, FundingMethod::Optimum] {
        let mut rules = rules(method, 1_000);
        let names = |rules: &FundingRules| funded(&ranked, rules).unwrap().into_iter().map(|award| award.0).collect::<String>();
        assert_eq!(names(&rules), "AC", "{method:?}");
        rules.caps.insert("category:elder".to_owned(), Cap { max_awards: None, max_amount: Some(yuan(150)) });
        let capped = if method == FundingMethod::Optimum { "BC" } else { "A" };
        // The optimum may give up a better rank for a higher sum; that is why it is never the default.
        assert_eq!(names(&rules), capped, "{method:?}");
        rules.per_call = Some(1);
        assert_eq!(names(&rules), "A", "{method:?}");
    }
}

#[test]
fn an_undecided_tie_is_refused_exactly_when_its_order_decides_about_money() {
    let mut ranked = [contender("A", 300, "90"), contender("B", 300, "80"), contender("C", 300, "80")];
    for row in &mut ranked[1..] {
        row.tie_group = Some(1);
    }
    for method in [FundingMethod::StrictRankStop, FundingMethod::Skip, FundingMethod::Optimum] {
        assert_eq!(funded(&ranked, &rules(method, 700)), Err(PlanError::Tie(1)), "{method:?}");
        assert_eq!(funded(&ranked, &rules(method, 900)).unwrap().len(), 3);
        assert_eq!(funded(&ranked, &rules(method, 500)).unwrap().len(), 1);
    }
    let decided: BTreeSet<String> = ["B".to_owned(), "C".to_owned()].into();
    assert_eq!(plan(&ranked, &decided, &rules(FundingMethod::StrictRankStop, 700)).unwrap()[1].fate, Fate::Recommend);
    assert_eq!(funded(&ranked, &rules(FundingMethod::Partial, 700)), Err(PlanError::Tie(1)));
}

#[test]
fn a_plan_that_breaks_a_limit_does_not_pass_the_check() {
    let ranked = [contender("A", 300, "90"), contender("B", 300, "80")];
    let strict = rules(FundingMethod::StrictRankStop, 600);
    let good = plan(&ranked, &BTreeSet::new(), &strict).unwrap();
    assert_eq!(check_plan(&ranked, &strict, &good), Ok(()));
    assert!(matches!(check_plan(&ranked, &rules(FundingMethod::StrictRankStop, 599), &good), Err(PlanError::Broken(_))));
    let mut more = good.clone();
    more[0].amount = yuan(301);
    assert!(matches!(check_plan(&ranked, &rules(FundingMethod::Skip, 1_000), &more), Err(PlanError::Broken(_))));
    assert!(matches!(check_plan(&ranked, &strict, &good[..1]), Err(PlanError::Broken(_))));
}

#[test]
fn many_equal_proposals_are_decided_quickly() {
    let mut ranked: Vec<Contender> =
        (0..60).map(|n| contender(&format!("P{n:02}"), 50_000, &format!("{}.{:02}", 90 - n / 4, n % 100))).collect();
    for (n, row) in ranked.iter_mut().enumerate() {
        row.groups = vec![format!("track:{}", n % 3)];
    }
    let mut rules = rules(FundingMethod::Optimum, 1_030_000);
    rules.caps.insert("track:0".to_owned(), Cap { max_awards: Some(5), max_amount: None });
    assert_eq!(funded(&ranked, &rules).unwrap().len(), 20);
}

/// A ranking without ties, with owners, a group and an own amount each.
fn any_ranking() -> impl Strategy<Value = Vec<Contender>> {
    prop::collection::vec((1..60_i64, 0..5_u8, 0..3_u8, any::<bool>(), 0..3_000_u32), 0..9).prop_map(|rows| {
        let mut scores: Vec<u32> = rows.iter().map(|row| row.4).collect();
        scores.sort_unstable_by(|a, b| b.cmp(a));
        let rows = rows.into_iter().zip(scores).enumerate();
        rows.map(|(n, ((amount, owner, group, passes, _), score))| Contender {
            owner: format!("o{owner}"),
            groups: vec![format!("g{group}")],
            passes,
            ..contender(&format!("P{n}"), amount, &format!("{}.{:02}", score / 100, score % 100))
        })
        .collect()
    })
}

fn any_rules(method: FundingMethod) -> impl Strategy<Value = FundingRules> {
    (0..200_i64, 1..3_u32, prop::option::of(0..5_u32), prop::option::of(0..3_u32), prop::option::of(1..80_i64)).prop_map(
        move |(budget, per_owner, per_call, max_awards, max_amount)| FundingRules {
            per_owner,
            per_call,
            caps: [("g1".to_owned(), Cap { max_awards, max_amount: max_amount.map(yuan) })].into(),
            ..rules(method, budget)
        },
    )
}

fn sum_of(ranked: &[Contender], chosen: impl Fn(usize) -> bool) -> (i64, i64) {
    let mut sum = (0, 0);
    for (n, one) in ranked.iter().enumerate().filter(|(n, _)| chosen(*n)) {
        sum.0 += one.shown.replace('.', "").parse::<i64>().unwrap();
        sum.1 -= one.amount.get();
        assert!(n < 64);
    }
    sum
}

proptest! {
    #[test]
    fn the_optimum_is_the_best_of_all_sets(ranked in any_ranking(), rules in any_rules(FundingMethod::Optimum)) {
        let found = plan(&ranked, &BTreeSet::new(), &rules).unwrap();
        let found = sum_of(&ranked, |n| found[n].fate == Fate::Recommend);
        let mut best = (0, 0);
        for set in 0..1_u32 << ranked.len() {
            let shares: Vec<_> = ranked.iter().enumerate().map(|(n, one)| {
                let mut share = plan(std::slice::from_ref(one), &BTreeSet::new(), &FundingRules { budget: Fen::ZERO, ..rules.clone() }).unwrap().remove(0);
                if set >> n & 1 == 1 {
                    share.fate = Fate::Recommend;
                    share.amount = one.amount;
                }
                share
            }).collect();
            if check_plan(&ranked, &rules, &shares).is_ok() {
                best = best.max(sum_of(&ranked, |n| set >> n & 1 == 1));
            }
        }
        prop_assert_eq!(found, best);
    }

    #[test]
    fn every_plan_holds_its_limits_and_the_strict_one_funds_a_prefix(
        ranked in any_ranking(), strict in any_rules(FundingMethod::StrictRankStop), method in prop::sample::select(vec![
            FundingMethod::StrictRankStop, FundingMethod::Skip, FundingMethod::Partial, FundingMethod::Optimum,
        ]),
    ) {
        let rules = FundingRules { method, ..strict.clone() };
        let shares = plan(&ranked, &BTreeSet::new(), &rules).unwrap();
        prop_assert_eq!(check_plan(&ranked, &rules, &shares), Ok(()));
        if method == FundingMethod::StrictRankStop {
            let first_left: Option<usize> = shares.iter().zip(&ranked).position(|(share, one)| {
                share.fate == Fate::Reserve && one.groups != ["g1"]
            });
            if let Some(left) = first_left.filter(|_| rules.per_call.is_none()) {
                prop_assert!(shares[left..].iter().all(|share| share.fate != Fate::Recommend));
            }
        }
    }

    #[test]
    fn without_limits_the_strict_plan_is_the_strict_line(ranked in any_ranking(), budget in 0..200_i64) {
        let free: Vec<Contender> =
            ranked.iter().map(|one| Contender { passes: true, owner: one.proposal.clone(), ..one.clone() }).collect();
        let asked: Vec<(String, Fen)> = free.iter().map(|one| (one.proposal.clone(), one.amount)).collect();
        let names: Vec<String> =
            funded(&free, &rules(FundingMethod::StrictRankStop, budget)).unwrap().into_iter().map(|award| award.0).collect();
        prop_assert_eq!(names, funding_line_strict(&asked, yuan(budget)).unwrap().selected);
    }

    #[test]
    fn a_tie_is_refused_where_the_strict_line_cuts_its_group(ranked in any_ranking(), budget in 0..200_i64, at in 0..9_usize, size in 2..4_usize) {
        let mut free: Vec<Contender> =
            ranked.iter().map(|one| Contender { passes: true, owner: one.proposal.clone(), ..one.clone() }).collect();
        for row in free.iter_mut().skip(at).take(size) {
            row.tie_group = Some(1);
        }
        if free.iter().filter(|row| row.tie_group.is_some()).count() < 2 {
            return Ok(());
        }
        let groups: Vec<(Option<u32>, Fen)> = free.iter().map(|one| (one.tie_group, one.amount)).collect();
        let cut = lottery_group(&groups, yuan(budget)).unwrap();
        let found = funded(&free, &rules(FundingMethod::StrictRankStop, budget));
        prop_assert_eq!(found.is_err(), cut.is_some());
    }
}
