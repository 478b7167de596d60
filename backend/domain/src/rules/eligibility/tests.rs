use super::*;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn facts() -> OrganisationFacts {
    OrganisationFacts {
        state: OrganisationState::Verified,
        kind: OrganisationKind::Service,
        registered_on: Some(day("2020-02-29")),
        inspections_passed: 1,
        grade: Some(Grade::A3),
        grade_valid_from: Some(day("2021-07-01")),
        grade_valid_until: Some(day("2026-06-30")),
        list_entries: Vec::new(),
        open_proposals_in_call: 0,
        earlier_awards: 0,
        unsettled_projects: 0,
        has_sponsor: false,
        organises_call: false,
    }
}

fn codes(scheme: &Scheme, facts: &OrganisationFacts, on: &str) -> Vec<String> {
    check_eligibility(scheme, facts, day(on)).into_iter().map(|fault| fault.code).collect()
}

fn listed(kind: ListKind, entered_on: &str, left_on: Option<&str>) -> OrganisationFacts {
    let entry = ListEntry { kind, entered_on: day(entered_on), left_on: left_on.map(day) };
    OrganisationFacts { list_entries: vec![entry], ..facts() }
}

#[test]
fn an_organisation_in_order_may_apply() {
    assert_eq!(codes(&Scheme::default(), &facts(), "2026-03-01"), [""; 0]);
}

#[test]
fn every_failed_rule_is_named_at_once() {
    let mut scheme = Scheme::default();
    scheme.eligibility.grade_floor = Some(Grade::A4);
    let facts = OrganisationFacts {
        state: OrganisationState::Suspended,
        registered_on: Some(day("2025-03-02")),
        inspections_passed: 0,
        open_proposals_in_call: 1,
        unsettled_projects: 2,
        organises_call: true,
        ..listed(ListKind::Penalty, "2024-01-01", None)
    };
    assert_eq!(
        codes(&scheme, &facts, "2026-03-01"),
        [
            "not_verified",
            "organiser",
            "registered_too_recently",
            "inspections_missing",
            "grade_too_low",
            "too_many_proposals",
            "unsettled_project",
            "penalty",
        ]
    );
}

#[test]
fn the_age_is_counted_in_whole_years() {
    let scheme = Scheme::default();
    let young = OrganisationFacts { registered_on: Some(day("2024-02-29")), ..facts() };
    assert_eq!(codes(&scheme, &young, "2025-02-27"), ["registered_too_recently"]);
    assert_eq!(codes(&scheme, &young, "2025-02-28"), [""; 0]);
    let unknown = OrganisationFacts { registered_on: None, ..facts() };
    assert_eq!(codes(&scheme, &unknown, "2025-02-28"), ["registered_too_recently"]);
}

#[test]
fn a_grade_counts_to_its_last_valid_day() {
    let mut scheme = Scheme::default();
    scheme.eligibility.grade_floor = Some(Grade::A3);
    assert_eq!(codes(&scheme, &facts(), "2026-06-30"), [""; 0]);
    assert_eq!(codes(&scheme, &facts(), "2026-07-01"), ["grade_too_low"]);
}

#[test]
fn a_listing_counts_while_it_lasts_and_for_its_look_back() {
    let scheme = Scheme::default();
    let open = listed(ListKind::Abnormal, "2015-01-01", None);
    assert_eq!(codes(&scheme, &open, "2026-03-01"), ["abnormal_list"]);
    let before = codes(&scheme, &open, "2014-12-31");
    assert!(!before.contains(&"abnormal_list".to_owned()));
    let left = listed(ListKind::Abnormal, "2020-01-01", Some("2025-03-01"));
    assert_eq!(codes(&scheme, &left, "2026-02-28"), ["abnormal_list"]);
    assert_eq!(codes(&scheme, &left, "2026-03-01"), [""; 0]);
    let serious = listed(ListKind::SeriousViolation, "2020-01-01", Some("2024-03-01"));
    assert_eq!(codes(&scheme, &serious, "2026-02-28"), ["serious_violation_list"]);
    assert_eq!(codes(&scheme, &serious, "2026-03-01"), [""; 0]);
}

