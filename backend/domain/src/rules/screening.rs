//! The eligibility check as rows: every automatic rule of a scheme with its limit, the figure found, and whether it
//! holds, does not, or cannot be told from what is on record.

use super::{BudgetCase, OrganisationFacts, OrganisationKind, budget_limits};
use crate::fault::Fault;
use crate::schemes::{NeedLink, PreviousGrantee, Scheme, SignOff};
use crate::string_enum;
use crate::time::Day;

string_enum! {
    /// One automatic rule of the eligibility check.
    pub enum ScreeningRule {
        Verified "verified" "组织已核验" "The organisation is verified";
        Kind "kind" "组织类型" "Its kind may apply";
        Age "age" "登记年限" "It has been registered for long enough";
        Inspections "inspections" "年检合格" "Its latest inspections were passed";
        Grade "grade" "评估等级" "Its assessment grade is high enough";
        Listed "listed" "失信与处罚" "No list entry, penalty or ban counts against it";
        Organiser "organiser" "非承办单位" "It does not run the call itself";
        Previous "previous" "往期项目" "Its earlier projects do not bar it";
        Proposals "proposals" "申报数量" "It has no more proposals in the call than it may have";
        Awards "awards" "立项数量" "It wins no more than it may";
        Cap "cap" "资助上限" "The requested grant keeps cap and floor";
        CapShare "cap_share" "资助占比" "The grant is no larger a share of the budget than it may be";
        Matching "matching" "配套资金" "There is enough matching money";
        MatchingProof "matching_proof" "配套证明" "Matching money names its source and is shown";
        Lines "lines" "预算科目与单价" "Subjects, shares and prices of the budget lines are allowed";
        Content "content" "内容完整" "Nothing that must be said is missing";
        Attachments "attachments" "附件齐全" "Every document that the call asks for is there";
        NeedLink "need_link" "需求对应" "It answers a listed need as the scheme asks";
        SignOff "sign_off" "负责人签署" "The legal representative signed what was submitted";
        DoubleFunding "double_funding" "重复资助" "The same project is not funded elsewhere or earlier";
        SameProof "same_proof" "凭证重复" "No proof of matching money was used in another proposal";
        NeedTaken "need_taken" "需求已承接" "The need is not awarded to somebody else";
    }
}

string_enum! {
    /// What came out of one rule.
    pub enum FindingResult {
        Pass "pass" "符合" "The rule holds";
        Fail "fail" "不符合" "The rule does not hold";
        Unknown "unknown" "需人工判断" "What is on record does not tell; a person must judge";
    }
}

/// Something that speaks against a proposal and was found by looking at others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// The rule it belongs to.
    pub rule: ScreeningRule,
    /// True if it breaks the rule; false if a person must judge.
    pub certain: bool,
    /// What was found.
    pub evidence: Fault,
}

/// Everything the rules look at.
#[derive(Debug, Clone, Copy)]
pub struct ScreeningCase<'a> {
    /// What is known of the organisation.
    pub facts: &'a OrganisationFacts,
    /// The day of submission.
    pub on: Day,
    /// The budget with what its limits depend on.
    pub budget: BudgetCase<'a>,
    /// Everything that the check of the proposal found.
    pub faults: &'a [Fault],
    /// What was found by looking at others.
    pub doubts: &'a [Doubt],
    /// Documents that the call asks for in any case, and how many of them are there.
    pub documents: Documents,
}

/// How many documents a call asks for in any case, and how many of them a proposal has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Documents {
    /// Asked for.
    pub mandatory: u32,
    /// There.
    pub there: u32,
}

/// One rule with what came out of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule.
    pub rule: ScreeningRule,
    /// What came out.
    pub result: FindingResult,
    /// The limit, when the rule has one figure: money, a number of years, a code.
    pub limit: Option<String>,
    /// The figure that was found.
    pub actual: Option<String>,
    /// What speaks against it, each with its place.
    pub evidence: Vec<Fault>,
}

/// Every rule that the scheme sets, in the order of the form. No fault is lost: one that belongs to no rule of its
/// own speaks against the completeness of the content.
#[must_use]
pub fn screen(scheme: &Scheme, case: &ScreeningCase<'_>) -> Vec<Finding> {
    let rules = ScreeningRule::ALL.iter().copied();
    rules.filter_map(|rule| finding(scheme, case, rule)).collect()
}

fn finding(scheme: &Scheme, case: &ScreeningCase<'_>, rule: ScreeningRule) -> Option<Finding> {
    let mut evidence: Vec<Fault> = case.faults.iter().filter(|fault| rule_of(&fault.code, &fault.pointer) == rule).cloned().collect();
    let failed = !evidence.is_empty();
    let doubts: Vec<&Doubt> = case.doubts.iter().filter(|doubt| doubt.rule == rule).collect();
    evidence.extend(doubts.iter().map(|doubt| doubt.evidence.clone()));
    if evidence.is_empty() && !is_set(scheme, case, rule) {
        return None;
    }
    let (limit, actual) = figures(scheme, case, rule);
    let result = if failed || doubts.iter().any(|doubt| doubt.certain) {
        FindingResult::Fail
    } else if !doubts.is_empty() || untold(scheme, case, rule) {
        FindingResult::Unknown
    } else {
        FindingResult::Pass
    };
    Some(Finding { rule, result, limit, actual, evidence })
}

