//! What hangs on single reviewers (A9): everything is recomputed without each of them.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::Value;

use super::super::input::Round;
use super::super::recompute::recomputed;
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

pub(super) fn pivot(
    round: &mut Round,
    base: &str,
    reviewers: &[String],
    funded: &dyn Fn(&Value) -> Vec<String>,
) -> Result<Pivot, Vec<Fault>> {
    let output = recomputed(round, base)?;
    let all: Vec<String> = output["written"].as_object().into_iter().flatten().map(|(name, _)| name.clone()).collect();
    let first = Ranking::of(&output, funded);
    let mut seen: BTreeMap<&String, Seen> = all.iter().map(|proposal| (proposal, Seen::default())).collect();
    first.note(&mut seen);
    let mut without = Vec::with_capacity(reviewers.len());
    for reviewer in reviewers {
        let taken = round.take_out(reviewer);
        let output = recomputed(round, base);
        round.put_back(taken);
        let other = Ranking::of(&output?, funded);
        other.note(&mut seen);
        without.push(Without {
            reviewer: reviewer.clone(),
            pivotal: other.chosen != first.chosen,
            gained: other.chosen.difference(&first.chosen).cloned().collect(),
            lost: first.chosen.difference(&other.chosen).cloned().collect(),
        });
    }
    let mut ranges: Vec<RankRange> = seen
        .into_iter()
        .map(|(proposal, seen)| RankRange {
            proposal: proposal.clone(),
            rank: first.places.get(proposal).copied(),
            best: seen.best,
            worst: seen.worst,
            unranked: seen.unranked,
            funded: first.chosen.contains(proposal),
            grey: seen.in_line && seen.out_of_line,
        })
        .collect();
    ranges.sort_by_key(|range| (range.rank.is_none(), range.rank));
    Ok(Pivot { ranges, without })
}

/// One ranking: the place of every ranked proposal, from 1, and whom it would fund.
struct Ranking {
    places: BTreeMap<String, u64>,
    chosen: BTreeSet<String>,
}

/// What happened to one proposal in all rankings.
#[derive(Default)]
struct Seen {
    best: Option<u64>,
    worst: Option<u64>,
    unranked: usize,
    in_line: bool,
    out_of_line: bool,
}

impl Ranking {
    fn of(output: &Value, funded: &dyn Fn(&Value) -> Vec<String>) -> Self {
        Self { places: order_of(output).into_iter().zip(1..).collect(), chosen: funded(output).into_iter().collect() }
    }

    fn note(&self, seen: &mut BTreeMap<&String, Seen>) {
        for (proposal, seen) in seen.iter_mut() {
            match self.places.get(*proposal).copied() {
                Some(place) => {
                    seen.best = Some(seen.best.map_or(place, |best| best.min(place)));
                    seen.worst = Some(seen.worst.map_or(place, |worst| worst.max(place)));
                }
                None => seen.unranked += 1,
            }
            let line = if self.chosen.contains(*proposal) { &mut seen.in_line } else { &mut seen.out_of_line };
            *line = true;
        }
    }
}

/// The proposals of an output, best first.
fn order_of(output: &Value) -> Vec<String> {
    output["ranking"].as_array().into_iter().flatten().filter_map(|row| row[1].as_str().map(str::to_owned)).collect()
}
