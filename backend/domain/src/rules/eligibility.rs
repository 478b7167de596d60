//! Who may apply: the facts of an organisation on the day of submission against the scheme.

use serde::{Deserialize, Serialize};

use super::standing::plus_years;
use crate::fault::Fault;
use crate::schemes::{FiledGroups, Grade, PreviousGrantee, Scheme};
use crate::states::organisations::OrganisationState;
use crate::string_enum;
use crate::time::Day;

string_enum! {
    /// The legal kind of an organisation.
    pub enum OrganisationKind {
        Association "association" "社会团体" "A social association";
        Service "service" "社会服务机构" "A social service organisation (民办非企业单位)";
        Foundation "foundation" "基金会" "A foundation";
        FiledGroup "filed_group" "备案类社区社会组织" "A community group that is filed, not registered";
    }
}

string_enum! {
    /// What an organisation can be listed for.
    pub enum ListKind {
        Abnormal "abnormal" "活动异常名录" "The abnormal-activity list";
        SeriousViolation "serious_violation" "严重违法失信名单" "The serious-violation list";
        Penalty "penalty" "行政处罚" "An administrative penalty";
        Ban "ban" "禁止申报" "A ban from funding after a breach";
    }
}

/// One dated entry in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListEntry {
    /// Which list.
    pub kind: ListKind,
    /// The day of entry, or of the decision.
    pub entered_on: Day,
    /// The day of removal (the last day of a ban); absent = still listed, or no end was set.
    pub left_on: Option<Day>,
}

/// What is known of an organisation on the day of submission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrganisationFacts {
    /// The state of its registration on the platform.
    pub state: OrganisationState,
    /// Its legal kind.
    pub kind: OrganisationKind,
    /// The day it was registered; absent for a group that is only filed.
    pub registered_on: Option<Day>,
    /// How many of its latest yearly inspections were passed without a gap.
    pub inspections_passed: u32,
    /// Its assessment grade, if it has one.
    pub grade: Option<Grade>,
    /// The first day on which the grade is valid.
    pub grade_valid_from: Option<Day>,
    /// The last day on which the grade is valid.
    pub grade_valid_until: Option<Day>,
    /// Its entries in lists.
    pub list_entries: Vec<ListEntry>,
    /// Its other proposals in this call that are neither drafts nor withdrawn.
    pub open_proposals_in_call: u32,
    /// Its awards in earlier calls.
    pub earlier_awards: u32,
    /// Its projects of earlier calls that are not settled.
    pub unsettled_projects: u32,
    /// True if a verified organisation stands behind a filed group.
    pub has_sponsor: bool,
    /// True if it runs this call itself.
    pub organises_call: bool,
}

impl OrganisationFacts {
    /// The grade, if it is valid on the day `on`. A grade without days was entered before days were kept, and counts.
    #[must_use]
    pub fn valid_grade(&self, on: Day) -> Option<Grade> {
        let begun = self.grade_valid_from.is_none_or(|first| first <= on);
        let ended = self.grade_valid_until.is_some_and(|last| last < on);
        self.grade.filter(|_| begun && !ended)
    }
}

/// Every rule of the scheme that the organisation fails on the day `on`; empty if it may apply.
#[must_use]
pub fn check_eligibility(scheme: &Scheme, facts: &OrganisationFacts, on: Day) -> Vec<Fault> {
    let mut faults = Vec::new();
    if facts.state != OrganisationState::Verified {
        let detail = "the organisation must be verified";
        let fault = Fault::new("/organisation/state", "not_verified", detail);
        faults.push(fault.with_limit(OrganisationState::Verified.as_str()).with_actual(facts.state.as_str()));
    }
    if facts.organises_call {
        let detail = "an organiser may not apply in a call that it runs";
        faults.push(Fault::new("/organisation", "organiser", detail));
    }
    if facts.kind == OrganisationKind::FiledGroup {
        check_filed_group(&mut faults, scheme, facts);
    } else {
        check_registered(&mut faults, scheme, facts, on);
    }
    check_history(&mut faults, scheme, facts);
    for (index, entry) in facts.list_entries.iter().enumerate() {
        check_entry(&mut faults, scheme, *entry, index, on);
    }
    faults
}

fn check_filed_group(faults: &mut Vec<Fault>, scheme: &Scheme, facts: &OrganisationFacts) {
    match scheme.eligibility.filed_groups {
        FiledGroups::Refused => {
            let detail = "a group that is only filed may not apply";
            faults.push(Fault::new("/organisation/kind", "filed_group_refused", detail));
        }
        FiledGroups::ThroughSponsor if !facts.has_sponsor => {
            let detail = "a group that is only filed applies through a registered organisation";
            faults.push(Fault::new("/organisation/kind", "sponsor_missing", detail));
        }
        FiledGroups::ThroughSponsor | FiledGroups::OwnTrack => {}
    }
}

