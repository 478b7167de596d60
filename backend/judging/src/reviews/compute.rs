//! From locked reviews to a ranking: the sealed input, and the rows of its output.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use utoipa::ToSchema;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::document;
use yichuang_domain::fault::Fault;
use yichuang_domain::money::Fen;
use yichuang_domain::reviews::{CountedStage, recompute};
use yichuang_domain::schemes::{canonical_json, sha256_hex};
use yichuang_store::ids::{AssignmentId, ProposalId, ResultRunId};
use yichuang_store::record::{Assignment, Call, Proposal, ResultRow, ResultRun, Review, ReviewStage};
use yichuang_store::{StoreError, reviews as rows};

use super::rubric;
use crate::juries;

/// A review that does not count, and why.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ExcludedReview {
    #[schema(example = "评委乙")]
    pub reviewer: String,
    /// `recused`, `abstained`, `voided`, `not_submitted` or `replaced`.
    #[schema(example = "recused")]
    pub reason: String,
}

/// Which reviews made one proposal's result.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RowDetail {
    pub kept: Vec<String>,
    pub dropped: Vec<String>,
    pub excluded: Vec<ExcludedReview>,
    /// Where there was more than the written stage: the result of each stage.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stages: Vec<StageResult>,
}

/// The result of one stage, and its weight in the whole.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct StageResult {
    /// `written`, `defence`, `public_jury` or `site_visit`.
    #[schema(example = "defence")]
    pub kind: String,
    /// Weight in basis points.
    #[schema(example = 3000)]
    pub weight_bp: u32,
    /// The exact aggregate as a fraction in lowest terms; nothing without a quorum, or where it was not held.
    #[schema(example = "254/3")]
    pub exact: Option<String>,
    /// `trimmed`, `untrimmed_small_n`, `median`, `hodges_lehmann`, `no_quorum`, `counted` (a jury, site visits) or `not_held`.
    #[schema(example = "trimmed")]
    pub state: String,
    /// Reviews that are valid; of a jury its ballots, of site visits their sheets.
    #[schema(example = 5)]
    pub n_valid: i32,
    /// Reviews that count, by alias.
    pub kept: Vec<String>,
    /// Extremes that were dropped, by alias.
    pub dropped: Vec<String>,
    pub excluded: Vec<ExcludedReview>,
}

/// The sealed input of these proposals as the reviews are now: of the written stage, of the defence once it is sealed, and
/// the counts of the public jury and of site visits where the final results weigh them.
pub async fn sealed(uow: &Uow, call: &Call, live: &[Proposal]) -> Result<Sealed, Problem> {
    let stage = super::stage_of(uow, call).await?;
    let assignments = rows::assignments_of(&uow.conn, stage.id).await?;
    let reviews = rows::reviews_of(&uow.conn, stage.id).await?;
    let written = seal(&stage, live, &assignments, &reviews)?;
    let sealed = match rows::defence_stage_of(&uow.conn, call.id).await? {
        Some(stage) if !yichuang_base::recusal::vacate::before_seal(&stage) => {
            let assignments = rows::assignments_of(&uow.conn, stage.id).await?;
            let reviews = rows::reviews_of(&uow.conn, stage.id).await?;
            seal_with(written, live, &Defence { stage: &stage, assignments: &assignments, reviews: &reviews })?
        }
        _ => written,
    };
    juries::counted(uow, call, live, sealed).await
}

/// What a defence adds to the sealed input.
pub struct Defence<'a> {
    pub stage: &'a ReviewStage,
    pub assignments: &'a [Assignment],
    pub reviews: &'a [Review],
}

/// What was sealed: everything the computation reads, and who did not count.
pub struct Sealed {
    pub input: Value,
    pub excluded: BTreeMap<ProposalId, Vec<ExcludedReview>>,
    /// The same for the defence, where there was one.
    pub defence: Option<BTreeMap<ProposalId, Vec<ExcludedReview>>>,
    /// The stages that an office counted, in their order.
    pub counted: Vec<CountedStage>,
}