/// Which rule a fault of the check belongs to.
fn rule_of(code: &str, pointer: &str) -> ScreeningRule {
    match code {
        "not_verified" => ScreeningRule::Verified,
        "filed_group_refused" | "sponsor_missing" => ScreeningRule::Kind,
        "registered_too_recently" => ScreeningRule::Age,
        "inspections_missing" => ScreeningRule::Inspections,
        "grade_too_low" => ScreeningRule::Grade,
        "abnormal_list" | "serious_violation_list" | "penalty" | "banned" => ScreeningRule::Listed,
        "organiser" => ScreeningRule::Organiser,
        "previous_grantee" | "unsettled_project" => ScreeningRule::Previous,
        "too_many_proposals" => ScreeningRule::Proposals,
        "over_cap" | "below_floor" => ScreeningRule::Cap,
        "over_cap_share" => ScreeningRule::CapShare,
        "matching_too_low" => ScreeningRule::Matching,
        "source_missing" | "proof_missing" | "proof_file_missing" => ScreeningRule::MatchingProof,
        "signature_missing" => ScreeningRule::SignOff,
        _ if pointer.starts_with("/attachments") => ScreeningRule::Attachments,
        _ if pointer.starts_with("/needs") => ScreeningRule::NeedLink,
        _ if ["/budget", "/requested", "/grant", "/matching"].iter().any(|part| pointer.starts_with(part)) => ScreeningRule::Lines,
        _ => ScreeningRule::Content,
    }
}

/// Whether the scheme sets the rule; rules that look at others are shown when they found something.
fn is_set(scheme: &Scheme, case: &ScreeningCase<'_>, rule: ScreeningRule) -> bool {
    let registered = case.facts.kind != OrganisationKind::FiledGroup;
    match rule {
        ScreeningRule::Kind => !registered,
        ScreeningRule::Age => registered && scheme.eligibility.registration_years > 0,
        ScreeningRule::Inspections => registered && scheme.eligibility.inspections_passed > 0,
        ScreeningRule::Grade => registered && scheme.eligibility.grade_floor.is_some(),
        ScreeningRule::Previous => scheme.eligibility.previous_grantee != PreviousGrantee::Allowed,
        ScreeningRule::Cap => {
            let filed = !registered;
            scheme.cap_of(case.budget.track, filed).is_some() || scheme.budget.floor_per_project.is_some()
        }
        ScreeningRule::CapShare => scheme.budget.cap_share_bp.is_some(),
        ScreeningRule::Matching => scheme.budget.matching_min_bp > 0,
        ScreeningRule::MatchingProof => scheme.budget.matching_proof_from.is_some(),
        ScreeningRule::SignOff => scheme.limits.sign_off != SignOff::None,
        ScreeningRule::NeedTaken => scheme.need_link != NeedLink::None,
        ScreeningRule::Attachments => case.documents.mandatory > 0,
        ScreeningRule::NeedLink => false,
        _ => true,
    }
}

/// Whether what is on record is too little to judge by.
fn untold(scheme: &Scheme, case: &ScreeningCase<'_>, rule: ScreeningRule) -> bool {
    match rule {
        ScreeningRule::Grade => scheme.eligibility.grade_floor.is_some() && case.facts.grade_valid_until.is_none(),
        _ => false,
    }
}

