//! What `recompute` refuses, and the rounds it accepts besides the golden one.

use serde_json::{Value, json};
use yichuang_domain::reviews::recompute;

use super::golden::golden;

fn found(document: &Value) -> Vec<(String, String)> {
    recompute(document).unwrap_err().into_iter().map(|fault| (fault.pointer, fault.code)).collect()
}

fn fault(pointer: &str, code: &str) -> (String, String) {
    (pointer.to_owned(), code.to_owned())
}

/// A round of one stage with one criterion and these reviews of proposals by reviewers.
fn one_stage(reviews: &[(&str, &str, &str)]) -> Value {
    let rows: Vec<Value> =
        reviews.iter().map(|(proposal, reviewer, score)| json!({"proposal": proposal, "reviewer": reviewer, "scores": [score]})).collect();
    json!({
        "criteria": [{"code": "C", "weight_bp": 10000, "min": "0", "max": "100", "step": "1"}],
        "policy": {
            "trim_low": 1, "trim_high": 1, "min_n_for_trim": 5, "quorum": 2, "rank_dp": 2,
            "rounding": "half_up", "stage_weights_bp": {"written": 10000},
        },
        "written_scores": rows,
    })
}

#[test]
fn a_round_of_one_stage_is_ranked_by_its_written_aggregate() {
    let mut round = one_stage(&[("A", "R1", "80"), ("A", "R2", "81"), ("B", "R1", "90"), ("B", "R2", "85")]);
    let expected = json!({
        "totals": {"A/R1": "80", "A/R2": "81", "B/R1": "90", "B/R2": "85"},
        "written": {
            "A": {"n": 2, "state": "untrimmed_small_n", "exact": "161/2", "shown": "80.50",
                  "shown_half_even": "80.50", "kept": ["R1", "R2"], "dropped": []},
            "B": {"n": 2, "state": "untrimmed_small_n", "exact": "175/2", "shown": "87.50",
                  "shown_half_even": "87.50", "kept": ["R1", "R2"], "dropped": []},
        },
        "shortlist": ["A", "B"],
        "defence": {},
        "final": {"A": {"exact": "161/2", "shown": "80.50"}, "B": {"exact": "175/2", "shown": "87.50"}},
        "ranking": [[1, "B", "score"], [2, "A", "score"]],
    });
    assert_eq!(recompute(&round), Ok(expected.clone()));
    for weights in [json!({"written": 10000, "defence": 0}), Value::Null] {
        round["policy"]["stage_weights_bp"] = weights;
        if round["policy"]["stage_weights_bp"].is_null() {
            round["policy"].as_object_mut().unwrap().remove("stage_weights_bp");
        }
        assert_eq!(recompute(&round), Ok(expected.clone()));
    }
}

#[test]
fn proposals_equal_on_every_key_wait_for_a_lottery() {
    let round = one_stage(&[("B", "R1", "80"), ("B", "R2", "80"), ("A", "R1", "79"), ("A", "R2", "81")]);
    let ranking = recompute(&round).unwrap()["ranking"].take();
    assert_eq!(ranking, json!([[1, "A", "score"], [2, "B", "LOTTERY"]]));
}

#[test]
fn a_proposal_without_a_quorum_has_no_value_and_no_rank() {
    let mut round = one_stage(&[("A", "R2", "80"), ("B", "R1", "90"), ("B", "R2", "85")]);
    round["excluded"] = json!([{"proposal": "C", "reviewer": "R1", "reason": "recused"}]);
    let out = recompute(&round).unwrap();
    let none = json!({"n": 1, "state": "no_quorum", "exact": null, "shown": null,
                      "shown_half_even": null, "kept": ["R2"], "dropped": []});
    assert_eq!(out["written"]["A"], none);
    assert_eq!(out["written"]["C"]["n"], 0);
    assert_eq!(out["shortlist"], json!(["B"]));
    assert_eq!(out["ranking"], json!([[1, "B", "score"]]));
}

#[test]
fn a_shortlisted_proposal_without_a_quorum_at_the_defence_has_no_rank() {
    let mut golden = golden();
    golden["input"]["defence_scores"]["P1"] = json!({"D1": "99", "D2": "99"});
    let out = recompute(&golden).unwrap();
    assert_eq!(out["defence"]["P1"], json!({"n": 2, "state": "no_quorum", "exact": null}));
    assert_eq!(out["final"].get("P1"), None);
    assert_eq!(out["ranking"][0][1], "P3");
    assert_eq!(out["ranking"].as_array().unwrap().len(), 3);
}

