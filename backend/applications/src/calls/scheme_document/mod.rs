//! The scheme as the contract describes it. Schemes are read and checked by the domain; these types say what one looks
//! like, part by part, and a test holds the two together.
//!
//! Money is yuan as text, shares are basis points (10 000 = the whole), points are text with at most two decimals.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yichuang_base::wire::{
    DayUnit, FiledGroups, FundingSource, Gate, Grade, Money, NeedLink, OverCap, PreviousGrantee, ReportRhythm, SignOff, Unspent,
};

mod judging;

pub use judging::*;

/// A scheme: every setting of a round. A call carries one; it is frozen when the call is published.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SchemeDocument {
    /// Version of this document's form.
    #[schema(minimum = 1, maximum = 1, example = 1)]
    pub schema_version: u32,
    /// The sources that may pay in one round, in any mix.
    #[schema(min_items = 1, max_items = 100)]
    pub funding_sources: Vec<FundingSource>,
    /// Tracks (赛道): proposals that compete with each other under the same terms.
    #[schema(min_items = 1, max_items = 100)]
    pub tracks: Vec<SchemeTrack>,
    /// Categories of proposals (为老, 助残 …).
    #[schema(min_items = 1, max_items = 100)]
    pub categories: Vec<SchemeCategory>,
    pub need_link: NeedLink,
    pub limits: SchemeLimits,
    pub eligibility: SchemeEligibility,
    pub budget: SchemeBudget,
    pub panel: SchemePanel,
    pub scoring: SchemeScoring,
    pub rubric: SchemeRubric,
    /// What is scored at the defence; the same as in the written review if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub defence_rubric: Option<SchemeRubric>,
    pub notice: SchemeNotice,
    /// Days to answer an objection, in the unit of the notice; absent: no limit of its own.
    #[schema(minimum = 1, maximum = 250, example = 5)]
    pub re_review_days: Option<u32>,
    /// Days from the end of the notice to the approval, in the unit of the notice; absent: no limit.
    #[schema(minimum = 1, maximum = 250, example = 20)]
    pub approval_days: Option<u32>,
    /// Working days from the end of the notice to the last day on which the agreement is signed; after it the award lapses
    /// and its money is available again. Absent: an award waits for its agreement without limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 5, maximum = 250, example = 30)]
    pub agreement_working_days: Option<u32>,
    /// The instalments of a grant, which add up to 10 000 basis points; a track may have its own.
    #[schema(min_items = 1, max_items = 100)]
    pub tranches: Vec<SchemeTranche>,
    pub reporting: SchemeReporting,
    /// A shift of more than this share of a budget line needs approval, in basis points.
    #[schema(minimum = 0, maximum = 10000, example = 1000)]
    pub line_shift_bp: u32,
    /// Grades of an evaluation, from the highest to the lowest; the last begins at 0 points.
    #[schema(min_items = 1, max_items = 100)]
    pub grades: Vec<SchemeGradeBand>,
    pub satisfaction: SchemeSatisfaction,
    /// Projects with a grant of this many yuan or more are audited (`0.00`: all); absent: none.
    pub audit_threshold: Option<Money>,
    pub unspent: Unspent,
    /// After how many years unspent money goes to the treasury; absent: at once.
    #[schema(minimum = 1, maximum = 20, example = 2)]
    pub unspent_years: Option<u32>,
    /// The organiser's largest share of the pool, in basis points.
    #[schema(minimum = 0, maximum = 10000, example = 1500)]
    pub organiser_share_max_bp: u32,
    pub clocks: SchemeClocks,
}

/// A text in both languages.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SchemeText {
    #[schema(min_length = 1, max_length = 1000, pattern = r"\S", example = "为老服务")]
    pub zh: String,
    #[schema(min_length = 1, max_length = 1000, pattern = r"\S", example = "Services for the elderly")]
    pub en: String,
}

/// A text in both languages that may be empty.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SchemeGuidance {
    #[schema(max_length = 1000, example = "服务对象、规模与需求依据是否清楚")]
    pub zh: String,
    #[schema(max_length = 1000, example = "Are the beneficiaries and the evidence clear?")]
    pub en: String,
}

