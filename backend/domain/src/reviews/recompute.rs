//! Recomputing a whole round from its scores: the answer to "show me how this came about".

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::aggregate::{Aggregate, AggregateError, aggregate, mean_of_units, stage_combine};
use super::exact::{Exact, ExactError};
use super::input::{self, Review, Round};
use super::jury::{CountedStage, JuryCount};
use super::ranking::{Candidate, RankError, rank, shortlist};
use super::rounding::{Rounding, round_once};
use crate::fault::{Fault, pointer_step};

/// Recomputes a round from its scores: totals, written aggregates, shortlist, defence, final results
/// and ranking, as a pure function of the input (INV-10).
///
/// `document` is the input object, or a document that holds it under `input`: `criteria`, `policy`,
/// `written_scores`, and where the round has them `excluded`, `defence_scores`, `public_jury`, `site_visit` and
/// `requested_yuan`.
/// Scores are strings. The answer has the keys `totals`, `written`, `shortlist`, `defence`, `final`
/// and `ranking`; exact values are fractions in lowest terms, `shown` is rounded once by the policy.
///
/// * An excluded review is not looked at, whether or not its scores are present (INV-05).
/// * `amended` is for the record: `written_scores` already carry the amended scores.
/// * A proposal without a quorum has `exact: null` and no rank (INV-32); the same holds for a
///   shortlisted proposal without a quorum of defence scores.
/// * Scores of a defence that the proposal was not shortlisted for are ignored.
/// * With `defence_criteria` the `defence_scores` are lists of points in their order, and the answer also has
///   `defence_totals`, and says for each defence whose scores are `kept` and `dropped`. Without them they are totals.
/// * `public_jury` and `site_visit` have the `ballots` of each proposal and the sum of their `points`; the mean is the result of
///   that stage, and the answer has it under the same name. A shortlisted proposal without a ballot has no final result.
/// * Ties are broken by the two heaviest criteria (`policy.tie_criteria` sets another number) and by
///   the lower request where requests are given (`policy.tie_lower_ask: false` forbids it).
///
/// An input with faults is answered with all of them, each with a JSON pointer into `document`.
pub fn recompute(document: &Value) -> Result<Value, Vec<Fault>> {
    let (found, base) = input::locate(document);
    let round = input::read(found, base)?;
    recomputed(&round, base)
}

/// The same for a round that was read already; `base` is where it stands in its document.
pub(super) fn recomputed(round: &Round, base: &str) -> Result<Value, Vec<Fault>> {
    compute(round).map_err(|failure| vec![failure.into_fault(base)])
}

/// Why a well-formed round cannot be computed.
enum Failure {
    Aggregate(AggregateError),
    Rank(RankError),
}

impl From<AggregateError> for Failure {
    fn from(error: AggregateError) -> Self {
        Self::Aggregate(error)
    }
}

impl From<ExactError> for Failure {
    fn from(error: ExactError) -> Self {
        Self::Aggregate(AggregateError::Exact(error))
    }
}

impl From<RankError> for Failure {
    fn from(error: RankError) -> Self {
        Self::Rank(error)
    }
}

impl Failure {
    fn into_fault(self, base: &str) -> Fault {
        let (pointer, code, detail) = match self {
            Self::Rank(RankError::MissingRequest { id }) => {
                let pointer = format!("{base}/requested_yuan/{}", pointer_step(&id));
                (pointer, "missing_request", RankError::MissingRequest { id }.to_string())
            }
            Self::Rank(RankError::Exact(error)) | Self::Aggregate(AggregateError::Exact(error)) => {
                (base.to_owned(), "overflow", error.to_string())
            }
            Self::Rank(error) => (base.to_owned(), "not_rankable", error.to_string()),
            Self::Aggregate(error) => (base.to_owned(), "not_computable", error.to_string()),
        };
        Fault::new(pointer, code, detail)
    }
}

/// One proposal after the written stage.
struct Written<'a> {
    reviews: &'a [Review],
    aggregate: Aggregate<&'a str>,
}

/// The written stage: the totals as shown, and every proposal.
type WrittenStage<'a> = (Map<String, Value>, BTreeMap<&'a str, Written<'a>>);

