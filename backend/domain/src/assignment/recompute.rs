//! An assignment repeated from its published inputs, for anyone who wants to check it.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::{Value, json};

use super::{AssignmentError, Expert, FULL, Pair, Proposal, Task, cheapest};
use crate::fault::{Fault, pointer_step};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Input {
    k: u32,
    balance_weight: u32,
    seed: Value,
    proposals: Vec<ProposalInput>,
    reviewers: Vec<Reviewer>,
    match_permille: BTreeMap<String, BTreeMap<String, u32>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProposalInput {
    id: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reviewer {
    id: String,
    /// Whom the reviewer belongs to; nobody if absent or empty.
    #[serde(default)]
    organisation: Option<String>,
    cap: u32,
}

/// Reads `{k, balance_weight, seed, proposals: [{id}], reviewers: [{id, organisation, cap}], match_permille: {proposal:
/// {reviewer: 0–1000}}}` and answers `{assignment: {proposal: [reviewer, …]}, cost}`, or `{infeasible: {proposals,
/// reviewers}}`: these proposals need more than these reviewers, who are all full, and the rest can give.
///
/// A pair that is absent is forbidden. The cost is `Σ (1000 − match) + balance_weight · Σ (0 + 1 + … + (load − 1))`, and
/// no plan that keeps the rules costs less. The least match is not raised first, as it is when a round is assigned.
pub fn recompute(document: &Value) -> Result<Value, Vec<Fault>> {
    let input: Input = serde_json::from_value(document.clone()).map_err(|error| vec![Fault::new("", "malformed", error.to_string())])?;
    let faults = faults(&input);
    if !faults.is_empty() {
        return Err(faults);
    }
    match cheapest(&task(&input)) {
        Ok(plan) => {
            let mut assignment: BTreeMap<&str, Vec<&str>> = input.proposals.iter().map(|one| (one.id.as_str(), Vec::new())).collect();
            for seat in &plan.seats {
                assignment.entry(&seat.proposal).or_default().push(&seat.expert);
            }
            Ok(json!({ "assignment": assignment, "cost": plan.cost }))
        }
        Err(AssignmentError::Infeasible(cut)) => Ok(json!({
            "infeasible": { "proposals": cut.proposals, "reviewers": cut.experts },
            "detail": cut.to_string(),
        })),
        Err(error) => Err(vec![Fault::new("", "invalid", error.to_string())]),
    }
}

fn task(input: &Input) -> Task {
    let experts = input.reviewers.iter().map(|one| Expert {
        id: one.id.clone(),
        organisation: one.organisation.clone().unwrap_or_default(),
        cap: one.cap,
        load: 0,
    });
    let pair = |proposal: &str, reviewer: &str| Pair {
        score: input.match_permille.get(proposal).and_then(|row| row.get(reviewer)).copied(),
        specialist: false,
    };
    let proposals = input.proposals.iter().map(|one| Proposal {
        id: one.id.clone(),
        taken: 0,
        pairs: input.reviewers.iter().map(|reviewer| pair(&one.id, &reviewer.id)).collect(),
    });
    Task {
        seed: match &input.seed {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        },
        per_proposal: input.k,
        balance: input.balance_weight,
        specialist_reward: 0,
        experts: experts.collect(),
        proposals: proposals.collect(),
        apart: Vec::new(),
    }
}

fn faults(input: &Input) -> Vec<Fault> {
    let mut faults = Vec::new();
    if !matches!(input.seed, Value::String(_) | Value::Number(_)) {
        faults.push(Fault::new("/seed", "malformed", "the seed is a text or a number"));
    }
    let proposals = known("/proposals", input.proposals.iter().map(|one| one.id.as_str()), &mut faults);
    let reviewers = known("/reviewers", input.reviewers.iter().map(|one| one.id.as_str()), &mut faults);
    for (proposal, row) in &input.match_permille {
        let pointer = format!("/match_permille/{}", pointer_step(proposal));
        if !proposals.contains(proposal.as_str()) {
            faults.push(Fault::new(pointer.clone(), "unknown", format!("{proposal} is not among the proposals")));
        }
        for (reviewer, score) in row {
            let pointer = format!("{pointer}/{}", pointer_step(reviewer));
            if !reviewers.contains(reviewer.as_str()) {
                faults.push(Fault::new(pointer, "unknown", format!("{reviewer} is not among the reviewers")));
            } else if *score > FULL {
                faults.push(Fault::new(pointer, "out_of_range", "a match is 0 to 1000").with_actual(score.to_string()));
            }
        }
    }
    faults
}

fn known<'a>(list: &str, ids: impl Iterator<Item = &'a str>, faults: &mut Vec<Fault>) -> BTreeSet<&'a str> {
    let mut known = BTreeSet::new();
    for (index, id) in ids.enumerate() {
        if !known.insert(id) {
            faults.push(Fault::new(format!("{list}/{index}/id"), "duplicate", format!("{id} stands in the list twice")));
        }
    }
    known
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document() -> Value {
        json!({
            "k": 2, "balance_weight": 10, "seed": "2026",
            "proposals": [{ "id": "P1" }, { "id": "P2" }],
            "reviewers": [
                { "id": "R1", "organisation": "A", "cap": 2 },
                { "id": "R2", "organisation": "A", "cap": 2 },
                { "id": "R3", "organisation": "B", "cap": 2 },
                { "id": "R4", "organisation": null, "cap": 1 },
            ],
            "match_permille": {
                "P1": { "R1": 900, "R2": 950, "R3": 100 },
                "P2": { "R1": 800, "R3": 700, "R4": 10 },
            },
        })
    }

    #[test]
    fn the_cheapest_plan_may_hold_a_pair_that_fits_badly() {
        let answer = recompute(&document()).unwrap();
        assert_eq!(answer, json!({ "assignment": { "P1": ["R2", "R3"], "P2": ["R1", "R3"] }, "cost": 50 + 900 + 200 + 300 + 10 }));
    }

    #[test]
    fn proposals_that_cannot_be_staffed_are_named_with_those_who_are_full() {
        let mut full = document();
        full["reviewers"][2]["cap"] = json!(1);
        full["match_permille"]["P2"] = json!({ "R2": 10, "R3": 700 });
        let cut = &recompute(&full).unwrap()["infeasible"];
        assert_eq!((&cut["proposals"], &cut["reviewers"]), (&json!(["P1", "P2"]), &json!(["R3"])));
    }

    #[test]
    fn every_fault_of_the_file_is_named() {
        let mut bad = document();
        bad["match_permille"]["P1"]["R1"] = json!(1001);
        bad["match_permille"]["P9"] = json!({ "R9": 5 });
        bad["reviewers"][1]["id"] = json!("R1");
        bad["seed"] = json!([]);
        let pointers: Vec<_> = recompute(&bad).unwrap_err().into_iter().map(|fault| fault.pointer).collect();
        assert_eq!(
            pointers,
            ["/seed", "/reviewers/1/id", "/match_permille/P1/R1", "/match_permille/P1/R2", "/match_permille/P9", "/match_permille/P9/R9"]
        );
        bad["k"] = json!("two");
        assert_eq!(recompute(&bad).unwrap_err()[0].code, "malformed");
    }
}