fn check_registered(faults: &mut Vec<Fault>, scheme: &Scheme, facts: &OrganisationFacts, on: Day) {
    let rules = &scheme.eligibility;
    let old_enough = facts.registered_on.and_then(|day| plus_years(day, rules.registration_years)).is_some_and(|first| first <= on);
    if !old_enough {
        let detail = "the organisation has not been registered for long enough";
        let pointer = "/organisation/registered_on";
        let fault = Fault::new(pointer, "registered_too_recently", detail);
        let fault = fault.with_limit(format!("{} years", rules.registration_years));
        faults.push(match facts.registered_on {
            Some(day) => fault.with_actual(day.to_string()),
            None => fault,
        });
    }
    if facts.inspections_passed < rules.inspections_passed {
        let detail = "too few of the latest yearly inspections were passed";
        let pointer = "/organisation/inspections_passed";
        let fault = Fault::new(pointer, "inspections_missing", detail);
        faults.push(fault.with_limit(rules.inspections_passed.to_string()).with_actual(facts.inspections_passed.to_string()));
    }
    if let Some(floor) = rules.grade_floor {
        let grade = facts.valid_grade(on);
        if grade.is_none_or(|grade| grade < floor) {
            let detail = "the organisation has no valid assessment grade that is high enough";
            let fault = Fault::new("/organisation/grade", "grade_too_low", detail);
            let actual = grade.map_or("none", Grade::as_str);
            faults.push(fault.with_limit(floor.as_str()).with_actual(actual));
        }
    }
}

fn check_history(faults: &mut Vec<Fault>, scheme: &Scheme, facts: &OrganisationFacts) {
    let limit = scheme.limits.proposals_per_organisation;
    if facts.open_proposals_in_call >= limit {
        let detail = "the organisation has as many proposals in this call as it may have";
        let pointer = "/organisation/open_proposals_in_call";
        let fault = Fault::new(pointer, "too_many_proposals", detail);
        let actual = facts.open_proposals_in_call.saturating_add(1);
        faults.push(fault.with_limit(limit.to_string()).with_actual(actual.to_string()));
    }
    match scheme.eligibility.previous_grantee {
        PreviousGrantee::Barred if facts.earlier_awards > 0 => {
            let detail = "a former grantee may not apply again";
            let fault = Fault::new("/organisation/earlier_awards", "previous_grantee", detail);
            faults.push(fault.with_limit("0").with_actual(facts.earlier_awards.to_string()));
        }
        PreviousGrantee::BarredIfUnsettled if facts.unsettled_projects > 0 => {
            let detail = "a former project of the organisation is not settled";
            let fault = Fault::new("/organisation/unsettled_projects", "unsettled_project", detail);
            faults.push(fault.with_limit("0").with_actual(facts.unsettled_projects.to_string()));
        }
        _ => {}
    }
}

/// A listing counts while it lasts and for its look-back after it; a penalty counts from its day; a
/// ban counts to its last day, or for the years of the scheme if none was set.
fn check_entry(faults: &mut Vec<Fault>, scheme: &Scheme, entry: ListEntry, index: usize, on: Day) {
    let rules = &scheme.eligibility;
    if entry.entered_on > on {
        return;
    }
    let counts_after = |start: Option<Day>, years| start.is_none_or(|day| plus_years(day, years).is_none_or(|free| on < free));
    let (counts, code, years) = match entry.kind {
        ListKind::Abnormal => {
            let years = rules.abnormal_list_years;
            (counts_after(entry.left_on, years), "abnormal_list", years)
        }
        ListKind::SeriousViolation => {
            let years = rules.serious_violation_years;
            (counts_after(entry.left_on, years), "serious_violation_list", years)
        }
        ListKind::Penalty => {
            let years = rules.penalty_years;
            (counts_after(Some(entry.entered_on), years), "penalty", years)
        }
        ListKind::Ban => {
            let years = rules.breach_ban_years;
            let counts = match entry.left_on {
                Some(last) => on <= last,
                None => counts_after(Some(entry.entered_on), years),
            };
            (counts, "banned", years)
        }
    };
    if counts {
        let pointer = format!("/organisation/list_entries/{index}");
        let detail = format!("an entry of the list \"{}\" still counts", entry.kind.zh());
        let left = entry.left_on.map_or_else(|| "open".to_owned(), |day| day.to_string());
        let fault = Fault::new(pointer, code, detail).with_limit(format!("{years} years"));
        faults.push(fault.with_actual(format!("{} to {left}", entry.entered_on)));
    }
}

mod explain;
pub use explain::{RuleOutcome, explain_eligibility};

#[cfg(test)]
mod tests;