fn compute(round: &Round) -> Result<Value, Failure> {
    let (totals, written) = compute_written(round)?;
    let policy = &round.policy;
    let with_value: Vec<(&str, Exact)> = written.iter().filter_map(|(id, row)| Some((*id, row.aggregate.value?))).collect();
    let places = policy.shortlist.unwrap_or(with_value.len());
    let admitted = shortlist(&with_value, places, policy.rank_dp, policy.rounding)?;
    let defence = compute_defence(round, &admitted)?;
    let candidates = compute_candidates(round, &written, &admitted, &defence)?;
    let ranked = rank(&candidates, policy.rank_dp, policy.rounding)?;
    let ranking: Vec<Value> = ranked.iter().map(|row| json!([row.rank, row.id, row.reason.to_string()])).collect();
    let mut output = json!({
        "totals": totals,
        "written": show_written(round, &written)?,
        "shortlist": admitted,
        "defence": show_defence(&defence, round.defence_rubric.is_some()),
        "final": show_final(round, &candidates)?,
        "ranking": ranking,
    });
    if round.defence_rubric.is_some() {
        output["defence_totals"] = Value::Object(defence_totals(round, &admitted));
    }
    for stage in round.policy.counted_bp.keys() {
        output[stage.as_str()] = Value::Object(show_counts(round, *stage, &admitted));
    }
    Ok(output)
}

/// The total of every score given at the defence of a shortlisted proposal.
fn defence_totals(round: &Round, admitted: &[&str]) -> Map<String, Value> {
    let given = admitted.iter().filter_map(|proposal| Some((proposal, round.defence.get(*proposal)?)));
    given
        .flat_map(|(proposal, rated)| rated.iter().map(move |(by, total)| (format!("{proposal}/{by}"), json!(total.to_string()))))
        .collect()
}

/// The count of every shortlisted proposal that the stage was about.
fn show_counts(round: &Round, stage: CountedStage, admitted: &[&str]) -> Map<String, Value> {
    let counts = &round.counts[&stage];
    let counted = admitted.iter().filter_map(|proposal| Some((*proposal, counts.get(*proposal)?)));
    let show = |count: &JuryCount| json!({ "ballots": count.ballots(), "points": count.points_text(), "exact": count.mean().map(|mean| mean.to_string()) });
    counted.map(|(proposal, count)| (proposal.to_owned(), show(count))).collect()
}

/// The total of every review and the written aggregate of every proposal.
fn compute_written(round: &Round) -> Result<WrittenStage<'_>, Failure> {
    let mut totals = Map::new();
    let mut written = BTreeMap::new();
    for proposal in &round.proposals {
        let reviews = round.written.get(proposal).map_or(&[][..], Vec::as_slice);
        let mut rated = Vec::with_capacity(reviews.len());
        for review in reviews {
            // The scores were checked when they were read, so only the size can be at fault.
            let total = round.rubric.weighted_total(&review.scores).map_err(|_| ExactError::Overflow)?;
            totals.insert(format!("{proposal}/{}", review.reviewer), json!(total.to_string()));
            rated.push((review.reviewer.as_str(), total));
        }
        let aggregate = aggregate(&rated, &round.policy.aggregate)?;
        written.insert(proposal.as_str(), Written { reviews, aggregate });
    }
    Ok((totals, written))
}

/// The defence aggregate of every shortlisted proposal that has defence scores.
fn compute_defence<'a>(round: &'a Round, admitted: &[&'a str]) -> Result<BTreeMap<&'a str, Aggregate<&'a str>>, Failure> {
    let mut defence = BTreeMap::new();
    for proposal in admitted {
        let Some(given) = round.defence.get(*proposal) else {
            continue;
        };
        let rated: Vec<(&str, Exact)> = given.iter().map(|(panellist, total)| (panellist.as_str(), *total)).collect();
        defence.insert(*proposal, aggregate(&rated, &round.policy.aggregate)?);
    }
    Ok(defence)
}

