//! How proposals are judged: panel, scoring policy and rubric.

use serde::{Deserialize, Serialize};

use super::applying::Text;
use super::check::{Faults, MAX_ENTRIES};
use crate::fault::Fault;
use crate::money::Rounding;
use crate::reviews::{AggregateMethod, CountedStage, Units};
use crate::string_enum;

string_enum! {
    /// How a panel comes about.
    pub enum PanelDraw {
        Random "random" "随机抽取" "Drawn from the expert library with a recorded seed";
        Appointed "appointed" "指定" "Appointed by the organiser";
    }
}

string_enum! {
    /// What decides between equal scores. Time of submission, name and number are never keys.
    pub enum TieKey {
        Defence "defence" "答辩得分" "The higher aggregate of the defence";
        Criteria "criteria" "权重最高指标" "The higher exact mean of the heaviest criterion, then of the next";
        LowerRequest "lower_request" "申请金额低者" "The lower requested grant";
        PanelVote "panel_vote" "评委表决" "A recorded vote of the panel";
        Lottery "lottery" "抽签" "A lottery committed to before its entropy exists";
    }
}

/// Who sits on a panel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Panel {
    /// The number of seats.
    pub size: u32,
    /// True if the number of seats must be odd.
    pub odd: bool,
    /// The least number of finance experts.
    pub finance_members: u32,
    /// How the members are found.
    pub draw: PanelDraw,
}

/// The weights of the stages in the final score, in basis points; they add up to 10 000.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StageWeights {
    /// The written review (书面评审).
    pub written: u32,
    /// The live defence (答辩).
    pub defence: u32,
    /// The public or resident jury (大众评审).
    pub public_jury: u32,
    /// The site visit (实地考察); not written where there is none, as in schemes older than it.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub site_visit: u32,
}

/// Whether a weight is left out of what is written.
#[must_use]
pub const fn is_zero(weight: &u32) -> bool {
    *weight == 0
}

/// When a score deserves a question. A flag never changes a number by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outliers {
    /// Points of distance from the mean of the others.
    pub points: String,
    /// Multiples of the scaled median absolute deviation from the median.
    pub mad_k: String,
    /// The least median absolute deviation that is assumed, in points.
    pub mad_floor: String,
}

/// Every number of the scoring.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scoring {
    /// How the reviews of a proposal become one figure; the trimmed mean if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aggregate: Option<AggregateMethod>,
    /// Instead of fixed numbers: the share of the reviews dropped at each end, in basis points, rounded down to whole reviews.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trim_share_bp: Option<u32>,
    /// How many of the lowest reviews are dropped.
    pub trim_low: u32,
    /// How many of the highest reviews are dropped.
    pub trim_high: u32,
    /// The least number of valid reviews from which on reviews are dropped.
    pub min_n_for_trim: u32,
    /// The least number of valid reviews; below it a proposal has no result at all.
    pub quorum: u32,
    /// Decimals of the published score; the same figure decides the rank.
    pub decimals: u32,
    /// How the published score is rounded, once.
    pub rounding: Rounding,
    /// The least score that can be funded, in points.
    pub pass_mark: String,
    /// The most bonus points.
    pub bonus_max: String,
    /// The weights of the stages.
    pub stage_weights_bp: StageWeights,
    /// How many proposals of the written stage go on to the defence; absent = all.
    pub shortlist: Option<u32>,
    /// What decides between equal scores, in this order.
    pub tie_order: Vec<TieKey>,
    /// When a score is flagged.
    pub outliers: Outliers,
    /// True if organisations see who judged them.
    pub reviewer_names_shown: bool,
}

/// What reviewers score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rubric {
    /// The criteria; their weights add up to 10 000.
    pub criteria: Vec<Criterion>,
}

/// One line of a rubric.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    /// A code, unique in the rubric.
    pub code: String,
    /// What people see.
    pub title: Text,
    /// The weight in the whole, in basis points; 0 for an advisory criterion (参考项).
    pub weight_bp: u32,
    /// The least score, in points with at most two decimals.
    pub min: String,
    /// The highest score.
    pub max: String,
    /// The distance between two possible scores.
    pub step: String,
    /// What a reviewer should look at.
    pub guidance: Text,
    /// What the scores mean, level by level (评分档次), from the highest to the lowest; none if empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub anchors: Vec<Anchor>,
    /// A score below this one must be explained in a comment; none needs to be if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explain_below: Option<String>,
    /// A score above this one must be explained in a comment; none needs to be if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explain_above: Option<String>,
    /// The least number of characters of such a comment, 1 to 500; 1 if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explain_chars: Option<u32>,
}

/// One level of a criterion: what a proposal is like that scores so much.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Anchor {
    /// The least score of the level; the last level begins at the criterion's least score.
    pub min: String,
    /// What such a proposal is like.
    pub text: Text,
}

