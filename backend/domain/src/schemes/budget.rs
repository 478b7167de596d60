//! What a budget may ask for: caps, matching money and the rules of single lines.

use serde::{Deserialize, Serialize};

use super::applying::Text;
use super::check::Faults;
use crate::fault::Fault;
use crate::money::{Fen, WHOLE_BP};
use crate::string_enum;

string_enum! {
    /// What happens to a request above the cap.
    pub enum OverCap {
        Refuse "refuse" "不予提交" "It cannot be submitted";
        Trim "trim" "按上限核减" "It may be submitted; an award is cut down to the cap";
    }
}

/// The rules a budget is checked against.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BudgetRules {
    /// The least one project may ask for, in yuan; absent = no floor.
    pub floor_per_project: Option<Fen>,
    /// The most one project may ask for, in yuan; absent = no cap.
    pub cap_per_project: Option<Fen>,
    /// The largest share of the grant in the whole budget of the project (grant and matching), in
    /// basis points; absent = no such cap.
    pub cap_share_bp: Option<u32>,
    /// What happens above either cap.
    pub over_cap: OverCap,
    /// The least matching money, in basis points of the requested grant.
    pub matching_min_bp: u32,
    /// A matching line of at least this amount, in yuan, names its source and carries a proof; absent = none does.
    #[serde(default)]
    pub matching_proof_from: Option<Fen>,
    /// True if that proof is a file; false if the number of a document is enough.
    #[serde(default, skip_serializing_if = "is_false")]
    pub matching_proof_file: bool,
    /// The subjects a line may have, each with its limits. A subject that is not listed is refused.
    pub lines: Vec<LineRule>,
}

/// The limits of one budget subject (预算科目).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LineRule {
    /// The code of the subject, unique in the scheme.
    pub subject: String,
    /// What people see.
    pub title: Text,
    /// The largest share of the requested grant that the grant lines of this subject may have, in
    /// basis points; absent = no bound.
    pub max_share_bp: Option<u32>,
    /// The highest price of one unit, in yuan; absent = no bound.
    pub max_unit_price: Option<Fen>,
    /// True if the grant must not pay for it at all.
    pub forbidden: bool,
}

/// A rule that a scheme does not set is not written, so that older schemes keep their fingerprint.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
pub(super) const fn is_false(value: &bool) -> bool {
    !*value
}

impl BudgetRules {
    pub(super) fn check(&self, faults: &mut Faults) {
        faults.positive("/budget/floor_per_project", self.floor_per_project);
        faults.positive("/budget/cap_per_project", self.cap_per_project);
        if let (Some(floor), Some(cap)) = (self.floor_per_project, self.cap_per_project)
            && floor > cap
        {
            let detail = "the floor is above the cap";
            let fault = Fault::new("/budget/floor_per_project", "floor_above_cap", detail);
            faults.push(fault.with_limit(cap.to_string()).with_actual(floor.to_string()));
        }
        if let Some(share) = self.cap_share_bp {
            faults.range("/budget/cap_share_bp", share, &(1..=WHOLE_BP));
        }
        faults.range("/budget/matching_min_bp", self.matching_min_bp, &(0..=10 * WHOLE_BP));
        faults.positive("/budget/matching_proof_from", self.matching_proof_from);
        if self.matching_proof_file && self.matching_proof_from.is_none() {
            let detail = "a file is asked for from an amount on, and no amount is set";
            faults.push(Fault::new("/budget/matching_proof_file", "contradiction", detail));
        }
        faults.not_empty("/budget/lines", &self.lines);
        faults.unique(self.lines.iter().map(|line| &line.subject), |index| format!("/budget/lines/{index}/subject"));
        for (index, line) in self.lines.iter().enumerate() {
            line.check(faults, &format!("/budget/lines/{index}"));
        }
    }
}

impl LineRule {
    fn check(&self, faults: &mut Faults, pointer: &str) {
        faults.code(&format!("{pointer}/subject"), &self.subject);
        self.title.check(faults, &format!("{pointer}/title"));
        if let Some(share) = self.max_share_bp {
            faults.range(&format!("{pointer}/max_share_bp"), share, &(1..=WHOLE_BP));
        }
        faults.positive(&format!("{pointer}/max_unit_price"), self.max_unit_price);
        if self.forbidden && (self.max_share_bp.is_some() || self.max_unit_price.is_some()) {
            let detail = "a forbidden subject has no share and no price";
            faults.push(Fault::new(format!("{pointer}/forbidden"), "contradiction", detail));
        }
    }
}
