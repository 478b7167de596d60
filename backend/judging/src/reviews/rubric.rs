//! What a stage scores and by which numbers: frozen from the scheme when the panel is appointed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use yichuang_base::problem::Problem;
use yichuang_base::wire::document;
use yichuang_domain::fault::{Fault, pointer_step};
use yichuang_domain::reviews::{CountedStage, Criterion as ExactCriterion, Rounding, Rubric, Units, round_once};
use yichuang_domain::schemes::{Criterion, Scheme, StageWeights, TieKey};
use yichuang_store::StoreError;
use yichuang_store::record::{Review, ReviewStage};

/// How many criteria break a tie: the heaviest, then the next.
const TIE_CRITERIA: u32 = 2;

/// A text in both languages.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct BothLanguages {
    #[schema(example = "需求契合度")]
    pub zh: String,
    #[schema(example = "Answer to the need")]
    pub en: String,
}

/// One line of the rubric.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct CriterionView {
    #[schema(example = "need")]
    pub code: String,
    pub title: BothLanguages,
    /// Weight in basis points; all of them add up to 10000. A criterion of weight 0 is advisory: it may be left unscored and is no part
    /// of the result.
    #[schema(example = 2500)]
    pub weight_bp: u32,
    /// Lowest score.
    #[schema(example = "0")]
    pub min: String,
    /// Highest score.
    #[schema(example = "10")]
    pub max: String,
    /// Distance between two possible scores, counted from the lowest.
    #[schema(example = "0.5")]
    pub step: String,
    /// What to look at.
    pub guidance: BothLanguages,
    /// What the scores mean, from the highest level to the lowest; none if empty.
    #[serde(default)]
    pub anchors: Vec<LevelView>,
    /// A score below this one must be explained in a comment.
    #[schema(example = "6")]
    pub explain_below: Option<String>,
    /// A score above this one must be explained in a comment.
    #[schema(example = "9")]
    pub explain_above: Option<String>,
    /// The least number of characters of such a comment, of both kinds together; 1 if absent.
    #[schema(example = 10)]
    pub explain_chars: Option<u32>,
}

/// One level of a criterion (评分档次).
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct LevelView {
    /// The least score of the level.
    #[schema(example = "9")]
    pub min: String,
    /// What a proposal of this level is like.
    pub text: BothLanguages,
}

/// The scoring policy of the written stage in the form that a recomputation reads. Where a defence follows it says how many
/// go on to it; where none follows and a jury or site visits are weighed, it says how all become the result.
///
/// A scheme that weighs a stage which is not held cannot be scored by the others alone.
pub(super) fn policy(scheme: &Scheme) -> Result<Value, Problem> {
    let scoring = &scheme.scoring;
    if let Some(fault) = scoring.stage_weights_bp.not_held() {
        return Err(Problem::blocked("stage_not_held", fault.detail.clone(), vec![fault.below("/scheme")]));
    }
    let ties = |key| scoring.tie_order.contains(&key);
    let mut policy = json!({
        "trim_low": scoring.trim_low,
        "trim_high": scoring.trim_high,
        "min_n_for_trim": scoring.min_n_for_trim,
        "quorum": scoring.quorum,
        "rank_dp": scoring.decimals,
        "rounding": scoring.rounding,
        "tie_criteria": if ties(TieKey::Criteria) { TIE_CRITERIA } else { 0 },
        "tie_lower_ask": ties(TieKey::LowerRequest),
        "pass_mark": scoring.pass_mark,
    });
    let weights = &scoring.stage_weights_bp;
    if weights.defence == 0 && CountedStage::ALL.iter().any(|stage| weights.counted(*stage) > 0) {
        policy["stage_weights_bp"] = json!({ "written": weights.written });
        weigh_counted(&mut policy, weights);
    }
    if let Some(method) = scoring.aggregate {
        policy["aggregate"] = json!(method);
    }
    if let Some(share) = scoring.trim_share_bp {
        policy["trim_share_bp"] = json!(share);
    }
    if let Some(places) = scoring.shortlist.filter(|_| weights.defence > 0) {
        policy["shortlist"] = json!(places);
    }
    Ok(policy)
}

/// The policy of the defence, by which all stages together become the result; nothing where the scheme weighs none.
pub(super) fn defence_policy(scheme: &Scheme) -> Result<Option<Value>, Problem> {
    let weights = &scheme.scoring.stage_weights_bp;
    if weights.defence == 0 {
        return Ok(None);
    }
    let mut policy = policy(scheme)?;
    policy["stage_weights_bp"] = json!({ "written": weights.written, "defence": weights.defence });
    weigh_counted(&mut policy, weights);
    Ok(Some(policy))
}

/// Adds the weights of the stages that an office counts, where they have one.
fn weigh_counted(policy: &mut Value, weights: &StageWeights) {
    for stage in CountedStage::ALL.iter().filter(|stage| weights.counted(**stage) > 0) {
        policy["stage_weights_bp"][stage.as_str()] = json!(weights.counted(*stage));
    }
}

/// The criteria of a stage, as they are shown.
pub fn criteria(stage: &ReviewStage) -> Result<Vec<CriterionView>, Problem> {
    document(&stage.rubric)
}