/// The reviews of one stage as they count: scores of those that are locked, and the reason of everybody else, by number of
/// the proposal and alias.
struct Counted {
    scores: BTreeMap<(String, String), Vec<String>>,
    left_out: BTreeMap<(String, String), String>,
    excluded: BTreeMap<ProposalId, Vec<ExcludedReview>>,
}

fn count(stage: &ReviewStage, proposals: &[Proposal], assignments: &[Assignment], reviews: &[Review]) -> Result<Counted, Problem> {
    let exact = rubric::counted(stage)?;
    let mut counted = Counted { scores: BTreeMap::new(), left_out: BTreeMap::new(), excluded: BTreeMap::new() };
    let proposals: HashMap<ProposalId, &Proposal> = proposals.iter().map(|proposal| (proposal.id, proposal)).collect();
    let reviews: HashMap<AssignmentId, &Review> = reviews.iter().map(|review| (review.assignment_id, review)).collect();
    for assignment in assignments {
        let Some(proposal) = proposals.get(&assignment.proposal_id) else { continue };
        let key = (proposal.number.clone(), assignment.alias.clone());
        let review = reviews.get(&assignment.id).copied();
        if let Some(review) = review.filter(|review| review.state == "locked") {
            let scores: BTreeMap<String, String> = document(&review.scores)?;
            let scores = rubric::in_order(&exact, &scores).ok_or_else(|| broken("a locked review misses a score"))?;
            counted.scores.insert(key, scores);
            continue;
        }
        let reason = reason(assignment, review).to_owned();
        counted.left_out.insert(key, reason.clone());
        counted.excluded.entry(proposal.id).or_default().push(ExcludedReview { reviewer: assignment.alias.clone(), reason });
    }
    Ok(counted)
}

impl Counted {
    fn left_out(&self) -> Vec<Value> {
        self.left_out.iter().map(|((proposal, by), why)| json!({ "proposal": proposal, "reviewer": by, "reason": why })).collect()
    }
}

/// The input in the form that `recompute` reads, the same whatever order the rows came in.
pub fn seal(stage: &ReviewStage, proposals: &[Proposal], assignments: &[Assignment], reviews: &[Review]) -> Result<Sealed, Problem> {
    let counted = count(stage, proposals, assignments, reviews)?;
    let written = counted.scores.iter();
    let written: Vec<Value> =
        written.map(|((proposal, by), scores)| json!({ "proposal": proposal, "reviewer": by, "scores": scores })).collect();
    let input = json!({
        "criteria": criteria(stage)?,
        "policy": document::<Value>(&stage.policy)?,
        "written_scores": written,
        "excluded": counted.left_out(),
        "requested_yuan": requests(proposals)?,
    });
    Ok(Sealed { input, excluded: counted.excluded, defence: None, counted: Vec::new() })
}

/// The same for both stages together: the written scores as they were sealed, and those of the defence.
pub fn seal_with(mut sealed: Sealed, proposals: &[Proposal], defence: &Defence<'_>) -> Result<Sealed, Problem> {
    let counted = count(defence.stage, proposals, defence.assignments, defence.reviews)?;
    let mut given: BTreeMap<&str, BTreeMap<&str, &Vec<String>>> = BTreeMap::new();
    for ((proposal, by), scores) in &counted.scores {
        given.entry(proposal).or_default().insert(by, scores);
    }
    sealed.input["policy"] = document(&defence.stage.policy)?;
    sealed.input["defence_criteria"] = json!(criteria(defence.stage)?);
    sealed.input["defence_scores"] = json!(given);
    sealed.input["defence_excluded"] = json!(counted.left_out());
    sealed.defence = Some(counted.excluded);
    Ok(sealed)
}

/// The rubric of a stage as a recomputation reads it.
fn criteria(stage: &ReviewStage) -> Result<Vec<Value>, Problem> {
    let criteria = rubric::weighed(stage)?;
    Ok(criteria.iter().map(|c| json!({ "code": c.code, "weight_bp": c.weight_bp, "min": c.min, "max": c.max, "step": c.step })).collect())
}

