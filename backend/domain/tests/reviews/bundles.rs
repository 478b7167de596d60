//! The published file: it holds as a whole, and whatever is changed in it is found.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use serde_json::{Value, json};
use yichuang_domain::money::Fen;
use yichuang_domain::reviews::{
    BundleDecision, BundleLottery, Contender, FundingMethod, FundingRules, bundle_sha256, lottery_commitment, lottery_order, lottery_seed,
    plan, recompute, verify_bundle,
};
use yichuang_domain::schemes::{canonical_json, sha256_hex};

fn digest(value: &Value) -> String {
    sha256_hex(canonical_json(value).as_bytes())
}

/// Three proposals scored by three reviewers; B and C are equal on every key.
fn input() -> Value {
    let mut rows = Vec::new();
    for (proposal, scores) in [("A", ["90", "91", "92"]), ("B", ["80", "81", "82"]), ("C", ["82", "81", "80"])] {
        for (reviewer, score) in ["R1", "R2", "R3"].iter().zip(scores) {
            rows.push(json!({ "proposal": proposal, "reviewer": reviewer, "scores": [score] }));
        }
    }
    json!({
        "criteria": [{ "code": "C", "weight_bp": 10000, "min": "0", "max": "100", "step": "1" }],
        "policy": { "trim_low": 1, "trim_high": 1, "min_n_for_trim": 5, "quorum": 2, "rank_dp": 2, "rounding": "half_up" },
        "written_scores": rows,
        "excluded": [],
        "requested_yuan": { "A": "300.00", "B": "300.00", "C": "300.00" },
    })
}

fn lottery(output_sha256: &str) -> BundleLottery {
    let mut lottery = BundleLottery {
        round: "YC2026-0001".to_owned(),
        tie_group: 1,
        members: vec!["B".to_owned(), "C".to_owned()],
        output_sha256: output_sha256.to_owned(),
        entropy_source: "双色球第2026100期".to_owned(),
        entropy_at: 2_000,
        committed_at: 1_000,
        commitment: String::new(),
        salt: "5a17".to_owned(),
        entropy: "03 08 11 17 25 31 + 09".to_owned(),
        drawn_at: 3_000,
        order: Vec::new(),
    };
    lottery.commitment = lottery_commitment(&lottery.round, &lottery.snapshot(), &lottery.salt);
    lottery.order = lottery_order(&lottery_seed(&lottery.round, &lottery.snapshot(), &lottery.entropy), &lottery.members);
    lottery
}

fn bundle_of(input: &Value, method: FundingMethod, deviation_reason: Option<&str>) -> Value {
    let output = recompute(input).unwrap();
    let lottery = lottery(&digest(&output));
    let names = ["A".to_owned()].into_iter().chain(lottery.order.iter().map(|row| row.0.clone()));
    let ranked: Vec<Contender> = names
        .map(|proposal| Contender {
            owner: format!("owner of {proposal}"),
            groups: Vec::new(),
            tie_group: (proposal != "A").then_some(1),
            passes: true,
            amount: Fen::parse("300.00").unwrap(),
            shown: output["final"][&proposal]["shown"].as_str().unwrap().to_owned(),
            proposal,
        })
        .collect();
    let rules = FundingRules {
        method,
        budget: Fen::parse("800.00").unwrap(),
        per_owner: 1,
        per_call: None,
        caps: BTreeMap::new(),
        least_share_bp: 5_000,
    };
    let decided: BTreeSet<String> = lottery.members.iter().cloned().collect();
    let shares = plan(&ranked, &decided, &rules).unwrap();
    let total = Fen::sum(shares.iter().map(|share| share.amount)).unwrap();
    let decision = BundleDecision { rules, ranked, decided, shares, total, deviation_reason: deviation_reason.map(str::to_owned) };
    sealed(json!({
        "format": "review-bundle/1",
        "call": "YC2026-0001",
        "results": {
            "input": input, "input_sha256": digest(input), "policy_sha256": digest(&input["policy"]),
            "output": output, "output_sha256": digest(&output),
        },
        "decision": decision,
        "lotteries": [lottery],
    }))
}

fn sealed(mut bundle: Value) -> Value {
    bundle["sha256"] = json!(bundle_sha256(&bundle));
    bundle
}

fn strict() -> Value {
    bundle_of(&input(), FundingMethod::StrictRankStop, None)
}

/// Changes one value, seals the file anew, and says where the check stops.
fn stops_at(pointer: &str, value: Value) -> (String, &'static str) {
    let mut bundle = strict();
    *bundle.pointer_mut(pointer).unwrap_or_else(|| panic!("nothing at {pointer}")) = value;
    let difference = verify_bundle(&sealed(bundle)).unwrap_err();
    (difference.pointer, difference.code)
}

#[test]
fn an_honest_file_is_recomputed_as_a_whole() {
    let checked = verify_bundle(&strict()).unwrap();
    assert_eq!((checked.reviews, checked.ranked, checked.awards, checked.lotteries), (9, 3, 2, 1));
}

