//! The golden round through the product, to the last digit.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use yichuang_domain::reviews::recompute;
use yichuang_domain::schemes::{canonical_json, sha256_hex};
use yichuang_tests::steps::{self, Round, id};
use yichuang_tests::{Actor, Cast, World, on_both};

use super::reviews::row;

/// The golden round, and how its proposals and reviewers are called in the product.
struct Golden {
    input: Value,
    expected: Value,
    round: Round,
    /// Number of each proposal by its golden id.
    numbers: BTreeMap<String, String>,
    /// Golden name of each reviewer by alias.
    reviewers: BTreeMap<String, String>,
}

impl Golden {
    async fn judged(world: &World, cast: &mut Cast) -> Self {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/data/golden/review_golden.json");
        let golden: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let (input, expected) = (golden["input"].clone(), golden["expected"].clone());
        for name in ["评委六", "评委七"] {
            cast.reviewers.push(world.person(name, &[("reviewer", world.district().await)]).await);
        }
        let scheme = Self::scheme(world, &input).await;
        let requests: Vec<String> = input["requested_yuan"].as_object().unwrap().values().map(|yuan| format!("{yuan}.00")).collect();
        let requests: Vec<&str> = requests.iter().map(String::as_str).collect();
        let round = steps::submitted_to(world, cast, "2000000.00", &scheme, &requests).await;
        steps::screened(world, cast, &round.call, &round.proposals).await;
        steps::started_review(cast, &round.call).await;
        let mut numbers = BTreeMap::new();
        for (golden, proposal) in input["requested_yuan"].as_object().unwrap().keys().zip(&round.proposals) {
            let number = cast.officer.get(&format!("/proposals/{proposal}")).await.ok()["number"].as_str().unwrap().to_owned();
            numbers.insert(golden.clone(), number);
        }
        let panel = cast.officer.get(&format!("/calls/{}/panel", round.call)).await.ok();
        let golden_name = |member: &Value| {
            cast.reviewers.iter().position(|one| member["user"]["id"] == one.id.to_string()).map(|n| format!("R{}", n + 1))
        };
        let reviewers = panel["members"].as_array().unwrap().iter();
        let reviewers = reviewers.map(|member| (member["alias"].as_str().unwrap().to_owned(), golden_name(member).unwrap())).collect();
        let golden = Self { input, expected, round, numbers, reviewers };
        golden.score(cast).await;
        golden
    }

    /// The golden criteria and policy as a scheme, without the defence that the product does not hold.
    async fn scheme(world: &World, input: &Value) -> Value {
        let mut scheme = steps::scheme(world, steps::PRESET).await;
        let text = json!({ "zh": "标准", "en": "Criterion" });
        let criteria: Vec<Value> = input["criteria"]
            .as_array()
            .unwrap()
            .iter()
            .map(|criterion| {
                let mut criterion = criterion.clone();
                criterion["title"] = text.clone();
                criterion["guidance"] = text.clone();
                criterion
            })
            .collect();
        scheme["rubric"]["criteria"] = json!(criteria);
        scheme["panel"]["size"] = json!(7);
        scheme["budget"]["cap_per_project"] = json!("500000.00");
        scheme
    }

    /// Where a reviewer judges a proposal.
    async fn desk(&self, cast: &Cast, proposal: &str, reviewer: &str) -> (Actor, String) {
        let n: usize = reviewer[1..].parse().unwrap();
        let place = self.numbers.keys().position(|golden| golden == proposal).unwrap();
        let actor = cast.reviewers[n - 1].clone();
        let assignment = steps::assignment(&actor, &self.round.call, &self.round.proposals[place]).await;
        (actor, assignment)
    }

    fn scores(&self, given: &Value) -> Value {
        let codes = self.input["criteria"].as_array().unwrap().iter().map(|criterion| criterion["code"].as_str().unwrap().to_owned());
        Value::Object(codes.zip(given.as_array().unwrap().iter().cloned()).collect::<Map<_, _>>())
    }

