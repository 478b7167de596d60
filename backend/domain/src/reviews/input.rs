//! Reading the scores of a whole round from JSON, with every fault at once.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use serde_json::{Map, Value};

use super::aggregate::{AggregateMethod, AggregatePolicy};
use super::exact::Exact;
use super::jury::{self, CountedStage, JuryCount};
use super::reader::Reader;
use super::rounding::{MAX_DP, Rounding};
use super::rubric::{Criterion, Rubric, Units};
use crate::fault::{Fault, pointer_step};
use crate::money::{Fen, WHOLE_BP};

/// The largest count a policy may name (reviewers dropped, quorum, places).
const MAX_COUNT: u64 = 1_000_000;

/// Everything a recomputation needs, read and checked.
pub(super) struct Round {
    pub(super) rubric: Rubric,
    pub(super) policy: Policy,
    /// Every proposal named by a review, an exclusion or a request, so that none without a valid
    /// review is silently missing.
    pub(super) proposals: BTreeSet<String>,
    /// The valid reviews of each proposal.
    pub(super) written: BTreeMap<String, Vec<Review>>,
    /// What is scored at the defence, where its totals follow from scores.
    pub(super) defence_rubric: Option<Rubric>,
    /// The totals given at the defence, by proposal and panellist.
    pub(super) defence: BTreeMap<String, Vec<(String, Exact)>>,
    /// The counts of the stages that an office counts, by proposal.
    pub(super) counts: Counts,
    /// The amounts requested.
    pub(super) requests: BTreeMap<String, Fen>,
}

/// The counts of each stage that an office counts, by proposal.
pub(super) type Counts = BTreeMap<CountedStage, BTreeMap<String, JuryCount>>;

/// Written reviews that were taken out of a round, each with its proposal and its place there.
pub(super) type TakenOut = Vec<(String, usize, Review)>;

impl Round {
    /// Takes the written reviews of one reviewer out; their proposals stay known.
    pub(super) fn take_out(&mut self, reviewer: &str) -> TakenOut {
        let mut taken = Vec::new();
        for (proposal, reviews) in &mut self.written {
            if let Some(place) = reviews.iter().position(|review| review.reviewer == reviewer) {
                taken.push((proposal.clone(), place, reviews.remove(place)));
            }
        }
        taken
    }

    /// Puts back what was taken out.
    pub(super) fn put_back(&mut self, taken: TakenOut) {
        for (proposal, place, review) in taken {
            self.written.entry(proposal).or_default().insert(place, review);
        }
    }
}

/// One valid review.
pub(super) struct Review {
    pub(super) reviewer: String,
    pub(super) scores: Vec<Units>,
}

/// The numbers of the frozen scoring policy.
pub(super) struct Policy {
    pub(super) aggregate: AggregatePolicy,
    pub(super) rank_dp: u32,
    pub(super) rounding: Rounding,
    pub(super) written_bp: u32,
    /// `None` where the round has no defence.
    pub(super) defence_bp: Option<u32>,
    /// The stages that an office counts, where the round has them.
    pub(super) counted_bp: BTreeMap<CountedStage, u32>,
    /// How many are admitted to the next stage; `None` admits all.
    pub(super) shortlist: Option<usize>,
    /// How many criteria break ties.
    pub(super) tie_criteria: usize,
    /// Whether a lower request breaks ties.
    pub(super) tie_lower_ask: bool,
}

/// Finds the input object: the value of `input` in a whole document, or the document itself. Answers
/// it with its JSON pointer.
pub(super) fn locate(document: &Value) -> (&Value, &'static str) {
    document.get("input").map_or((document, ""), |input| (input, "/input"))
}

/// Reads a round, or answers every fault found in it.
pub(super) fn read(input: &Value, base: &str) -> Result<Round, Vec<Fault>> {
    let mut reader = Reader::default();
    let Some(object) = reader.object(input, base) else {
        return Err(reader.faults);
    };
    let rubric = read_rubric(&mut reader, object, base, "criteria");
    let scored = object.get("defence_criteria").is_some_and(|criteria| !criteria.is_null());
    let defence_rubric = if scored { read_rubric(&mut reader, object, base, "defence_criteria") } else { None };
    let policy = read_policy(&mut reader, object, base);
    let excluded = read_excluded(&mut reader, object, base);
    let written = read_written(&mut reader, object, base, &excluded, rubric.as_ref());
    let requests = read_requests(&mut reader, object, base);
    let mut proposals: BTreeSet<String> = excluded.into_iter().map(|(proposal, _)| proposal).collect();
    proposals.extend(written.keys().cloned());
    proposals.extend(requests.keys().cloned());
    let defence = read_defence(&mut reader, object, base, &proposals, defence_rubric.as_ref());
    let counts = CountedStage::ALL.iter().map(|stage| (*stage, jury::read(&mut reader, object, base, &proposals, *stage))).collect();
    match (rubric, policy, reader.faults) {
        (Some(rubric), Some(policy), faults) if faults.is_empty() => {
            Ok(Round { rubric, policy, proposals, written, defence_rubric, defence, counts, requests })
        }
        (_, _, faults) => Err(faults),
    }
}