fn figures(scheme: &Scheme, case: &ScreeningCase<'_>, rule: ScreeningRule) -> (Option<String>, Option<String>) {
    let (rules, facts) = (&scheme.eligibility, case.facts);
    let of = |limit: String, actual: String| (Some(limit), Some(actual));
    let budget = |kind: &str| {
        let found = budget_limits(scheme, &case.budget).into_iter().find(|limit| limit.kind.as_str() == kind);
        found.map_or((None, None), |found| (Some(found.limit), Some(found.actual)))
    };
    match rule {
        ScreeningRule::Verified => of("verified".to_owned(), facts.state.as_str().to_owned()),
        ScreeningRule::Kind => of(rules.filed_groups.as_str().to_owned(), facts.kind.as_str().to_owned()),
        ScreeningRule::Age => (Some(rules.registration_years.to_string()), facts.registered_on.map(|day| day.to_string())),
        ScreeningRule::Inspections => of(rules.inspections_passed.to_string(), facts.inspections_passed.to_string()),
        ScreeningRule::Grade => {
            (rules.grade_floor.map(|grade| grade.as_str().to_owned()), facts.grade.map(|grade| grade.as_str().to_owned()))
        }
        ScreeningRule::Listed => of("0".to_owned(), facts.list_entries.len().to_string()),
        ScreeningRule::Previous => of(rules.previous_grantee.as_str().to_owned(), facts.unsettled_projects.to_string()),
        ScreeningRule::Proposals => {
            of(scheme.limits.proposals_per_organisation.to_string(), facts.open_proposals_in_call.saturating_add(1).to_string())
        }
        ScreeningRule::Awards => {
            let against = case.doubts.iter().filter(|doubt| doubt.rule == rule).count();
            of(scheme.limits.awards_per_organisation.to_string(), against.to_string())
        }
        ScreeningRule::Cap => match budget("cap") {
            (None, _) => budget("floor"),
            found => found,
        },
        ScreeningRule::CapShare => budget("cap_share"),
        ScreeningRule::Matching => budget("matching"),
        ScreeningRule::MatchingProof => (scheme.budget.matching_proof_from.map(|from| from.to_string()), None),
        ScreeningRule::SignOff => (Some(scheme.limits.sign_off.as_str().to_owned()), None),
        ScreeningRule::Attachments => of(case.documents.mandatory.to_string(), case.documents.there.to_string()),
        _ => (None, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Fen;
    use crate::rules::{BudgetDocument, check_eligibility};
    use crate::schemes::Grade;
    use crate::states::organisations::OrganisationState;

    fn facts() -> OrganisationFacts {
        OrganisationFacts {
            state: OrganisationState::Verified,
            kind: OrganisationKind::Service,
            registered_on: Some(Day::parse("2020-01-01").unwrap()),
            inspections_passed: 2,
            grade: Some(Grade::A3),
            grade_valid_from: None,
            grade_valid_until: None,
            list_entries: Vec::new(),
            open_proposals_in_call: 0,
            earlier_awards: 0,
            unsettled_projects: 0,
            has_sponsor: false,
            organises_call: false,
        }
    }

    fn screened(scheme: &Scheme, facts: &OrganisationFacts, faults: &[Fault], doubts: &[Doubt]) -> Vec<Finding> {
        let document = BudgetDocument::default();
        let requested = Fen::parse("1000.00").unwrap();
        let budget = BudgetCase { track: "standard", organisation_kind: facts.kind, requested, document: &document };
        let on = Day::parse("2026-06-10").unwrap();
        screen(scheme, &ScreeningCase { facts, on, budget, faults, doubts, documents: Documents { mandatory: 2, there: 1 } })
    }

    fn of(findings: &[Finding], rule: ScreeningRule) -> Option<&Finding> {
        findings.iter().find(|finding| finding.rule == rule)
    }

    #[test]
    fn a_rule_shows_limit_and_figure_and_one_the_scheme_does_not_set_is_left_out() {
        let found = screened(&Scheme::default(), &facts(), &[], &[]);
        let age = of(&found, ScreeningRule::Age).unwrap();
        assert_eq!((age.limit.as_deref(), age.actual.as_deref(), age.result), (Some("1"), Some("2020-01-01"), FindingResult::Pass));
        let cap = of(&found, ScreeningRule::Cap).unwrap();
        assert_eq!((cap.limit.as_deref(), cap.actual.as_deref()), (Some("150000.00"), Some("1000.00")));
        assert!(of(&found, ScreeningRule::Grade).is_none() && of(&found, ScreeningRule::CapShare).is_none());
        let documents = of(&found, ScreeningRule::Attachments).unwrap();
        assert_eq!((documents.limit.as_deref(), documents.actual.as_deref()), (Some("2"), Some("1")));
    }

    #[test]
    fn every_fault_of_the_check_fails_exactly_one_rule() {
        let bad = OrganisationFacts { inspections_passed: 0, unsettled_projects: 1, state: OrganisationState::Suspended, ..facts() };
        let mut faults = check_eligibility(&Scheme::default(), &bad, Day::parse("2026-06-10").unwrap());
        faults.push(Fault::new("/budget/grant/0/subject", "forbidden_subject", "no"));
        faults.push(Fault::new("/somewhere/new", "brand_new_rule", "no"));
        let found = screened(&Scheme::default(), &bad, &faults, &[]);
        let failed: Vec<&str> = found.iter().filter(|one| one.result == FindingResult::Fail).map(|one| one.rule.as_str()).collect();
        assert_eq!(failed, ["verified", "inspections", "previous", "lines", "content"]);
        assert_eq!(found.iter().map(|one| one.evidence.len()).sum::<usize>(), faults.len());
    }

    #[test]
    fn what_the_record_does_not_tell_is_left_to_a_person() {
        let mut scheme = Scheme::default();
        scheme.eligibility.grade_floor = Some(Grade::A3);
        let likeness = Doubt { rule: ScreeningRule::DoubleFunding, certain: false, evidence: Fault::new("/content", "alike", "alike") };
        let found = screened(&scheme, &facts(), &[], &[likeness]);
        assert_eq!(of(&found, ScreeningRule::Grade).unwrap().result, FindingResult::Unknown);
        assert_eq!(of(&found, ScreeningRule::DoubleFunding).unwrap().result, FindingResult::Unknown);
        assert_eq!(of(&found, ScreeningRule::SameProof).unwrap().result, FindingResult::Pass);
        let award = Doubt { rule: ScreeningRule::Awards, certain: true, evidence: Fault::new("/organisation", "award", "has one") };
        let found = screened(&scheme, &facts(), &[], &[award]);
        assert_eq!(of(&found, ScreeningRule::Awards).unwrap().result, FindingResult::Fail);
    }
}