#[test]
fn the_policy_decides_how_shown_values_are_rounded() {
    let mut golden = golden();
    golden["input"]["policy"]["rounding"] = json!("half_even");
    assert_eq!(recompute(&golden).unwrap()["written"]["P2"]["shown"], "83.62");
    golden["input"]["policy"]["rank_dp"] = json!(0);
    assert_eq!(recompute(&golden).unwrap()["written"]["P2"]["shown"], "84");
}

#[test]
fn every_fault_of_an_input_is_named_at_once() {
    let mut golden = golden();
    let input = &mut golden["input"];
    input["criteria"][1]["weight_bp"] = json!(2_999);
    input["policy"]["stage_weights_bp"]["defence"] = json!(4_001);
    input["policy"]["rounding"] = json!("bankers");
    input["policy"]["quorum"] = json!(0);
    input["written_scores"][0]["scores"][2] = json!(9);
    input["written_scores"][1]["scores"][0] = json!("9.0.0");
    input["written_scores"][3]["reviewer"] = json!("");
    input["written_scores"][6]["reviewer"] = json!("R6");
    input["defence_scores"]["P1"]["D1"] = json!("100.01");
    input["defence_scores"]["P9"] = json!({});
    input["requested_yuan"]["P1"] = json!(0.5);
    assert_eq!(
        found(&golden),
        [
            fault("/input/criteria", "sum_not_10000"),
            fault("/input/policy/quorum", "out_of_range"),
            fault("/input/policy/rounding", "unknown_value"),
            fault("/input/policy/stage_weights_bp", "sum_not_10000"),
            fault("/input/written_scores/0/scores/2", "wrong_type"),
            fault("/input/written_scores/1/scores/0", "form"),
            fault("/input/written_scores/3/reviewer", "empty"),
            fault("/input/written_scores/6", "duplicate_review"),
            fault("/input/requested_yuan/P1", "wrong_type"),
            fault("/input/defence_scores/P1/D1", "out_of_range"),
            fault("/input/defence_scores/P9", "unknown_proposal"),
        ]
    );
}

#[test]
fn scores_off_the_rubric_are_named_with_limit_and_actual_value() {
    let mut golden = golden();
    let rows = &mut golden["input"]["written_scores"];
    rows[0]["scores"][0] = json!("10.5");
    rows[1]["scores"][1] = json!("8.25");
    rows[2]["scores"] = json!(["1", "2", "3"]);
    let faults = recompute(&golden).unwrap_err();
    let seen: Vec<_> = faults.iter().map(|f| (f.pointer.as_str(), f.code.as_str(), f.limit.as_deref(), f.actual.as_deref())).collect();
    assert_eq!(
        seen,
        [
            ("/input/written_scores/0/scores/0", "out_of_range", Some("0..10"), Some("10.5")),
            ("/input/written_scores/1/scores/1", "off_step", Some("0.5"), Some("8.25")),
            ("/input/written_scores/2/scores", "score_count", Some("4"), Some("3")),
        ]
    );
}

#[test]
fn a_number_where_a_string_is_expected_says_so() {
    let mut round = one_stage(&[("A", "R1", "80")]);
    round["written_scores"][0]["scores"][0] = json!(80);
    let faults = recompute(&round).unwrap_err();
    assert_eq!(faults[0].pointer, "/written_scores/0/scores/0");
    assert_eq!(faults[0].detail, "expected string, found number");
}

#[test]
fn an_input_without_its_parts_names_each_of_them() {
    assert_eq!(found(&json!({})), [fault("/criteria", "missing"), fault("/policy", "missing"), fault("/written_scores", "missing"),]);
    assert_eq!(found(&json!([])), [fault("", "wrong_type")]);
    assert_eq!(found(&json!({"input": 3})), [fault("/input", "wrong_type")]);
    let policy = found(&json!({"criteria": [], "policy": {}, "written_scores": []}));
    assert!(policy.contains(&fault("/policy/rank_dp", "missing")));
    assert!(policy.contains(&fault("/criteria", "sum_not_10000")));
}

#[test]
fn a_stage_has_scores_if_and_only_if_it_has_a_weight() {
    let mut golden = golden();
    golden["input"]["policy"]["stage_weights_bp"] = json!({"written": 10000});
    assert_eq!(found(&golden), [fault("/input/policy/stage_weights_bp/defence", "missing")]);
    golden["input"]["policy"]["stage_weights_bp"] = json!({"written": 6000, "defence": 4000, "visit": 0});
    golden["input"]["defence_scores"] = json!({});
    assert_eq!(
        found(&golden),
        [
            fault("/input/policy/stage_weights_bp/visit", "unknown_stage"),
            fault("/input/policy/stage_weights_bp/defence", "stage_without_scores"),
        ]
    );
}

