//! What hangs on single reviewers (A9): everything is recomputed without each of them.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::Value;

use super::super::recompute::recompute;
use crate::fault::Fault;

/// The places one proposal takes when one reviewer or another is left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RankRange {
    /// The proposal.
    pub proposal: String,
    /// Its place as it is; nothing without a quorum.
    pub rank: Option<u64>,
    /// The best place with everybody or without any one reviewer.
    pub best: Option<u64>,
    /// The worst of them.
    pub worst: Option<u64>,
    /// How many of the leave-one-out rankings give it no place, for want of a quorum.
    pub unranked: usize,
    /// Whether it is funded with everybody.
    pub funded: bool,
    /// Whether it would be funded with some panels and not with others: the grey zone around the line.
    pub grey: bool,
}

/// What would be different without one reviewer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Without {
    /// The reviewer left out.
    pub reviewer: String,
    /// Whether another set of proposals would be funded.
    pub pivotal: bool,
    /// Who would be funded instead.
    pub gained: Vec<String>,
    /// Who would not be funded.
    pub lost: Vec<String>,
}

/// Places and funding without each reviewer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pivot {
    /// Every proposal, in the order of the ranking as it is.
    pub ranges: Vec<RankRange>,
    /// Every reviewer.
    pub without: Vec<Without>,
}

pub(super) fn pivot(input: &Value, reviewers: &[String], funded: &dyn Fn(&Value) -> Vec<String>) -> Result<Pivot, Vec<Fault>> {
    let output = recompute(input)?;
    let base = order_of(&output);
    let all: Vec<String> = output["written"].as_object().into_iter().flatten().map(|(name, _)| name.clone()).collect();
    let chosen: BTreeSet<String> = funded(&output).into_iter().collect();
    let mut places: BTreeMap<&String, Vec<u64>> = BTreeMap::new();
    let mut fates: BTreeMap<&String, BTreeSet<bool>> = BTreeMap::new();
    let mut rankings = vec![(base.clone(), chosen.clone())];
    let mut without = Vec::with_capacity(reviewers.len());
    for reviewer in reviewers {
        let output = recompute(&leave_out(input, reviewer))?;
        let (order, other) = (order_of(&output), funded(&output).into_iter().collect::<BTreeSet<String>>());
        without.push(Without {
            reviewer: reviewer.clone(),
            pivotal: other != chosen,
            gained: other.difference(&chosen).cloned().collect(),
            lost: chosen.difference(&other).cloned().collect(),
        });
        rankings.push((order, other));
    }
    for (order, chosen) in &rankings {
        for proposal in &all {
            if let Some(place) = place_in(order, proposal) {
                places.entry(proposal).or_default().push(place);
            }
            fates.entry(proposal).or_default().insert(chosen.contains(proposal));
        }
    }
    let mut ranges: Vec<RankRange> = all
        .iter()
        .map(|proposal| {
            let seen = places.get(proposal).map(Vec::as_slice).unwrap_or_default();
            RankRange {
                proposal: proposal.clone(),
                rank: place_in(&base, proposal),
                best: seen.iter().min().copied(),
                worst: seen.iter().max().copied(),
                unranked: rankings.len() - seen.len(),
                funded: chosen.contains(proposal),
                grey: fates.get(proposal).is_some_and(|fates| fates.len() > 1),
            }
        })
        .collect();
    ranges.sort_by_key(|range| (range.rank.is_none(), range.rank));
    Ok(Pivot { ranges, without })
}

fn place_in(order: &[String], proposal: &str) -> Option<u64> {
    order.iter().position(|one| one == proposal).and_then(|index| u64::try_from(index + 1).ok())
}

/// The proposals of an output, best first.
fn order_of(output: &Value) -> Vec<String> {
    output["ranking"].as_array().into_iter().flatten().filter_map(|row| row[1].as_str().map(str::to_owned)).collect()
}

/// The same round without one reviewer's written reviews; their proposals stay known by an exclusion.
fn leave_out(input: &Value, reviewer: &str) -> Value {
    let mut input = input.clone();
    let Some(object) = input.as_object_mut() else { return input };
    let excluded: Vec<Value> = object
        .get("written_scores")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter(|row| row["reviewer"] == reviewer)
        .map(|row| serde_json::json!({ "proposal": row["proposal"], "reviewer": reviewer }))
        .collect();
    if let Some(list) = object.entry("excluded").or_insert_with(|| Value::Array(Vec::new())).as_array_mut() {
        list.extend(excluded);
    }
    input
}