fn read_rubric(reader: &mut Reader, input: &Map<String, Value>, base: &str, key: &str) -> Option<Rubric> {
    let pointer = format!("{base}/{key}");
    let rows = reader.required_array(input, base, key)?;
    let mut criteria = Vec::with_capacity(rows.len());
    for (index, row) in rows.iter().enumerate() {
        criteria.extend(read_criterion(reader, row, &format!("{pointer}/{index}")));
    }
    if criteria.len() < rows.len() {
        return None;
    }
    Rubric::new(criteria).map_err(|faults| reader.adopt(faults, base)).ok()
}

fn read_criterion(reader: &mut Reader, row: &Value, pointer: &str) -> Option<Criterion> {
    let row = reader.object(row, pointer)?;
    let code = reader.required_text(row, pointer, "code");
    let weight_bp = reader.required_count(row, pointer, "weight_bp", u64::from(WHOLE_BP));
    let [min, max, step] = ["min", "max", "step"].map(|key| reader.required_units(row, pointer, key));
    let tie_order = reader.count(row, pointer, "tie_order", u64::from(u32::MAX)).ok()?;
    Some(Criterion {
        code: code?,
        weight_bp: u32::try_from(weight_bp?).ok()?,
        min: min?,
        max: max?,
        step: step?,
        tie_order: tie_order.and_then(|order| u32::try_from(order).ok()),
    })
}

fn read_policy(reader: &mut Reader, input: &Map<String, Value>, base: &str) -> Option<Policy> {
    let pointer = format!("{base}/policy");
    let policy = reader.required_object(input, base, "policy")?;
    let [trim_low, trim_high, min_n_for_trim, quorum] =
        ["trim_low", "trim_high", "min_n_for_trim", "quorum"].map(|key| reader.required_count(policy, &pointer, key, MAX_COUNT));
    if quorum == Some(0) {
        reader.fault(format!("{pointer}/quorum"), "out_of_range", "a quorum is at least one review");
    }
    let method = read_method(reader, policy, &pointer);
    let trim_share_bp = reader.count(policy, &pointer, "trim_share_bp", u64::from(WHOLE_BP / 2 - 1));
    let rank_dp = reader.required_count(policy, &pointer, "rank_dp", u64::from(MAX_DP));
    let rounding = reader.required_text(policy, &pointer, "rounding");
    let rounding = rounding.and_then(|mode| read_rounding(reader, &mode, &pointer));
    let shortlist = reader.count(policy, &pointer, "shortlist", MAX_COUNT);
    let tie_criteria = reader.count(policy, &pointer, "tie_criteria", MAX_COUNT);
    let tie_lower_ask = reader.flag(policy, &pointer, "tie_lower_ask");
    let (written_bp, defence_bp, counted_bp) = read_stage_weights(reader, input, policy, &pointer)?;
    Some(Policy {
        aggregate: AggregatePolicy {
            method: method?,
            trim_low: size(trim_low)?,
            trim_high: size(trim_high)?,
            trim_share_bp: trim_share_bp.ok()?.and_then(|share| u32::try_from(share).ok()),
            min_n_for_trim: size(min_n_for_trim)?,
            quorum: size(quorum)?,
        },
        rank_dp: u32::try_from(rank_dp?).ok()?,
        rounding: rounding?,
        written_bp,
        defence_bp,
        counted_bp,
        shortlist: shortlist.ok()?.and_then(|places| size(Some(places))),
        tie_criteria: tie_criteria.ok()?.map_or(Some(2), |count| size(Some(count)))?,
        tie_lower_ask: tie_lower_ask.ok()?.unwrap_or(true),
    })
}

fn size(count: Option<u64>) -> Option<usize> {
    count.and_then(|count| usize::try_from(count).ok())
}

/// The trimmed mean where the policy names no other rule.
fn read_method(reader: &mut Reader, policy: &Map<String, Value>, pointer: &str) -> Option<AggregateMethod> {
    if !policy.contains_key("aggregate") {
        return Some(AggregateMethod::TrimmedMean);
    }
    let method = reader.required_text(policy, pointer, "aggregate")?;
    let known = method.parse().ok();
    if known.is_none() {
        let detail = "the reviews become one figure by trimmed_mean, median or hodges_lehmann";
        let fault = Fault::new(format!("{pointer}/aggregate"), "unknown_value", detail);
        reader.faults.push(fault.with_limit("trimmed_mean|median|hodges_lehmann").with_actual(method));
    }
    known
}