impl Panel {
    pub(super) fn check(&self, faults: &mut Faults) {
        faults.range("/panel/size", self.size, &(1..=99));
        if self.odd && self.size.is_multiple_of(2) {
            let fault = Fault::new("/panel/size", "not_odd", "the number of seats must be odd");
            faults.push(fault.with_actual(self.size.to_string()));
        }
        faults.range("/panel/finance_members", self.finance_members, &(0..=self.size));
    }
}

impl StageWeights {
    /// The weight of a stage that an office counts.
    #[must_use]
    pub const fn counted(&self, stage: CountedStage) -> u32 {
        match stage {
            CountedStage::PublicJury => self.public_jury,
            CountedStage::SiteVisit => self.site_visit,
        }
    }

    /// Why the weights cannot be judged: there is no ranking without a written review. Nothing is reweighed silently.
    #[must_use]
    pub fn not_held(&self) -> Option<Fault> {
        if self.written > 0 {
            return None;
        }
        let detail = "the scheme does not weigh the written review, which every proposal goes through";
        let fault = Fault::new("/scoring/stage_weights_bp", "stage_not_held", detail);
        Some(
            fault
                .with_limit("written > 0")
                .with_actual(format!("{}:{}:{}:{}", self.written, self.defence, self.public_jury, self.site_visit)),
        )
    }
}

impl Scoring {
    pub(super) fn check(&self, faults: &mut Faults, panel: &Panel) {
        self.check_trim(faults, panel);
        faults.range("/scoring/quorum", self.quorum, &(1..=panel.size.max(1)));
        faults.range("/scoring/decimals", self.decimals, &(0..=4));
        faults.points("/scoring/pass_mark", &self.pass_mark);
        faults.points("/scoring/bonus_max", &self.bonus_max);
        faults.points("/scoring/outliers/points", &self.outliers.points);
        faults.points("/scoring/outliers/mad_k", &self.outliers.mad_k);
        faults.points("/scoring/outliers/mad_floor", &self.outliers.mad_floor);
        let StageWeights { written, defence, public_jury, site_visit } = self.stage_weights_bp;
        faults.whole("/scoring/stage_weights_bp", [written, defence, public_jury, site_visit]);
        if let Some(places) = self.shortlist {
            faults.range("/scoring/shortlist", places, &(1..=100_000));
        }
        faults.unique(&self.tie_order, |index| format!("/scoring/tie_order/{index}"));
        if self.tie_order.last() != Some(&TieKey::Lottery) {
            let detail = "the last key must be the lottery, which always decides";
            faults.push(Fault::new("/scoring/tie_order", "undecided_tie", detail));
        }
    }

    fn check_trim(&self, faults: &mut Faults, panel: &Panel) {
        let dropped = self.trim_low.saturating_add(self.trim_high);
        if let Some(share) = self.trim_share_bp {
            faults.range("/scoring/trim_share_bp", share, &(1..=4_999));
        }
        let plain = self.aggregate.unwrap_or(AggregateMethod::TrimmedMean) == AggregateMethod::TrimmedMean;
        if dropped > 0 && (self.trim_share_bp.is_some() || !plain) {
            let detail = "fixed numbers are dropped only by the trimmed mean, and not together with a share";
            faults.push(Fault::new("/scoring/trim_low", "trims_twice", detail).with_actual(dropped.to_string()));
        }
        if self.trim_share_bp.is_some() && !plain {
            let detail = "a share is dropped only by the trimmed mean";
            faults.push(Fault::new("/scoring/trim_share_bp", "trims_twice", detail));
        }
        if self.min_n_for_trim <= dropped {
            let detail = "dropping must leave at least one review";
            let least = dropped.saturating_add(1);
            let fault = Fault::new("/scoring/min_n_for_trim", "trims_leave_nothing", detail);
            faults.push(fault.with_limit(least.to_string()).with_actual(self.min_n_for_trim.to_string()));
        }
        if (dropped > 0 || self.trim_share_bp.is_some()) && self.min_n_for_trim > panel.size {
            let detail = "the panel is too small for any review ever to be dropped";
            let fault = Fault::new("/scoring/min_n_for_trim", "trim_never_applies", detail);
            faults.push(fault.with_limit(panel.size.to_string()).with_actual(self.min_n_for_trim.to_string()));
        }
    }
}

impl Rubric {
    /// Checks the criteria of the rubric at `pointer`.
    pub(super) fn check(&self, faults: &mut Faults, pointer: &str) {
        faults.not_empty(&format!("{pointer}/criteria"), &self.criteria);
        faults.whole(&format!("{pointer}/criteria"), self.criteria.iter().map(|c| c.weight_bp));
        faults.unique(self.criteria.iter().map(|c| &c.code), |index| format!("{pointer}/criteria/{index}/code"));
        for (index, criterion) in self.criteria.iter().enumerate() {
            criterion.check(faults, &format!("{pointer}/criteria/{index}"));
        }
    }
}