fn reason(assignment: &Assignment, review: Option<&Review>) -> &'static str {
    match assignment.state.as_str() {
        "recused" => "recused",
        "replaced" => "replaced",
        _ if review.is_some_and(|review| review.state == "voided") => "voided",
        _ if review.is_some_and(|review| review.state == "abstained") => "abstained",
        _ => "not_submitted",
    }
}

/// Every proposal with its request, so that none without a review is missing from the result.
fn requests(proposals: &[Proposal]) -> Result<Map<String, Value>, Problem> {
    let mut requests = Map::new();
    for proposal in proposals {
        let amount = Fen::new(proposal.requested_fen).map_err(|_| broken("a request is out of range"))?;
        requests.insert(proposal.number.clone(), json!(amount.to_string()));
    }
    Ok(requests)
}

/// The output of the domain for a sealed input, as canonical text.
pub fn output(input: &Value) -> Result<(Value, String), Problem> {
    let output = recompute(input).map_err(|faults| {
        let said: Vec<String> = faults.iter().map(|fault: &Fault| format!("{} {}", fault.pointer, fault.detail)).collect();
        Problem::internal(format!("sealed input cannot be computed: {}", said.join("; ")))
    })?;
    let text = canonical_json(&output);
    Ok((output, text))
}

/// The run that keeps a computation; nothing of it is ever edited.
pub fn run(uow: &Uow, stage: &ReviewStage, seq: i32, input: &Value, output: String) -> Result<ResultRun, Problem> {
    let text = canonical_json(input);
    Ok(ResultRun {
        id: ResultRunId(uow.id()),
        call_id: stage.call_id,
        seq,
        input_sha256: sha256_hex(text.as_bytes()),
        policy_sha256: sha256_hex(canonical_json(&input["policy"]).as_bytes()),
        input: text,
        output_sha256: sha256_hex(output.as_bytes()),
        output,
        engine_version: env!("CARGO_PKG_VERSION").to_owned(),
        computed_by: uow.caller()?.user,
        verified_by: None,
        verified_at: None,
        state: "computed".to_owned(),
        version: 1,
        created_at: uow.micros(),
        updated_at: uow.micros(),
    })
}

/// One row for each proposal, ranked or not.
pub fn result_rows(
    uow: &Uow,
    run: ResultRunId,
    proposals: &[Proposal],
    sealed: &Sealed,
    output: &Value,
) -> Result<Vec<ResultRow>, Problem> {
    let places = places(output);
    let mut rows = Vec::with_capacity(proposals.len());
    for proposal in proposals {
        let written = &output["written"][&proposal.number];
        let result = &output["final"][&proposal.number];
        let place = places.get(proposal.number.as_str());
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let detail = RowDetail {
            kept: names(&written["kept"]),
            dropped: names(&written["dropped"]),
            excluded: sealed.excluded.get(&proposal.id).cloned().unwrap_or_default(),
            stages: stages(sealed, proposal, output),
        };
        rows.push(ResultRow {
            id: uow.id(),
            run_id: run,
            proposal_id: proposal.id,
            place: place.map(|place| place.rank),
            exact: text(&result["exact"]),
            shown: text(&result["shown"]),
            agg_state: text(&written["state"]).ok_or_else(|| broken("a proposal is missing from the output"))?,
            n_valid: written["n"].as_i64().and_then(|n| i32::try_from(n).ok()).unwrap_or_default(),
            reason: place.map_or_else(|| unplaced(sealed, proposal, output).to_owned(), |place| place.reason.clone()),
            tie_group: place.and_then(|place| place.tie_group),
            detail: yichuang_base::wire::canonical(&detail)?,
        });
    }
    Ok(rows)
}

/// Why a proposal has no place: too few reviews, not shortlisted, no result of the defence, no ballot of the jury, not visited.
fn unplaced(sealed: &Sealed, proposal: &Proposal, output: &Value) -> &'static str {
    let number = proposal.number.as_str();
    let shortlisted = output["shortlist"].as_array().into_iter().flatten().any(|one| one == number);
    let without = |stage: &&CountedStage| output[stage.as_str()][number]["exact"].is_null();
    match (output["written"][number]["exact"].is_null(), shortlisted) {
        (true, _) => "no_quorum",
        (false, false) => "not_shortlisted",
        (false, true) if sealed.defence.is_some() && output["defence"][number]["exact"].is_null() => "no_defence",
        (false, true) => match sealed.counted.iter().find(without) {
            Some(CountedStage::SiteVisit) => "no_site_visit",
            Some(CountedStage::PublicJury) => "no_jury",
            None => "no_defence",
        },
    }
}

