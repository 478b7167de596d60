//! How the reviews of a proposal become one figure: the scheme says by which rule, and the score sheet names it.

use serde_json::{Value, json};
use yichuang_tests::steps::{self, flat_scores};
use yichuang_tests::{Cast, World, on_both};

/// Five reviews of 50, 60, 75, 95 and 100 points under a scheme whose scoring is changed; the row of the result.
async fn judged(world: &World, scoring: Value) -> (Cast, String, Value) {
    let cast = Cast::new(world).await;
    let mut scheme = steps::scheme(world, steps::PRESET).await;
    scheme["budget"]["cap_per_project"] = json!("500000.00");
    for (key, value) in scoring.as_object().unwrap() {
        scheme["scoring"][key] = value.clone();
    }
    let round = steps::submitted_to(world, &cast, "100000.00", &scheme, &["20000.00"]).await;
    steps::screened(world, &cast, &round.call, &round.proposals).await;
    steps::started_review(&cast, &round.call).await;
    for (reviewer, points) in cast.reviewers.iter().zip(["7.5", "5", "10", "6", "9.5"]) {
        let assignment = steps::assignment(reviewer, &round.call, &round.proposals[0]).await;
        steps::scored(reviewer, &assignment, &flat_scores(points)).await;
    }
    let results = steps::sealed(&cast, &round.call, false).await;
    let row = results["rows"][0].clone();
    (cast, round.call, row)
}

fn kept_and_dropped(row: &Value) -> (usize, usize) {
    (row["kept"].as_array().unwrap().len(), row["dropped"].as_array().unwrap().len())
}

on_both! {
    async fn a_scheme_may_ask_for_the_median(world: World) {
        let (cast, call, row) = judged(&world, json!({ "aggregate": "median", "trim_low": 0, "trim_high": 0 })).await;
        assert_eq!((&row["exact"], &row["state"]), (&json!("75"), &json!("median")), "{row:#}");
        assert_eq!(kept_and_dropped(&row), (1, 4));
        // What was sealed says by which rule, and another person computes the same from it.
        assert_eq!(steps::verified_results(&cast, &call).await["run"]["state"], "verified");
        let policy = "SELECT COUNT(*) FROM result_runs WHERE input LIKE '%\"aggregate\":\"median\"%'";
        assert_eq!(world.number(policy).await, 1);
    }
}

on_both! {
    async fn a_scheme_may_ask_for_the_middle_of_all_pairs(world: World) {
        // Of the fifteen means 50, 55, 60, 62.5, 67.5, 72.5, 75, 75, 77.5, 80, 85, 87.5, 95, 97.5, 100 the eighth.
        let (_, _, row) = judged(&world, json!({ "aggregate": "hodges_lehmann", "trim_low": 0, "trim_high": 0 })).await;
        assert_eq!((&row["exact"], &row["state"]), (&json!("75"), &json!("hodges_lehmann")), "{row:#}");
        assert_eq!(kept_and_dropped(&row), (5, 0));
    }
}

on_both! {
    async fn a_scheme_may_drop_a_share_of_the_reviews(world: World) {
        // Two fifths at each end are two reviews of five; a fifth and a bit is one.
        let (_, _, row) = judged(&world, json!({ "trim_share_bp": 2_500, "trim_low": 0, "trim_high": 0 })).await;
        assert_eq!((&row["exact"], &row["state"]), (&json!("230/3"), &json!("trimmed")), "{row:#}");
        assert_eq!(kept_and_dropped(&row), (3, 2));
    }
}

on_both! {
    async fn two_rules_at_once_are_a_fault_of_the_scheme(world: World) {
        let cast = Cast::new(&world).await;
        let mut scheme = steps::scheme(&world, steps::PRESET).await;
        scheme["scoring"]["aggregate"] = json!("median");
        scheme["scoring"]["trim_share_bp"] = json!(1_500);
        let found = cast.officer.call(axum::http::Method::POST, "/schemes/check").no_key().json(json!({ "scheme": scheme })).send().await.ok();
        let faults: Vec<Value> = found["faults"].as_array().unwrap().iter().map(|one| one["pointer"].clone()).collect();
        assert_eq!(faults, ["/scoring/trim_low", "/scoring/trim_share_bp"]);
    }
}