#[test]
fn names_that_would_be_shown_alike_are_refused() {
    let round = one_stage(&[("a/b", "c", "80"), ("a", "b/c", "80")]);
    assert_eq!(found(&round), [fault("/written_scores/1", "duplicate_review")]);
}

#[test]
fn a_tie_with_an_unknown_request_asks_for_the_request() {
    let mut round = one_stage(&[("A", "R1", "80"), ("A", "R2", "80"), ("B", "R1", "80"), ("B", "R2", "80")]);
    round["requested_yuan"] = json!({"A": 300_000});
    assert_eq!(found(&round), [fault("/requested_yuan/B", "missing_request")]);
    round["requested_yuan"]["B"] = json!("299999.99");
    let ranking = recompute(&round).unwrap()["ranking"].take();
    assert_eq!(ranking, json!([[1, "B", "score"], [2, "A", "tie-break: lower ask"]]));
    round["policy"]["tie_lower_ask"] = json!(false);
    let ranking = recompute(&round).unwrap()["ranking"].take();
    assert_eq!(ranking, json!([[1, "A", "score"], [2, "B", "LOTTERY"]]));
}

#[test]
fn an_unfinished_draft_that_is_excluded_is_not_even_looked_at() {
    let mut golden = golden();
    let rows = golden["input"]["written_scores"].as_array_mut().unwrap();
    rows.push(json!({"proposal": "P3", "reviewer": "R5", "scores": ["9", null]}));
    let found = recompute(&golden).unwrap();
    assert_eq!(found["written"], golden["expected"]["written"]);
}

#[test]
fn a_jury_is_counted_with_the_weight_of_its_scheme_and_not_otherwise() {
    let mut round = one_stage(&[("A", "R1", "80"), ("A", "R2", "80"), ("B", "R1", "90"), ("B", "R2", "90")]);
    let before = recompute(&round).unwrap();
    assert!(before.get("public_jury").is_none(), "a round without a jury says nothing of one");
    round["policy"]["stage_weights_bp"] = json!({"written": 8000, "public_jury": 2000});
    assert_eq!(found(&round), [fault("/policy/stage_weights_bp/public_jury", "stage_without_scores")]);
    round["public_jury"] = json!({
        "A": {"ballots": 3, "points": "200"}, "Z": {"ballots": 1, "points": "50"}, "B": {"ballots": 2, "points": "200.01"},
    });
    assert_eq!(found(&round), [fault("/public_jury/B/points", "out_of_range"), fault("/public_jury/Z", "unknown_proposal")]);
    round["public_jury"] = json!({"A": {"ballots": 3, "points": "200"}, "B": {"ballots": 0, "points": "0"}});
    let output = recompute(&round).unwrap();
    // 80 of the panel and 200/3 of the jury at 80 to 20; nobody voted about B, which has no result.
    assert_eq!(output["final"], json!({"A": {"exact": "232/3", "shown": "77.33"}}));
    assert_eq!(output["public_jury"]["A"], json!({"ballots": 3, "points": "200", "exact": "200/3"}));
    assert_eq!(output["public_jury"]["B"]["exact"], json!(null));
    // Site visits beside it: 80, 200/3 and 90 at 60 to 20 to 20.
    round["policy"]["stage_weights_bp"] = json!({"written": 6000, "public_jury": 2000, "site_visit": 2000});
    assert_eq!(found(&round), [fault("/policy/stage_weights_bp/site_visit", "stage_without_scores")]);
    round["site_visit"] = json!({"A": {"ballots": 3, "points": "270"}, "B": {"ballots": 3, "points": "300"}});
    let output = recompute(&round).unwrap();
    assert_eq!(output["final"], json!({"A": {"exact": "238/3", "shown": "79.33"}}));
    assert_eq!(output["site_visit"]["B"], json!({"ballots": 3, "points": "300", "exact": "100"}));
    round["policy"]["stage_weights_bp"]["interview"] = json!(0);
    assert_eq!(found(&round), [fault("/policy/stage_weights_bp/interview", "unknown_stage")]);
    round.as_object_mut().unwrap().remove("site_visit");
    round["policy"].as_object_mut().unwrap().remove("stage_weights_bp");
    assert_eq!(found(&round), [fault("/policy/stage_weights_bp", "missing")]);
}