#[test]
fn a_penalty_counts_from_its_day_and_a_ban_to_its_last_day() {
    let scheme = Scheme::default();
    let penalty = listed(ListKind::Penalty, "2023-03-01", None);
    assert_eq!(codes(&scheme, &penalty, "2026-02-28"), ["penalty"]);
    assert_eq!(codes(&scheme, &penalty, "2026-03-01"), [""; 0]);
    let ban = listed(ListKind::Ban, "2023-03-01", None);
    assert_eq!(codes(&scheme, &ban, "2026-02-28"), ["banned"]);
    assert_eq!(codes(&scheme, &ban, "2026-03-01"), [""; 0]);
    let dated = listed(ListKind::Ban, "2023-03-01", Some("2026-03-01"));
    assert_eq!(codes(&scheme, &dated, "2026-03-01"), ["banned"]);
    assert_eq!(codes(&scheme, &dated, "2026-03-02"), [""; 0]);
}

#[test]
fn a_filed_group_takes_the_way_the_scheme_leaves_open() {
    let mut scheme = Scheme::default();
    let group = OrganisationFacts { kind: OrganisationKind::FiledGroup, registered_on: None, inspections_passed: 0, ..facts() };
    assert_eq!(codes(&scheme, &group, "2026-03-01"), ["sponsor_missing"]);
    let sponsored = OrganisationFacts { has_sponsor: true, ..group.clone() };
    assert_eq!(codes(&scheme, &sponsored, "2026-03-01"), [""; 0]);
    scheme.eligibility.filed_groups = FiledGroups::Refused;
    assert_eq!(codes(&scheme, &sponsored, "2026-03-01"), ["filed_group_refused"]);
    scheme.eligibility.filed_groups = FiledGroups::OwnTrack;
    assert_eq!(codes(&scheme, &group, "2026-03-01"), [""; 0]);
}

#[test]
fn a_former_grantee_is_treated_as_the_scheme_says() {
    let mut scheme = Scheme::default();
    let former = OrganisationFacts { earlier_awards: 1, unsettled_projects: 0, ..facts() };
    assert_eq!(codes(&scheme, &former, "2026-03-01"), [""; 0]);
    scheme.eligibility.previous_grantee = PreviousGrantee::Barred;
    assert_eq!(codes(&scheme, &former, "2026-03-01"), ["previous_grantee"]);
    scheme.eligibility.previous_grantee = PreviousGrantee::Preferred;
    assert_eq!(codes(&scheme, &former, "2026-03-01"), [""; 0]);
}

#[test]
fn years_beyond_the_calendar_do_not_overflow() {
    assert_eq!(plus_years(day("2026-01-01"), u32::MAX), None);
    assert_eq!(plus_years(day("9999-01-01"), 1), None);
}

#[test]
fn a_grade_does_not_count_before_its_first_day() {
    let mut scheme = Scheme::default();
    scheme.eligibility.grade_floor = Some(Grade::A3);
    let found = |on: &str| codes(&scheme, &OrganisationFacts { registered_on: Some(day("2015-01-01")), ..facts() }, on);
    assert_eq!(found("2021-06-30"), ["grade_too_low"]);
    assert_eq!(found("2021-07-01"), [""; 0]);
    let undated = OrganisationFacts { grade_valid_from: None, grade_valid_until: None, ..facts() };
    assert_eq!(codes(&scheme, &undated, "2036-07-01"), [""; 0]);
}

#[test]
fn every_rule_is_explained_and_fails_exactly_when_the_check_does() {
    let mut scheme = Scheme::default();
    scheme.eligibility.grade_floor = Some(Grade::A4);
    let facts = OrganisationFacts { open_proposals_in_call: 1, ..listed(ListKind::Penalty, "2024-01-01", None) };
    let found = explain_eligibility(&scheme, &facts, day("2026-03-01"));
    let failed: Vec<&str> = found.iter().filter(|rule| !rule.holds).map(|rule| rule.code).collect();
    assert_eq!(failed, ["grade", "proposals_in_call", "penalty"]);
    assert_eq!(found.len(), 11);
    let grade = found.iter().find(|rule| rule.code == "grade").unwrap();
    assert_eq!((grade.limit.as_deref(), grade.figure.as_deref()), (Some("4A"), Some("3A")));
    assert_eq!(found.iter().find(|rule| rule.code == "penalty").unwrap().entries, [0]);
    let group = OrganisationFacts { kind: OrganisationKind::FiledGroup, ..facts };
    assert!(explain_eligibility(&scheme, &group, day("2026-03-01")).iter().any(|rule| rule.code == "filed_group" && !rule.holds));
}