    async fn score(&self, cast: &Cast) {
        for review in self.input["written_scores"].as_array().unwrap() {
            let (reviewer, assignment) = self.desk(cast, review["proposal"].as_str().unwrap(), review["reviewer"].as_str().unwrap()).await;
            steps::scored(&reviewer, &assignment, &self.scores(&review["scores"])).await;
        }
        for excluded in self.input["excluded"].as_array().unwrap() {
            let (reviewer, assignment) =
                self.desk(cast, excluded["proposal"].as_str().unwrap(), excluded["reviewer"].as_str().unwrap()).await;
            let recusal = json!({ "kind": "partner", "reason": "三年内与申报单位有合作" });
            match excluded["reason"].as_str().unwrap() {
                "recused" => {
                    reviewer.act(&assignment, "recuse", recusal).await.ok();
                }
                reason if reason.starts_with("draft_not_submitted") => {
                    steps::attested(&reviewer, &assignment).await;
                    let draft = json!({ "scores": { "C1": "9", "C2": "9", "C3": "9" } });
                    reviewer.put(&assignment, "review", draft).await.ok();
                }
                _ => {
                    // A conflict that came to light after the review was handed in, with the highest of all totals.
                    steps::scored(&reviewer, &assignment, &self.scores(&json!(["10", "10", "9", "10"]))).await;
                    cast.officer.act(&assignment, "recuse", recusal).await.ok();
                }
            }
        }
    }

    /// The product's totals by golden names.
    fn totals(&self, bundle: &Value) -> BTreeMap<String, String> {
        let golden: BTreeMap<&str, &str> = self.numbers.iter().map(|(golden, number)| (number.as_str(), golden.as_str())).collect();
        let totals = bundle["output"]["totals"].as_object().unwrap().iter();
        totals
            .map(|(key, total)| {
                let (number, alias) = key.split_once('/').unwrap();
                (format!("{}/{}", golden[number], self.reviewers[alias]), total.as_str().unwrap().to_owned())
            })
            .collect()
    }
}

on_both! {
    async fn the_golden_round_comes_out_of_the_product_to_the_last_digit(world: World) {
        let mut cast = Cast::new(&world).await;
        let golden = Golden::judged(&world, &mut cast).await;
        let results = steps::sealed(&cast, &golden.round.call, true).await;
        let bundle = cast.auditor.get(&format!("/result-runs/{}/bundle", id(&results["run"]))).await.ok();
        let expected: BTreeMap<String, String> = serde_json::from_value(golden.expected["totals"].clone()).unwrap();
        assert_eq!(golden.totals(&bundle), expected);
        for (name, proposal) in golden.numbers.keys().zip(&golden.round.proposals) {
            let (row, expected) = (row(&results, proposal), &golden.expected["written"][name]);
            for (found, wanted) in [("exact", "exact"), ("shown", "shown"), ("state", "state"), ("n_valid", "n")] {
                assert_eq!(row[found], expected[wanted], "{name} {found}");
            }
            let sizes = |of: &Value| (of["kept"].as_array().unwrap().len(), of["dropped"].as_array().unwrap().len());
            assert_eq!(sizes(&row), sizes(expected), "{name}");
        }

        // Anybody who has the bundle gets the same, to the byte.
        let output = recompute(&bundle["input"]).unwrap();
        assert_eq!(canonical_json(&output), canonical_json(&bundle["output"]));
        for (part, hash) in [("input", "input_sha256"), ("policy", "policy_sha256"), ("output", "output_sha256")] {
            assert_eq!(sha256_hex(canonical_json(&bundle[part]).as_bytes()), bundle[hash], "{part}");
        }
        assert_eq!(results["run"]["output_sha256"], bundle["output_sha256"]);
        let verified = steps::verified_results(&cast, &golden.round.call).await;
        assert_eq!(verified["run"]["state"], "verified");
    }
}