/// An upper bound of what a track or category may receive: awards, money, or both.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SchemeQuota {
    /// The most awards; absent: no bound.
    #[schema(minimum = 1, maximum = 100_000, example = 3)]
    pub max_awards: Option<u32>,
    /// The most money in yuan; absent: no bound.
    pub max_amount: Option<Money>,
}

/// One track.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SchemeTrack {
    /// Unique in the scheme.
    #[schema(pattern = "^[a-z0-9_]{1,40}$", example = "standard")]
    pub code: String,
    pub title: SchemeText,
    pub quota: Option<SchemeQuota>,
    /// The cap of one project of this track in yuan, below that of the scheme; absent: the scheme's.
    pub cap_per_project: Option<Money>,
    /// The instalments of this track; absent: those of the scheme.
    #[schema(min_items = 1, max_items = 100)]
    pub tranches: Option<Vec<SchemeTranche>>,
}

/// One category.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SchemeCategory {
    /// Unique in the scheme.
    #[schema(pattern = "^[a-z0-9_]{1,40}$", example = "elderly")]
    pub code: String,
    pub title: SchemeText,
    pub quota: Option<SchemeQuota>,
}

/// How often one organisation may apply and win.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SchemeLimits {
    /// Proposals of one organisation in one call, at most.
    #[schema(minimum = 1, maximum = 100, example = 1)]
    pub proposals_per_organisation: u32,
    /// Awards of one organisation in one call, at most; no more than its proposals.
    #[schema(minimum = 1, maximum = 100, example = 1)]
    pub awards_per_organisation: u32,
    /// Awards of the whole call, at most; absent: bounded by the money only.
    #[schema(minimum = 1, maximum = 100_000, example = 10)]
    pub awards_per_call: Option<u32>,
    /// Who signs inside the organisation before a proposal is submitted; nobody when left out.
    #[serde(default = "no_sign_off")]
    pub sign_off: SignOff,
    /// True if everybody in the team of a proposal stands in the organisation's register of staff.
    #[serde(default)]
    pub registered_team: bool,
}

/// What a scheme meant before it could say.
const fn no_sign_off() -> SignOff {
    SignOff(yichuang_domain::schemes::SignOff::None)
}

/// What an organisation must fulfil on the day it submits.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SchemeEligibility {
    /// Whole years since registration, at least.
    #[schema(minimum = 0, maximum = 20, example = 1)]
    pub registration_years: u32,
    /// Latest yearly inspections (年检) that must be passed.
    #[schema(minimum = 0, maximum = 20, example = 1)]
    pub inspections_passed: u32,
    /// Lowest assessment grade; absent: none needed.
    pub grade_floor: Option<Grade>,
    /// Years to look back for the abnormal-activity list (活动异常名录).
    #[schema(minimum = 0, maximum = 20, example = 1)]
    pub abnormal_list_years: u32,
    /// Years to look back for the serious-violation list (严重违法失信名单).
    #[schema(minimum = 0, maximum = 20, example = 2)]
    pub serious_violation_years: u32,
    /// Years to look back for an administrative penalty.
    #[schema(minimum = 0, maximum = 20, example = 3)]
    pub penalty_years: u32,
    /// Years an organisation is banned after breaking an agreement.
    #[schema(minimum = 0, maximum = 20, example = 3)]
    pub breach_ban_years: u32,
    pub previous_grantee: PreviousGrantee,
    pub filed_groups: FiledGroups,
    /// The cap of one project of a filed group in yuan, where they have a track of their own.
    pub filed_group_cap: Option<Money>,
}

/// What a budget is checked against.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SchemeBudget {
    /// The least one project may ask for, in yuan; absent: no floor.
    pub floor_per_project: Option<Money>,
    /// The most one project may ask for, in yuan; absent: no cap.
    pub cap_per_project: Option<Money>,
    /// The largest share of the grant in the whole budget, in basis points; absent: no such cap.
    #[schema(minimum = 1, maximum = 10000, example = 6000)]
    pub cap_share_bp: Option<u32>,
    pub over_cap: OverCap,
    /// The least matching money, in basis points of the requested grant.
    #[schema(minimum = 0, maximum = 100_000, example = 1000)]
    pub matching_min_bp: u32,
    /// A matching line of at least this many yuan names its source and carries a proof; absent: none does.
    #[serde(default)]
    pub matching_proof_from: Option<Money>,
    /// True if that proof is a file; false if the number of a document is enough.
    #[serde(default)]
    pub matching_proof_file: bool,
    /// The subjects (科目) a line may have; one that is not listed is refused.
    #[schema(min_items = 1, max_items = 100)]
    pub lines: Vec<SchemeLineRule>,
}

