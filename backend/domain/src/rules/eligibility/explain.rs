//! Every rule about who may apply, with what it asks for and what was found, whether it holds or not.

use serde::Serialize;

use super::{ListKind, OrganisationFacts, OrganisationKind, check_eligibility};
use crate::schemes::{Grade, Scheme};
use crate::time::Day;

/// One rule of the scheme, judged on one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RuleOutcome {
    /// A stable code of the rule.
    pub code: &'static str,
    /// Whether the organisation fulfils it.
    pub holds: bool,
    /// What the scheme asks for; absent when the rule has no figure.
    pub limit: Option<String>,
    /// What was found.
    pub figure: Option<String>,
    /// Places in the facts' list entries that were looked at.
    pub entries: Vec<usize>,
}

/// Every rule that concerns an organisation of this kind. `holds` is read from [`check_eligibility`], so the two
/// cannot disagree.
#[must_use]
pub fn explain_eligibility(scheme: &Scheme, facts: &OrganisationFacts, on: Day) -> Vec<RuleOutcome> {
    let faults = check_eligibility(scheme, facts, on);
    let broken = |codes: &[&str]| faults.iter().any(|fault| codes.contains(&fault.code.as_str()));
    let rule = |code, faults: &[&str], limit: Option<String>, figure: Option<String>| RuleOutcome {
        code,
        holds: !broken(faults),
        limit,
        figure,
        entries: Vec::new(),
    };
    let rules = &scheme.eligibility;
    let mut found = vec![
        rule("verified", &["not_verified"], Some("verified".to_owned()), Some(facts.state.as_str().to_owned())),
        rule("not_organiser", &["organiser"], None, None),
    ];
    if facts.kind == OrganisationKind::FiledGroup {
        let sponsor = if facts.has_sponsor { "sponsor" } else { "no_sponsor" };
        let way = Some(rules.filed_groups.as_str().to_owned());
        found.push(rule("filed_group", &["filed_group_refused", "sponsor_missing"], way, Some(sponsor.to_owned())));
    } else {
        let since = facts.registered_on.map(|day| day.to_string());
        found.push(rule("registration_age", &["registered_too_recently"], Some(rules.registration_years.to_string()), since));
        let inspections = (Some(rules.inspections_passed.to_string()), Some(facts.inspections_passed.to_string()));
        found.push(rule("inspections", &["inspections_missing"], inspections.0, inspections.1));
        let grade = facts.valid_grade(on).map_or("none", Grade::as_str).to_owned();
        found.push(rule("grade", &["grade_too_low"], rules.grade_floor.map(|floor| floor.as_str().to_owned()), Some(grade)));
    }
    let (proposals, most) = (facts.open_proposals_in_call, scheme.limits.proposals_per_organisation);
    found.push(rule("proposals_in_call", &["too_many_proposals"], Some(most.to_string()), Some(proposals.to_string())));
    let history = format!("{}/{}", facts.unsettled_projects, facts.earlier_awards);
    let grantee = Some(rules.previous_grantee.as_str().to_owned());
    found.push(rule("previous_grantee", &["previous_grantee", "unsettled_project"], grantee, Some(history)));
    let lists = [
        (ListKind::Abnormal, "abnormal_list", rules.abnormal_list_years),
        (ListKind::SeriousViolation, "serious_violation_list", rules.serious_violation_years),
        (ListKind::Penalty, "penalty", rules.penalty_years),
        (ListKind::Ban, "banned", rules.breach_ban_years),
    ];
    for (kind, code, years) in lists {
        let entries: Vec<usize> = facts.list_entries.iter().enumerate().filter(|(_, entry)| entry.kind == kind).map(|(at, _)| at).collect();
        let known = entries.len().to_string();
        found.push(RuleOutcome { entries, ..rule(code, &[code], Some(years.to_string()), Some(known)) });
    }
    found
}