/// The result of each stage; nothing where only the written one counts.
fn stages(sealed: &Sealed, proposal: &Proposal, output: &Value) -> Vec<StageResult> {
    if sealed.defence.is_none() && sealed.counted.is_empty() {
        return Vec::new();
    }
    let weights = &sealed.input["policy"]["stage_weights_bp"];
    let weight = |kind: &str| weights[kind].as_u64().and_then(|bp| u32::try_from(bp).ok()).unwrap_or_default();
    let one = |kind: &str, excluded: &BTreeMap<ProposalId, Vec<ExcludedReview>>| {
        let found = &output[kind][&proposal.number];
        StageResult {
            kind: kind.to_owned(),
            weight_bp: weight(kind),
            exact: found["exact"].as_str().map(str::to_owned),
            state: found["state"].as_str().unwrap_or("not_held").to_owned(),
            n_valid: found["n"].as_i64().and_then(|n| i32::try_from(n).ok()).unwrap_or_default(),
            kept: names(&found["kept"]),
            dropped: names(&found["dropped"]),
            excluded: excluded.get(&proposal.id).cloned().unwrap_or_default(),
        }
    };
    let mut stages = vec![one("written", &sealed.excluded)];
    stages.extend(sealed.defence.as_ref().map(|excluded| one("defence", excluded)));
    for counted in &sealed.counted {
        let found = &output[counted.as_str()][&proposal.number];
        let ballots = found["ballots"].as_i64().and_then(|n| i32::try_from(n).ok()).unwrap_or_default();
        let state = if found["exact"].is_null() { "not_held" } else { "counted" };
        stages.push(StageResult {
            kind: counted.to_string(),
            weight_bp: weight(counted.as_str()),
            exact: found["exact"].as_str().map(str::to_owned),
            state: state.to_owned(),
            n_valid: ballots,
            kept: Vec::new(),
            dropped: Vec::new(),
            excluded: Vec::new(),
        });
    }
    stages
}

fn names(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// Where a proposal stands in the ranking.
struct Standing {
    rank: i32,
    reason: String,
    tie_group: Option<i32>,
}

/// The ranking `[rank, number, reason]` by number. A row whose reason is the lottery is equal to the one above
/// on every key, so both are of one tie group.
fn places(output: &Value) -> BTreeMap<&str, Standing> {
    let ranking: Vec<&Value> = output["ranking"].as_array().into_iter().flatten().collect();
    let tied = |index: usize| ranking.get(index).is_some_and(|row| row[2] == "LOTTERY");
    let mut groups = 0;
    let mut places = BTreeMap::new();
    for (index, row) in ranking.iter().enumerate() {
        groups += i32::from(tied(index + 1) && !tied(index));
        let tie_group = (tied(index) || tied(index + 1)).then_some(groups);
        let rank = row[0].as_i64().and_then(|rank| i32::try_from(rank).ok());
        if let (Some(rank), Some(number)) = (rank, row[1].as_str()) {
            places.insert(number, Standing { rank, reason: row[2].as_str().unwrap_or_default().to_owned(), tie_group });
        }
    }
    places
}

fn broken(what: &str) -> Problem {
    StoreError::Broken(what.to_owned()).into()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::places;

    #[test]
    fn rows_that_only_a_lottery_can_part_share_a_tie_group() {
        let output = json!({ "ranking": [
            [1, "A", "score"], [2, "B", "LOTTERY"], [3, "C", "LOTTERY"], [4, "D", "score"], [5, "E", "score"], [6, "F", "LOTTERY"],
        ] });
        let groups: Vec<_> = places(&output).into_values().map(|place| place.tie_group).collect();
        assert_eq!(groups, [Some(1), Some(1), Some(1), None, Some(2), Some(2)]);
    }
}