#[test]
fn a_file_changed_after_it_was_sealed_is_refused_at_once() {
    let mut bundle = strict();
    bundle["call"] = json!("YC2026-0002");
    let difference = verify_bundle(&bundle).unwrap_err();
    assert_eq!((difference.pointer.as_str(), difference.code), ("/sha256", "hash"));
}

#[test]
fn the_first_thing_that_does_not_follow_is_named() {
    let at = |pointer: &str, value: Value| stops_at(pointer, value);
    assert_eq!(at("/results/input/written_scores/0/scores/0", json!("99")), ("/results/input_sha256".to_owned(), "hash"));
    assert_eq!(at("/results/output/final/A/shown", json!("91.01")), ("/results/output/final/A/shown".to_owned(), "result"));
    assert_eq!(at("/results/output/ranking/1/1", json!("C")), ("/results/output/ranking/1/1".to_owned(), "result"));
    assert_eq!(at("/lotteries/0/salt", json!("other")), ("/lotteries/0/commitment".to_owned(), "lottery"));
    assert_eq!(at("/lotteries/0/entropy", json!("other numbers, drawn again")).1, "lottery");
    assert_eq!(at("/lotteries/0/committed_at", json!(2_000)), ("/lotteries/0/entropy_at".to_owned(), "lottery"));
    assert_eq!(at("/lotteries/0/members", json!(["B"])), ("/lotteries/0/members".to_owned(), "lottery"));
    assert_eq!(at("/decision/shares/2/amount", json!("300.00")), ("/decision/shares/2/amount".to_owned(), "award"));
    assert_eq!(at("/decision/rules/budget", json!("900.00")).1, "award");
    assert_eq!(at("/decision/ranked/0/shown", json!("99.00")), ("/decision/ranked/0/shown".to_owned(), "result"));
    assert_eq!(at("/decision/ranked/1/tie_group", json!(null)), ("/decision/ranked/1/tie_group".to_owned(), "tie"));
    assert_eq!(at("/decision/total", json!("1.00")), ("/decision/total".to_owned(), "award"));
    assert_eq!(at("/format", json!("review-bundle/9")), ("/format".to_owned(), "format"));
    assert_eq!(at("/decision", json!(7)), ("/decision".to_owned(), "malformed"));
}

#[test]
fn a_tie_in_another_than_the_drawn_order_is_found() {
    let mut bundle = strict();
    bundle["decision"]["ranked"].as_array_mut().unwrap().swap(1, 2);
    let difference = verify_bundle(&sealed(bundle)).unwrap_err();
    assert_eq!((difference.pointer.as_str(), difference.code), ("/decision/ranked", "lottery"));
    let mut bundle = strict();
    bundle["decision"]["ranked"].as_array_mut().unwrap().swap(0, 1);
    assert_eq!(verify_bundle(&sealed(bundle)).unwrap_err().code, "order");
}

#[test]
fn awards_off_the_strict_order_need_a_reason() {
    let partial = |reason| verify_bundle(&bundle_of(&input(), FundingMethod::Partial, reason));
    let difference = partial(None).unwrap_err();
    assert_eq!((difference.pointer.as_str(), difference.code), ("/decision/deviation_reason", "reason"));
    assert_eq!(partial(Some("理事会决定以余款部分资助")).unwrap().awards, 3);
}

#[test]
fn an_undecided_tie_that_the_line_cuts_does_not_pass() {
    // Either the ranking's own order stands, and the line cuts the tie, or it does not, and the order is not explained.
    let (pointer, code) = stops_at("/decision/decided", json!([]));
    assert!(matches!((pointer.as_str(), code), ("/decision/shares", "award") | ("/decision/ranked/2", "order")), "{pointer} {code}");
}

proptest! {
    /// INV-05 and INV-10: the same rows in any order, with the rows that do not count removed or spoilt.
    #[test]
    fn results_do_not_depend_on_the_order_of_rows_nor_on_reviews_that_do_not_count(
        turn in 0..9_usize, out in 0..9_usize, spoilt in prop_oneof![Just(json!(["100"])), Just(json!(["no number"])), Just(Value::Null)],
    ) {
        let mut with = input();
        let mut row = with["written_scores"][out].clone();
        with["excluded"] = json!([{ "proposal": row["proposal"], "reviewer": row["reviewer"], "reason": "recused" }]);
        let mut without = with.clone();
        without["written_scores"].as_array_mut().unwrap().remove(out);
        row["scores"] = spoilt;
        with["written_scores"][out] = row;
        with["written_scores"].as_array_mut().unwrap().rotate_left(turn);
        let (with, without) = (recompute(&with).unwrap(), recompute(&without).unwrap());
        prop_assert_eq!(canonical_json(&with), canonical_json(&without));
        without["ranking"].as_array().unwrap();
    }
}