/// The criteria of a stage that make its result: all but the advisory ones.
pub(super) fn weighed(stage: &ReviewStage) -> Result<Vec<Criterion>, Problem> {
    let criteria: Vec<Criterion> = document(&stage.rubric)?;
    Ok(criteria.into_iter().filter(|criterion| !criterion.is_advisory()).collect())
}

/// The rubric that makes the result of a stage.
pub fn counted(stage: &ReviewStage) -> Result<Rubric, Problem> {
    rubric(&weighed(stage)?)
}

/// The whole rubric of a stage, ready to score.
pub fn exact(stage: &ReviewStage) -> Result<Rubric, Problem> {
    rubric(&document::<Vec<Criterion>>(&stage.rubric)?)
}

fn rubric(criteria: &[Criterion]) -> Result<Rubric, Problem> {
    let lines = criteria.iter().map(line).collect::<Result<Vec<_>, _>>()?;
    Rubric::new(lines).map_err(|faults| StoreError::Broken(format!("stored rubric: {faults:?}")).into())
}

fn line(criterion: &Criterion) -> Result<ExactCriterion, Problem> {
    let units = |text: &str| Units::parse(text).map_err(|error| Problem::from(StoreError::Broken(format!("stored rubric: {error}"))));
    Ok(ExactCriterion {
        code: criterion.code.clone(),
        weight_bp: criterion.weight_bp,
        min: units(&criterion.min)?,
        max: units(&criterion.max)?,
        step: units(&criterion.step)?,
        tie_order: None,
    })
}

/// Scores as they are kept: known criteria, in range, on a step, in one way of writing; or every fault.
pub fn normal(rubric: &Rubric, scores: &BTreeMap<String, String>) -> Result<BTreeMap<String, String>, Vec<Fault>> {
    let mut kept = BTreeMap::new();
    let mut faults = Vec::new();
    for (code, text) in scores {
        let pointer = format!("/scores/{}", pointer_step(code));
        let Some(criterion) = rubric.criteria().iter().find(|criterion| criterion.code == *code) else {
            faults.push(Fault::new(pointer, "unknown", "The rubric has no such criterion").with_actual(code));
            continue;
        };
        match Units::parse(text) {
            Err(error) => faults.push(Fault::new(pointer, error.code(), error.to_string()).with_actual(text)),
            Ok(units) => match misfit(criterion, units) {
                Some(fault) => faults.push(Fault { pointer, ..fault }),
                None => {
                    kept.insert(code.clone(), units.to_string());
                }
            },
        }
    }
    if faults.is_empty() { Ok(kept) } else { Err(faults) }
}

/// Why a score does not fit its criterion.
fn misfit(criterion: &ExactCriterion, score: Units) -> Option<Fault> {
    let alone = ExactCriterion { weight_bp: 10_000, ..criterion.clone() };
    let rubric = Rubric::new(vec![alone]).ok()?;
    rubric.score_faults(&[score], "").into_iter().next()
}

/// The criteria that need a score and have none yet (INV-08).
#[must_use]
pub fn unscored(rubric: &Rubric, scores: &BTreeMap<String, String>) -> Vec<Fault> {
    let missing = rubric.criteria().iter().filter(|criterion| criterion.weight_bp > 0 && !scores.contains_key(&criterion.code));
    missing
        .map(|criterion| Fault::new(format!("/scores/{}", pointer_step(&criterion.code)), "missing", "Every criterion needs a score"))
        .collect()
}

/// Everything that keeps a review from being submitted: scores that are missing, and scores outside the band of the
/// scheme that no comment explains.
pub(super) fn unfinished(stage: &ReviewStage, review: &Review) -> Result<Vec<Fault>, Problem> {
    let scores: BTreeMap<String, String> = document(&review.scores)?;
    let mut faults = unscored(&exact(stage)?, &scores);
    let said: [BTreeMap<String, String>; 2] = [document(&review.comments)?, document(&review.confidential_comments)?];
    for criterion in document::<Vec<Criterion>>(&stage.rubric)? {
        let Some(score) = scores.get(&criterion.code).and_then(|text| Units::parse(text).ok()) else { continue };
        let comments: Vec<&str> = said.iter().filter_map(|texts| texts.get(&criterion.code)).map(String::as_str).collect();
        if criterion.must_explain(score) && !criterion.is_explained_by(&comments) {
            let pointer = format!("/comments/{}", pointer_step(&criterion.code));
            let fault = Fault::new(pointer, "comment_needed", "Such a score must be explained in a comment");
            faults.push(fault.with_limit(criterion.explain_chars.unwrap_or(1).to_string()).with_actual(score.to_string()));
        }
    }
    Ok(faults)
}

/// The scores in the order of the rubric; nothing while one is missing.
pub(super) fn in_order(rubric: &Rubric, scores: &BTreeMap<String, String>) -> Option<Vec<String>> {
    rubric.criteria().iter().map(|criterion| scores.get(&criterion.code).cloned()).collect()
}

/// The weighted total out of 100 as its author sees it; nothing while a score is missing.
pub(super) fn total(rubric: &Rubric, scores: &BTreeMap<String, String>) -> Option<String> {
    let units = in_order(rubric, scores)?.iter().map(|text| Units::parse(text)).collect::<Result<Vec<_>, _>>().ok()?;
    let exact = rubric.weighted_total(&units).ok()?;
    round_once(exact, 2, Rounding::HalfUp).ok()
}