impl Criterion {
    fn check(&self, faults: &mut Faults, pointer: &str) {
        faults.code(&format!("{pointer}/code"), &self.code.to_ascii_lowercase());
        self.title.check(faults, &format!("{pointer}/title"));
        self.guidance.check_length(faults, &format!("{pointer}/guidance"));
        faults.range(&format!("{pointer}/weight_bp"), self.weight_bp, &(0..=10_000));
        let min = faults.points(&format!("{pointer}/min"), &self.min);
        let max = faults.points(&format!("{pointer}/max"), &self.max);
        let step = faults.points(&format!("{pointer}/step"), &self.step);
        let (Some(min), Some(max), Some(step)) = (min, max, step) else {
            return;
        };
        if min >= max {
            let fault = Fault::new(format!("{pointer}/max"), "empty_range", "must be above min");
            faults.push(fault.with_limit(&*self.min).with_actual(&*self.max));
        } else if step == 0 || (max - min) % step != 0 {
            let detail = "must be above zero and divide the range from min to max";
            let fault = Fault::new(format!("{pointer}/step"), "step_does_not_divide", detail);
            faults.push(fault.with_actual(&*self.step));
        } else {
            self.check_anchors(faults, pointer, [min, max, step]);
            self.check_explained(faults, pointer, [min, max, step]);
        }
    }

    /// Whether the criterion weighs nothing: it may be left unscored and is no part of any result (INV-08).
    #[must_use]
    pub const fn is_advisory(&self) -> bool {
        self.weight_bp == 0
    }

    /// Whether a score lies outside the band that needs no comment.
    #[must_use]
    pub fn must_explain(&self, score: Units) -> bool {
        let bound = |text: &Option<String>| text.as_deref().and_then(|text| Units::parse(text).ok());
        bound(&self.explain_below).is_some_and(|least| score < least) || bound(&self.explain_above).is_some_and(|most| score > most)
    }

    /// Whether comments, taken together, are long enough to explain a score. Blanks at their ends do not count.
    #[must_use]
    pub fn is_explained_by(&self, comments: &[&str]) -> bool {
        let written: usize = comments.iter().map(|text| text.trim().chars().count()).sum();
        written >= usize::try_from(self.explain_chars.unwrap_or(1)).unwrap_or(usize::MAX)
    }

    /// The band without comments begins and ends at possible scores, and there is no length without a band.
    fn check_explained(&self, faults: &mut Faults, pointer: &str, [min, max, step]: [i64; 3]) {
        let mut bounds = [None, None];
        for (bound, (name, text)) in bounds.iter_mut().zip([("explain_below", &self.explain_below), ("explain_above", &self.explain_above)])
        {
            let Some(text) = text else { continue };
            let pointer = format!("{pointer}/{name}");
            *bound = faults.points(&pointer, text);
            if bound.is_some_and(|value| !(min..=max).contains(&value) || (value - min) % step != 0) {
                let fault = Fault::new(pointer, "not_a_score", "must be a possible score of the criterion");
                faults.push(fault.with_limit(format!("{} to {}", self.min, self.max)).with_actual(&**text));
            }
        }
        if let [Some(below), Some(above)] = bounds
            && below > above
        {
            let fault = Fault::new(format!("{pointer}/explain_above"), "bands_out_of_order", "must not lie below explain_below");
            faults.push(fault.with_actual(self.explain_above.as_deref().unwrap_or_default()));
        }
        if let Some(least) = self.explain_chars {
            faults.range(&format!("{pointer}/explain_chars"), least, &(1..=500));
        }
    }

    /// The levels stand on possible scores, run downwards and leave no score without a level.
    fn check_anchors(&self, faults: &mut Faults, pointer: &str, [min, max, step]: [i64; 3]) {
        let mut above = None;
        if self.anchors.len() > MAX_ENTRIES {
            faults.push(Fault::new(format!("{pointer}/anchors"), "too_many", "the list is too long").with_limit(MAX_ENTRIES.to_string()));
        }
        for (index, anchor) in self.anchors.iter().enumerate() {
            let pointer = format!("{pointer}/anchors/{index}");
            anchor.text.check(faults, &format!("{pointer}/text"));
            let Some(from) = faults.points(&format!("{pointer}/min"), &anchor.min) else { continue };
            if !(min..=max).contains(&from) || (from - min) % step != 0 {
                let fault = Fault::new(format!("{pointer}/min"), "not_a_score", "must be a possible score of the criterion");
                faults.push(fault.with_limit(format!("{} to {}", self.min, self.max)).with_actual(&*anchor.min));
            }
            if above.is_some_and(|above| above <= from) {
                let fault = Fault::new(format!("{pointer}/min"), "bands_out_of_order", "the levels run from the highest to the lowest");
                faults.push(fault.with_actual(&*anchor.min));
            }
            above = Some(from);
        }
        if let Some(last) = self.anchors.last()
            && above != Some(min)
        {
            let pointer = format!("{pointer}/anchors/{}/min", self.anchors.len() - 1);
            let fault = Fault::new(pointer, "gap", "the last level must begin at the least score");
            faults.push(fault.with_limit(&*self.min).with_actual(&*last.min));
        }
    }
}
