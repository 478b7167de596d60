//! Schemes: what differs from district to district, as a validated document.
//!
//! A call carries one scheme; when the call is published the scheme is frozen. The defaults are those
//! of the product; the presets reproduce known practice, and what the source of a preset does not say
//! comes from the defaults.

mod applying;
mod budget;
mod canonical;
mod check;
mod consequences;
mod defaults;
mod delivery;
mod judging;
mod presets;

use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use applying::{
    Category, Eligibility, FiledGroups, FundingSource, Grade, Limits, NeedLink, PreviousGrantee, Quota, SignOff, Text, Track,
};
pub use budget::{BudgetRules, LineRule, OverCap};
pub use canonical::{canonical_json, sha256_hex};
pub use consequences::{Consequences, TrackConsequences, TrancheAmount, consequences};
pub use delivery::{Clocks, DayUnit, Gate, GradeBand, Notice, ReportRhythm, Reporting, Satisfaction, Tranche, Unspent};
pub use judging::{Anchor, Criterion, Outliers, Panel, PanelDraw, Rubric, Scoring, StageWeights, TieKey, is_zero};
pub use presets::{Preset, preset, presets};

use crate::fault::Fault;
use crate::money::{Fen, WHOLE_BP};
use check::Faults;

/// The version of the scheme document that this release reads and writes.
pub const SCHEMA_VERSION: u32 = 1;

/// Every setting of a call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scheme {
    /// The version of this document's form; see [`SCHEMA_VERSION`].
    pub schema_version: u32,
    /// The sources that may pay in one round, in any mix.
    pub funding_sources: Vec<FundingSource>,
    /// The tracks (赛道).
    pub tracks: Vec<Track>,
    /// The categories.
    pub categories: Vec<Category>,
    /// Whether a proposal answers listed needs.
    pub need_link: NeedLink,
    /// How often one organisation may apply and win.
    pub limits: Limits,
    /// What an organisation must fulfil.
    pub eligibility: Eligibility,
    /// What a budget is checked against.
    pub budget: BudgetRules,
    /// Who judges.
    pub panel: Panel,
    /// How scores become a ranking.
    pub scoring: Scoring,
    /// What is scored.
    pub rubric: Rubric,
    /// What is scored at the defence; the same as in the written review if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub defence_rubric: Option<Rubric>,
    /// How long proposed awards are on public notice.
    pub notice: Notice,
    /// Days to answer an objection, in the unit of the notice; absent = no limit of its own.
    pub re_review_days: Option<u32>,
    /// Days from the end of the notice to the approval, in the unit of the notice; absent = no limit.
    pub approval_days: Option<u32>,
    /// Working days from the end of the notice to the last day on which the agreement is signed; after it the award lapses
    /// and its money is available again. Absent = an award waits for its agreement without limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreement_working_days: Option<u32>,
    /// The instalments of a grant; a track may have its own.
    pub tranches: Vec<Tranche>,
    /// What a project reports.
    pub reporting: Reporting,
    /// A shift of more than this share of a budget line needs approval, in basis points.
    pub line_shift_bp: u32,
    /// The grades of an evaluation, highest first.
    pub grades: Vec<GradeBand>,
    /// How satisfaction is measured.
    pub satisfaction: Satisfaction,
    /// Projects from this grant on are audited, in yuan (`0.00` = all); absent = none.
    pub audit_threshold: Option<Fen>,
    /// What happens to unspent money.
    pub unspent: Unspent,
    /// After how many years it goes to the treasury; absent = at once.
    pub unspent_years: Option<u32>,
    /// The organiser's largest share of the pool, in basis points.
    pub organiser_share_max_bp: u32,
    /// The clocks of the round.
    pub clocks: Clocks,
}

impl Scheme {
    /// Reads a scheme document and checks it; every fault of its content at once.
    ///
    /// A document of the wrong form (a missing, unknown or mistyped member) has one fault, which
    /// names it.
    pub fn read(document: &Value) -> Result<Self, Vec<Fault>> {
        let scheme = Self::deserialize(document).map_err(|error| vec![Fault::new("", "form", error.to_string())])?;
        let faults = scheme.validate();
        if faults.is_empty() { Ok(scheme) } else { Err(faults) }
    }