/// The proposals that have a result in every stage, with their keys.
fn compute_candidates(
    round: &Round,
    written: &BTreeMap<&str, Written<'_>>,
    admitted: &[&str],
    defence: &BTreeMap<&str, Aggregate<&str>>,
) -> Result<Vec<Candidate>, Failure> {
    let policy = &round.policy;
    let mut tie_positions = round.rubric.tie_positions();
    tie_positions.truncate(policy.tie_criteria);
    let mut candidates = Vec::with_capacity(admitted.len());
    for proposal in admitted {
        let Some(row) = written.get(proposal) else {
            continue;
        };
        let Some(value) = row.aggregate.value else {
            continue;
        };
        let defended = defence.get(proposal).and_then(|aggregate| aggregate.value);
        let counted =
            policy.counted_bp.iter().map(|(stage, weight)| (*weight, round.counts[stage].get(*proposal).and_then(|count| count.mean())));
        let later = policy.defence_bp.map(|weight| (weight, defended)).into_iter().chain(counted);
        let held: Option<Vec<(u32, Exact)>> = later.map(|(weight, result)| Some((weight, result?))).collect();
        let Some(held) = held else { continue };
        let stages: Vec<(u32, Exact)> = std::iter::once((policy.written_bp, value)).chain(held).collect();
        let score = stage_combine(&stages)?;
        candidates.push(Candidate {
            id: (*proposal).to_owned(),
            score,
            defence: policy.defence_bp.and(defended),
            criterion_means: criterion_means(round, row, &tie_positions)?,
            request: round.requests.get(*proposal).copied().filter(|_| policy.tie_lower_ask),
        });
    }
    Ok(candidates)
}

/// The exact means over the kept reviews of the criteria at `positions`.
fn criterion_means(round: &Round, row: &Written<'_>, positions: &[usize]) -> Result<Vec<(String, Exact)>, ExactError> {
    let kept: Vec<&Review> =
        row.reviews.iter().filter(|review| row.aggregate.kept.binary_search(&review.reviewer.as_str()).is_ok()).collect();
    positions
        .iter()
        .map(|&position| {
            let mean = mean_of_units(kept.iter().map(|review| review.scores[position]))?;
            Ok((round.rubric.criteria()[position].code.clone(), mean))
        })
        .collect()
}

fn show_written(round: &Round, written: &BTreeMap<&str, Written<'_>>) -> Result<Map<String, Value>, ExactError> {
    let policy = &round.policy;
    let shown = |value: Option<Exact>, rounding: Rounding| value.map(|value| round_once(value, policy.rank_dp, rounding)).transpose();
    let mut out = Map::new();
    for (proposal, Written { aggregate, .. }) in written {
        let row = json!({
            "n": aggregate.n,
            "state": aggregate.state.as_str(),
            "exact": aggregate.value.map(|value| value.to_string()),
            "shown": shown(aggregate.value, policy.rounding)?,
            "shown_half_even": shown(aggregate.value, Rounding::HalfEven)?,
            "kept": aggregate.kept,
            "dropped": aggregate.dropped,
        });
        out.insert((*proposal).to_owned(), row);
    }
    Ok(out)
}

fn show_defence(defence: &BTreeMap<&str, Aggregate<&str>>, named: bool) -> Map<String, Value> {
    let show = |aggregate: &Aggregate<&str>| {
        let mut shown = json!({
            "n": aggregate.n,
            "state": aggregate.state.as_str(),
            "exact": aggregate.value.map(|value| value.to_string()),
        });
        if named {
            shown["kept"] = json!(aggregate.kept);
            shown["dropped"] = json!(aggregate.dropped);
        }
        shown
    };
    defence.iter().map(|(id, aggregate)| ((*id).to_owned(), show(aggregate))).collect()
}

fn show_final(round: &Round, candidates: &[Candidate]) -> Result<Map<String, Value>, ExactError> {
    let policy = &round.policy;
    candidates
        .iter()
        .map(|candidate| {
            let shown = round_once(candidate.score, policy.rank_dp, policy.rounding)?;
            let row = json!({ "exact": candidate.score.to_string(), "shown": shown });
            Ok((candidate.id.clone(), row))
        })
        .collect()
}