fn read_rounding(reader: &mut Reader, mode: &str, pointer: &str) -> Option<Rounding> {
    match mode {
        "half_up" => Some(Rounding::HalfUp),
        "half_even" => Some(Rounding::HalfEven),
        other => {
            let detail = "the rounding mode is half_up or half_even";
            reader.faults.push(
                Fault::new(format!("{pointer}/rounding"), "unknown_value", detail).with_limit("half_up|half_even").with_actual(other),
            );
            None
        }
    }
}

/// The stages besides the written one: the weight, and where the scores stand.
const LATER_STAGES: [(&str, &str, &str); 3] = [
    ("defence", "defence_scores", "the defence has a weight but no scores"),
    ("public_jury", "public_jury", "the public jury has a weight but no count"),
    ("site_visit", "site_visit", "the site visit has a weight but no count"),
];

/// The weights of the written stage, and of the later ones where they are held. Without any weights and without scores of
/// theirs the written stage is everything.
fn read_stage_weights(
    reader: &mut Reader,
    input: &Map<String, Value>,
    policy: &Map<String, Value>,
    pointer: &str,
) -> Option<(u32, Option<u32>, BTreeMap<CountedStage, u32>)> {
    let held = LATER_STAGES.map(|(_, key, _)| input.get(key).and_then(Value::as_object).is_some_and(|scores| !scores.is_empty()));
    if !policy.contains_key("stage_weights_bp") && held.iter().all(|held| !held) {
        return Some((WHOLE_BP, None, BTreeMap::new()));
    }
    let weights = reader.required_object(policy, pointer, "stage_weights_bp")?;
    let pointer = format!("{pointer}/stage_weights_bp");
    for stage in weights.keys().filter(|stage| *stage != "written" && LATER_STAGES.iter().all(|(later, _, _)| stage != later)) {
        let detail = "the stages are written, defence, public_jury and site_visit";
        reader.fault(format!("{pointer}/{}", pointer_step(stage)), "unknown_stage", detail);
    }
    let whole = u64::from(WHOLE_BP);
    let written = reader.required_count(weights, &pointer, "written", whole);
    let mut later = Vec::with_capacity(LATER_STAGES.len());
    for ((stage, _, _), held) in LATER_STAGES.into_iter().zip(held) {
        let required = held.then(|| reader.required_count(weights, &pointer, stage, whole).map(Some));
        later.push(required.unwrap_or_else(|| reader.count(weights, &pointer, stage, whole).ok()));
    }
    let (written, later) = (written?, later.into_iter().collect::<Option<Vec<Option<u64>>>>()?);
    let sum = written + later.iter().flatten().sum::<u64>();
    if sum != whole {
        let detail = "the weights of all stages add up to 10000 basis points";
        reader.faults.push(Fault::new(&pointer, "sum_not_10000", detail).with_limit(WHOLE_BP.to_string()).with_actual(sum.to_string()));
    }
    let mut found = BTreeMap::new();
    for (weight, ((stage, _, missing), held)) in later.into_iter().zip(LATER_STAGES.into_iter().zip(held)) {
        // A weight of zero without any scores is a stage that the round does not have.
        let Some(weight) = weight.filter(|weight| held || *weight > 0) else { continue };
        if !held {
            reader.fault(format!("{pointer}/{stage}"), "stage_without_scores", missing);
        }
        found.insert(stage, u32::try_from(weight).ok()?);
    }
    let counted = CountedStage::ALL.iter().filter_map(|stage| Some((*stage, *found.get(stage.as_str())?))).collect();
    Some((u32::try_from(written).ok()?, found.get("defence").copied(), counted))
}

/// The pairs of proposal and reviewer whose review never counts: recused, voided, not submitted.
fn read_excluded(reader: &mut Reader, input: &Map<String, Value>, base: &str) -> HashSet<(String, String)> {
    let rows = reader.array(input, base, "excluded").unwrap_or_default();
    let mut pairs = HashSet::new();
    for (index, row) in rows.iter().enumerate() {
        let pointer = format!("{base}/excluded/{index}");
        if let Some(row) = reader.object(row, &pointer) {
            pairs.extend(read_pair(reader, row, &pointer));
        }
    }
    pairs
}

fn read_pair(reader: &mut Reader, row: &Map<String, Value>, pointer: &str) -> Option<(String, String)> {
    let proposal = reader.required_text(row, pointer, "proposal");
    let reviewer = reader.required_text(row, pointer, "reviewer");
    Some((proposal?, reviewer?))
}