    /// Every fault of the content; empty for a scheme that can be published.
    #[must_use]
    pub fn validate(&self) -> Vec<Fault> {
        let mut faults = Faults::default();
        let version = SCHEMA_VERSION..=SCHEMA_VERSION;
        faults.range("/schema_version", self.schema_version, &version);
        faults.not_empty("/funding_sources", &self.funding_sources);
        faults.unique(&self.funding_sources, |index| format!("/funding_sources/{index}"));
        applying::check_tracks(&mut faults, &self.tracks);
        self.check_track_gates(&mut faults);
        applying::check_categories(&mut faults, &self.categories);
        self.limits.check(&mut faults);
        self.eligibility.check(&mut faults);
        self.budget.check(&mut faults);
        self.panel.check(&mut faults);
        self.scoring.check(&mut faults, &self.panel);
        self.rubric.check(&mut faults, "/rubric");
        if let Some(rubric) = &self.defence_rubric {
            rubric.check(&mut faults, "/defence_rubric");
        }
        self.notice.check(&mut faults);
        for (name, days) in [("re_review_days", self.re_review_days), ("approval_days", self.approval_days)] {
            if let Some(days) = days {
                faults.range(&format!("/{name}"), days, &(1..=250));
            }
        }
        if let Some(days) = self.agreement_working_days {
            faults.range("/agreement_working_days", days, &(5..=250));
        }
        delivery::check_tranches(&mut faults, "/tranches", &self.tranches);
        self.reporting.check(&mut faults, &self.tranches);
        faults.range("/line_shift_bp", self.line_shift_bp, &(0..=WHOLE_BP));
        delivery::check_grades(&mut faults, &self.grades);
        self.satisfaction.check(&mut faults);
        delivery::check_money(&mut faults, self.audit_threshold, self.unspent_years);
        faults.range("/organiser_share_max_bp", self.organiser_share_max_bp, &(0..=WHOLE_BP));
        self.clocks.check(&mut faults);
        faults.into_vec()
    }

    /// What is scored at the defence: its own rubric, or that of the written review.
    #[must_use]
    pub fn rubric_of_defence(&self) -> &Rubric {
        self.defence_rubric.as_ref().unwrap_or(&self.rubric)
    }

    /// The instalments of `track`: its own, or those of the scheme.
    #[must_use]
    pub fn tranches_of(&self, track: &str) -> &[Tranche] {
        self.track(track).and_then(|track| track.tranches.as_deref()).unwrap_or(&self.tranches)
    }

    /// The cap of one project of `track`, in yuan, if there is any: the lowest of the track's, the
    /// scheme's and, for a filed group on a track of its own, that of filed groups.
    #[must_use]
    pub fn cap_of(&self, track: &str, filed_group: bool) -> Option<Fen> {
        let own = self.track(track).and_then(|track| track.cap_per_project);
        let filed = self.eligibility.filed_group_cap.filter(|_| filed_group);
        own.into_iter().chain(filed).chain(self.budget.cap_per_project).min()
    }

    /// The fingerprint of the content: SHA-256 of the canonical JSON, in hexadecimal digits.
    ///
    /// Two schemes have the same fingerprint if and only if they are equal.
    pub fn content_hash(&self) -> Result<String, serde_json::Error> {
        let document = serde_json::to_value(self)?;
        Ok(sha256_hex(canonical_json(&document).as_bytes()))
    }

    fn track(&self, code: &str) -> Option<&Track> {
        self.tracks.iter().find(|track| track.code == code)
    }

    fn check_track_gates(&self, faults: &mut Faults) {
        if self.reporting.midterm_at_bp.is_some() {
            return;
        }
        for (index, track) in self.tracks.iter().enumerate() {
            let tranches = track.tranches.as_deref().unwrap_or_default();
            if tranches.iter().any(|tranche| tranche.gate == Gate::MidtermPassed) {
                let pointer = format!("/tracks/{index}/tranches");
                let detail = "a tranche waits for a mid-term evaluation that never happens";
                faults.push(Fault::new(pointer, "midterm_missing", detail));
            }
        }
    }
}

#[cfg(test)]
mod tests;
