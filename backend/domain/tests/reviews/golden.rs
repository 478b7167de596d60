//! The golden round: every expected figure to the last digit.

use serde_json::{Value, json};
use yichuang_domain::money::Fen;
use yichuang_domain::reviews::{AggregatePolicy, Exact, Rounding, aggregate, funding_line_strict, recompute, round_once};

pub(crate) fn golden() -> Value {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/data/golden/review_golden.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

pub(crate) const POLICY: AggregatePolicy = AggregatePolicy::trimmed(1, 1, 5, 3);

#[test]
fn the_golden_round_is_reproduced_in_every_figure() {
    let golden = golden();
    let found = recompute(&golden).unwrap();
    for key in ["totals", "written", "shortlist", "defence", "final", "ranking"] {
        assert_eq!(found[key], golden["expected"][key], "{key}");
    }
    assert_eq!(found.as_object().unwrap().len(), 6);
}

#[test]
fn the_input_object_alone_gives_the_same_as_the_whole_document() {
    let golden = golden();
    assert_eq!(recompute(&golden["input"]), recompute(&golden));
}

#[test]
fn the_aggregate_vectors_are_reproduced() {
    for vector in golden()["expected"]["vectors"].as_array().unwrap() {
        let rated: Vec<(String, Exact)> = vector[0]
            .as_array()
            .unwrap()
            .iter()
            .enumerate()
            .map(|(index, value)| (format!("R{index}"), Exact::whole(value.as_i64().unwrap())))
            .collect();
        let found = aggregate(&rated, &POLICY).unwrap();
        let shown = found.value.map(|value| round_once(value, 2, Rounding::HalfUp).unwrap());
        assert_eq!(json!([vector[0], found.state, shown]), *vector);
    }
}

#[test]
fn the_rounding_vectors_are_reproduced() {
    for vector in golden()["expected"]["round_vectors"].as_array().unwrap() {
        let exact: Exact = vector[0].as_str().unwrap().parse().unwrap();
        assert_eq!(round_once(exact, 2, Rounding::HalfUp).unwrap(), vector[1]);
        assert_eq!(round_once(exact, 2, Rounding::HalfEven).unwrap(), vector[2]);
    }
}

#[test]
fn the_strict_funding_line_of_the_golden_round_is_reproduced() {
    let golden = golden();
    let asked = &golden["input"]["requested_yuan"];
    let ranked: Vec<(&str, Fen)> = golden["expected"]["ranking"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            let id = row[1].as_str().unwrap();
            (id, Fen::parse(&asked[id].to_string()).unwrap())
        })
        .collect();
    for (budget, expected) in golden["expected"]["funding"].as_object().unwrap() {
        let budget = Fen::parse(budget).unwrap();
        let line = funding_line_strict(&ranked, budget).unwrap();
        assert_eq!(json!(line.selected), expected["stop"], "{budget}");
        let spent = ranked.iter().filter(|row| line.selected.contains(&row.0)).map(|row| row.1);
        assert_eq!(Fen::sum(spent.chain([line.leftover])), Ok(budget));
    }
}

#[test]
fn a_late_conflict_moves_a_proposal_over_the_cliff_between_trimmed_and_untrimmed() {
    let mut golden = golden();
    let rows = golden["input"]["excluded"].as_array_mut().unwrap();
    rows.push(json!({"proposal": "P3", "reviewer": "R3", "reason": "recused"}));
    let found = recompute(&golden).unwrap();
    assert_eq!(found["written"]["P3"]["state"], "untrimmed_small_n");
    assert_eq!(found["written"]["P3"]["shown"], "83.25");
}

/// With criteria of its own the defence is scored by them; totals as shown follow from the scores, as exact fractions.
#[test]
fn a_defence_scored_by_criteria_gives_the_same_as_its_totals() {
    let golden = golden();
    let mut scored = golden.clone();
    scored["input"]["defence_criteria"] = json!([{ "code": "answers", "weight_bp": 10_000, "min": "0", "max": "100", "step": "0.01" }]);
    for given in scored["input"]["defence_scores"].as_object_mut().unwrap().values_mut() {
        for total in given.as_object_mut().unwrap().values_mut() {
            *total = json!([total.clone()]);
        }
    }
    let (expected, found) = (recompute(&golden).unwrap(), recompute(&scored).unwrap());
    assert_eq!((&found["final"], &found["ranking"]), (&expected["final"], &expected["ranking"]));
    let shown = found["defence"].as_object().unwrap();
    assert!(shown.values().all(|row| row["kept"].is_array() && row["dropped"].is_array()));
    let counted: u64 = shown.values().map(|row| row["n"].as_u64().unwrap()).sum();
    assert_eq!(u64::try_from(found["defence_totals"].as_object().unwrap().len()).unwrap(), counted);
    scored["input"]["defence_scores"]["P1"]["D1"] = json!(["100.5"]);
    scored["input"]["defence_scores"]["P3"]["D1"] = json!("90");
    let pointers: Vec<String> = recompute(&scored).unwrap_err().into_iter().map(|fault| fault.pointer).collect();
    assert_eq!(pointers, ["/input/defence_scores/P1/D1/0", "/input/defence_scores/P3/D1"]);
}