/// The limits of one budget subject.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SchemeLineRule {
    /// Unique in the scheme.
    #[schema(pattern = "^[a-z0-9_]{1,40}$", example = "personnel")]
    pub subject: String,
    pub title: SchemeText,
    /// The largest share of the requested grant, in basis points; absent: no bound.
    #[schema(minimum = 1, maximum = 10000, example = 5000)]
    pub max_share_bp: Option<u32>,
    /// The highest price of one unit, in yuan; absent: no bound.
    pub max_unit_price: Option<Money>,
    /// True if the grant must not pay for it at all; then it has no share and no price.
    pub forbidden: bool,
}

/// How long proposed awards are on public notice (公示).
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SchemeNotice {
    pub unit: DayUnit,
    /// Days, at least; the first day counts when it is one.
    #[schema(minimum = 1, maximum = 90, example = 5)]
    pub days: u32,
}

/// One instalment.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SchemeTranche {
    /// Share of the grant, in basis points.
    #[schema(minimum = 1, maximum = 10000, example = 5000)]
    pub bp: u32,
    /// What must have happened; no later instalment waits for something earlier.
    pub gate: Gate,
    /// Working days from the gate to the payment, at most.
    #[schema(minimum = 1, maximum = 250, example = 15)]
    pub due_working_days: u32,
}

/// What a project reports and when it is looked at.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SchemeReporting {
    pub rhythm: ReportRhythm,
    /// When the mid-term evaluation is due, in basis points of the project's period; absent: none.
    #[schema(minimum = 1, maximum = 9999, example = 5000)]
    pub midterm_at_bp: Option<u32>,
    /// Calendar months from the end of the period to the completion report, at most.
    #[schema(minimum = 1, maximum = 12, example = 1)]
    pub final_report_months: u32,
}

/// A grade of an evaluation and what it means for the money.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SchemeGradeBand {
    /// Unique in the scheme.
    #[schema(pattern = "^[a-z0-9_]{1,40}$", example = "good")]
    pub code: String,
    pub title: SchemeText,
    /// The least score of the band, in points.
    #[schema(pattern = r"^(0|[1-9][0-9]{0,2})(\.[0-9]{1,2})?$", example = "80")]
    pub min: String,
    /// False if this grade stops the rest of the grant.
    pub releases_balance: bool,
}

/// How resident satisfaction is measured.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SchemeSatisfaction {
    /// This number of answers is enough, whatever the number of beneficiaries.
    #[schema(minimum = 1, maximum = 1_000_000, example = 30)]
    pub min_sample: u32,
    /// Fewer are enough if they are this share of the beneficiaries, in basis points.
    #[schema(minimum = 0, maximum = 10000, example = 1000)]
    pub min_sample_share_bp: u32,
    /// The least share of satisfied answers, in basis points.
    #[schema(minimum = 0, maximum = 10000, example = 8500)]
    pub threshold_bp: u32,
}

/// The clocks of a round.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SchemeClocks {
    /// Working days until a reported need must be answered.
    #[schema(minimum = 1, maximum = 250, example = 3)]
    pub need_response_working_days: u32,
    /// Working days to correct a proposal that was sent back.
    #[schema(minimum = 1, maximum = 250, example = 5)]
    pub correction_working_days: u32,
    /// Minutes to present a proposal in the defence.
    #[schema(minimum = 1, maximum = 250, example = 8)]
    pub defence_minutes: u32,
    /// Minutes of questions after it.
    #[schema(minimum = 1, maximum = 250, example = 5)]
    pub question_minutes: u32,
    /// Working days to put something right (整改).
    #[schema(minimum = 1, maximum = 250, example = 15)]
    pub rectification_working_days: u32,
    /// Working days from closing a project to its archived case file.
    #[schema(minimum = 1, maximum = 250, example = 5)]
    pub archive_working_days: u32,
}