/// The valid reviews by proposal. A review that is excluded is not even looked at (INV-05): it may be
/// an unfinished draft.
fn read_written(
    reader: &mut Reader,
    input: &Map<String, Value>,
    base: &str,
    excluded: &HashSet<(String, String)>,
    rubric: Option<&Rubric>,
) -> BTreeMap<String, Vec<Review>> {
    let rows = reader.required_array(input, base, "written_scores").unwrap_or_default();
    let mut seen = HashSet::new();
    let mut written: BTreeMap<String, Vec<Review>> = BTreeMap::new();
    for (index, row) in rows.iter().enumerate() {
        let pointer = format!("{base}/written_scores/{index}");
        let Some(row) = reader.object(row, &pointer) else {
            continue;
        };
        let Some(pair) = read_pair(reader, row, &pointer) else {
            continue;
        };
        if excluded.contains(&pair) {
            continue;
        }
        // Compared as they are shown, so that `a/b` by `c` and `a` by `b/c` are not confused.
        if !seen.insert(format!("{}/{}", pair.0, pair.1)) {
            let detail = "there is already a review of this proposal by this reviewer";
            reader.faults.push(Fault::new(&pointer, "duplicate_review", detail).with_actual(format!("{}/{}", pair.0, pair.1)));
        }
        let scores = read_scores(reader, row, &pointer);
        if let (Some(scores), Some(rubric)) = (&scores, rubric) {
            reader.adopt(rubric.score_faults(scores, "/scores"), &pointer);
        }
        let scores = scores.unwrap_or_default();
        written.entry(pair.0).or_default().push(Review { reviewer: pair.1, scores });
    }
    written
}

fn read_scores(reader: &mut Reader, row: &Map<String, Value>, pointer: &str) -> Option<Vec<Units>> {
    let values = reader.required_array(row, pointer, "scores")?;
    let mut scores = Vec::with_capacity(values.len());
    for (index, value) in values.iter().enumerate() {
        scores.extend(reader.units(value, || format!("{pointer}/scores/{index}")));
    }
    (scores.len() == values.len()).then_some(scores)
}

fn read_defence(
    reader: &mut Reader,
    input: &Map<String, Value>,
    base: &str,
    proposals: &BTreeSet<String>,
    rubric: Option<&Rubric>,
) -> BTreeMap<String, Vec<(String, Exact)>> {
    let mut defence = BTreeMap::new();
    let Some(scores) = reader.optional_object(input, base, "defence_scores") else {
        return defence;
    };
    for (proposal, given) in scores {
        let pointer = format!("{base}/defence_scores/{}", pointer_step(proposal));
        if !proposals.contains(proposal) {
            let detail = "no review, exclusion or request names this proposal";
            reader.fault(&pointer, "unknown_proposal", detail);
        }
        let Some(given) = reader.object(given, &pointer) else {
            continue;
        };
        let mut rated = Vec::with_capacity(given.len());
        for (panellist, total) in given {
            let pointer = format!("{pointer}/{}", pointer_step(panellist));
            let total = match rubric {
                Some(rubric) => read_defence_scores(reader, total, &pointer, rubric),
                None => read_defence_total(reader, total, &pointer),
            };
            rated.extend(total.map(|total| (panellist.clone(), total)));
        }
        defence.insert(proposal.clone(), rated);
    }
    defence
}

/// One total given at the defence, in points from 0 to 100.
fn read_defence_total(reader: &mut Reader, total: &Value, pointer: &str) -> Option<Exact> {
    let total = reader.units(total, || pointer.to_owned())?;
    if !(0..=10_000).contains(&total.get()) {
        let detail = "a defence is scored from 0 to 100";
        reader.faults.push(Fault::new(pointer, "out_of_range", detail).with_limit("0..100").with_actual(total.to_string()));
    }
    Some(total.points())
}

/// The weighted total of the scores given at the defence, in the order of its criteria.
fn read_defence_scores(reader: &mut Reader, scores: &Value, pointer: &str, rubric: &Rubric) -> Option<Exact> {
    let Some(values) = scores.as_array() else {
        reader.fault(pointer, "form", "with criteria of its own a defence is scored by them, in their order");
        return None;
    };
    let mut read = Vec::with_capacity(values.len());
    for (index, value) in values.iter().enumerate() {
        read.push(reader.units(value, || format!("{pointer}/{index}"))?);
    }
    let Ok(total) = rubric.weighted_total(&read) else {
        reader.adopt(rubric.score_faults(&read, ""), pointer);
        return None;
    };
    Some(total)
}

fn read_requests(reader: &mut Reader, input: &Map<String, Value>, base: &str) -> BTreeMap<String, Fen> {
    let Some(requests) = reader.optional_object(input, base, "requested_yuan") else {
        return BTreeMap::new();
    };
    let mut amounts = BTreeMap::new();
    for (proposal, amount) in requests {
        let pointer = format!("{base}/requested_yuan/{}", pointer_step(proposal));
        if let Some(amount) = reader.yuan(amount, &pointer) {
            amounts.insert(proposal.clone(), amount);
        }
    }
    amounts
}
