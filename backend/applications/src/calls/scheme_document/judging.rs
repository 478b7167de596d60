//! How proposals are judged: the panel, the numbers of the scoring, the rubric.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yichuang_base::wire::{AggregateMethod, PanelDraw, TieKey};

use super::{SchemeGuidance, SchemeText};

/// Who sits on a panel.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SchemePanel {
    /// Seats.
    #[schema(minimum = 1, maximum = 99, example = 5)]
    pub size: u32,
    /// True if the number of seats must be odd.
    pub odd: bool,
    /// Finance experts, at least; no more than the seats.
    #[schema(minimum = 0, maximum = 99, example = 1)]
    pub finance_members: u32,
    pub draw: PanelDraw,
}

/// The weights of the stages in basis points; they add up to 10 000.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SchemeStageWeights {
    /// Written review (书面评审).
    #[schema(minimum = 0, maximum = 10000, example = 10000)]
    pub written: u32,
    /// Live defence (答辩).
    #[schema(minimum = 0, maximum = 10000, example = 0)]
    pub defence: u32,
    /// Public or resident jury (大众评审).
    #[schema(minimum = 0, maximum = 10000, example = 0)]
    pub public_jury: u32,
    /// Site visit (实地考察); left out where there is none.
    #[schema(minimum = 0, maximum = 10000, example = 0)]
    #[serde(default, skip_serializing_if = "yichuang_domain::schemes::is_zero")]
    pub site_visit: u32,
}

/// When a score deserves a question; a flag never changes a number by itself.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SchemeOutliers {
    /// Points of distance from the mean of the others.
    #[schema(pattern = r"^(0|[1-9][0-9]{0,2})(\.[0-9]{1,2})?$", example = "15")]
    pub points: String,
    /// Multiples of the scaled median absolute deviation from the median.
    #[schema(pattern = r"^(0|[1-9][0-9]{0,2})(\.[0-9]{1,2})?$", example = "3")]
    pub mad_k: String,
    /// The least median absolute deviation that is assumed, in points.
    #[schema(pattern = r"^(0|[1-9][0-9]{0,2})(\.[0-9]{1,2})?$", example = "2")]
    pub mad_floor: String,
}

/// How a score is rounded, once.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SchemeRounding {
    /// 四舍五入: half away from zero.
    HalfUp,
    /// GB/T 8170: half to the even neighbour.
    HalfEven,
}

/// Every number of the scoring.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SchemeScoring {
    /// How the reviews of a proposal become one figure; the trimmed mean when left out.
    #[serde(default)]
    pub aggregate: Option<AggregateMethod>,
    /// Instead of fixed numbers: the share of the reviews dropped at each end, in basis points, rounded down to whole reviews.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 4999, example = 1500)]
    pub trim_share_bp: Option<u32>,
    /// Lowest reviews that are dropped.
    #[schema(minimum = 0, maximum = 99, example = 1)]
    pub trim_low: u32,
    /// Highest reviews that are dropped.
    #[schema(minimum = 0, maximum = 99, example = 1)]
    pub trim_high: u32,
    /// The least number of valid reviews from which on reviews are dropped.
    #[schema(minimum = 1, example = 5)]
    pub min_n_for_trim: u32,
    /// The least number of valid reviews; below it a proposal has no result.
    #[schema(minimum = 1, maximum = 99, example = 3)]
    pub quorum: u32,
    /// Decimals of the published score; the same figure decides the rank.
    #[schema(minimum = 0, maximum = 4, example = 2)]
    pub decimals: u32,
    pub rounding: SchemeRounding,
    /// The least score that can be funded, in points.
    #[schema(pattern = r"^(0|[1-9][0-9]{0,2})(\.[0-9]{1,2})?$", example = "60")]
    pub pass_mark: String,
    /// The most bonus points.
    #[schema(pattern = r"^(0|[1-9][0-9]{0,2})(\.[0-9]{1,2})?$", example = "0")]
    pub bonus_max: String,
    pub stage_weights_bp: SchemeStageWeights,
    /// Proposals of the written stage that go on to the defence; absent: all.
    #[schema(minimum = 1, maximum = 100_000, example = 20)]
    pub shortlist: Option<u32>,
    /// What decides between equal scores, in this order; the last is the lottery.
    #[schema(min_items = 1, max_items = 5)]
    pub tie_order: Vec<TieKey>,
    pub outliers: SchemeOutliers,
    /// True if organisations see who judged them.
    pub reviewer_names_shown: bool,
}

/// What reviewers score; the weights add up to 10 000 basis points.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SchemeRubric {
    #[schema(min_items = 1, max_items = 100)]
    pub criteria: Vec<SchemeCriterion>,
}

/// One line of a rubric.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SchemeCriterion {
    /// Unique in the rubric.
    #[schema(pattern = "^[A-Za-z0-9_]{1,40}$", example = "need")]
    pub code: String,
    pub title: SchemeText,
    /// Weight in the whole, in basis points. 0 makes the criterion advisory: it may be left unscored and is no part of the result.
    #[schema(minimum = 0, maximum = 10000, example = 2500)]
    pub weight_bp: u32,
    /// Least score, in points.
    #[schema(pattern = r"^(0|[1-9][0-9]{0,2})(\.[0-9]{1,2})?$", example = "0")]
    pub min: String,
    /// Highest score.
    #[schema(pattern = r"^(0|[1-9][0-9]{0,2})(\.[0-9]{1,2})?$", example = "10")]
    pub max: String,
    /// Distance between two possible scores; it divides the range.
    #[schema(pattern = r"^(0|[1-9][0-9]{0,2})(\.[0-9]{1,2})?$", example = "0.5")]
    pub step: String,
    /// What to look at.
    pub guidance: SchemeGuidance,
    /// What the scores mean, from the highest level to the lowest, which begins at `min`; none when left out.
    #[serde(default)]
    #[schema(max_items = 100)]
    pub anchors: Vec<SchemeAnchor>,
    /// A score below this one must be explained in a comment; none needs to be when left out.
    #[serde(default)]
    #[schema(pattern = r"^(0|[1-9][0-9]{0,2})(\.[0-9]{1,2})?$", example = "6")]
    pub explain_below: Option<String>,
    /// A score above this one must be explained in a comment; none needs to be when left out.
    #[serde(default)]
    #[schema(pattern = r"^(0|[1-9][0-9]{0,2})(\.[0-9]{1,2})?$", example = "9")]
    pub explain_above: Option<String>,
    /// The least number of characters of such a comment; 1 when left out.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 500, example = 10)]
    pub explain_chars: Option<u32>,
}

/// One level of a criterion (评分档次).
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SchemeAnchor {
    /// The least score of the level.
    #[schema(pattern = r"^(0|[1-9][0-9]{0,2})(\.[0-9]{1,2})?$", example = "9")]
    pub min: String,
    /// What a proposal of this level is like.
    pub text: SchemeText,
}
