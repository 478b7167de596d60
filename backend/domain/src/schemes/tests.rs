use super::*;
use serde_json::json;

fn codes(scheme: &Scheme) -> Vec<(String, String)> {
    scheme.validate().into_iter().map(|fault| (fault.pointer, fault.code)).collect()
}

fn has(scheme: &Scheme, pointer: &str, code: &str) -> bool {
    codes(scheme).contains(&(pointer.to_owned(), code.to_owned()))
}

#[test]
fn the_defaults_and_every_preset_are_valid() {
    assert_eq!(Scheme::default().validate(), []);
    for preset in presets() {
        assert_eq!((preset.build)().validate(), [], "{}", preset.code);
        assert!(!preset.zh.is_empty() && !preset.en.is_empty() && !preset.facts.is_empty());
    }
}

#[test]
fn the_eight_presets_carry_their_published_facts() {
    let codes: Vec<_> = presets().iter().map(|preset| preset.code).collect();
    assert_eq!(codes, ["guangzhou", "binhai", "haishu", "shanghai-bidding", "fujian-flat", "zibo-flat", "changzhou", "street-micro",]);
    let get = |code| preset(code).unwrap();
    let amount = |text: &str| Some(Fen::parse(text).unwrap());
    let guangzhou = get("guangzhou");
    assert_eq!(guangzhou.budget.cap_per_project, amount("500000.00"));
    assert_eq!(guangzhou.budget.cap_share_bp, Some(6_000));
    let shares = |scheme: &Scheme| scheme.tranches.iter().map(|t| t.bp).collect::<Vec<_>>();
    assert_eq!(shares(&get("binhai")), [5_000, 4_000, 1_000]);
    assert_eq!(get("haishu").tranches.last().unwrap().gate, Gate::MidtermPassed);
    let shanghai = get("shanghai-bidding");
    assert_eq!(shanghai.notice, Notice { unit: DayUnit::Calendar, days: 15 });
    assert_eq!((shanghai.re_review_days, shanghai.approval_days), (Some(5), Some(20)));
    let fujian = get("fujian-flat");
    assert_eq!(fujian.budget.cap_per_project, amount("250000.00"));
    assert_eq!(fujian.limits.awards_per_call, Some(10));
    assert_eq!(fujian.notice, Notice { unit: DayUnit::Working, days: 5 });
    let zibo = get("zibo-flat");
    assert_eq!(zibo.budget.cap_per_project, amount("50000.00"));
    assert_eq!(zibo.organiser_share_max_bp, 1_670);
    let changzhou = get("changzhou");
    assert_eq!(changzhou.tranches_of("direct").len(), 3);
    assert_eq!(changzhou.tranches_of("pay_on_result").len(), 1);
    let street = get("street-micro");
    assert_eq!(street.budget.floor_per_project, amount("5000.00"));
    assert_eq!(street.cap_of("standard", false), amount("20000.00"));
    assert!(street.scoring.stage_weights_bp.public_jury > 0);
    assert_eq!(preset("nowhere"), None);
}

#[test]
fn a_scheme_survives_its_document_and_a_stranger_in_it_is_refused() {
    for preset in presets() {
        let scheme = (preset.build)();
        let mut document = serde_json::to_value(&scheme).unwrap();
        assert_eq!(Scheme::read(&document).unwrap(), scheme);
        document["panel"]["colour"] = json!("red");
        let faults = Scheme::read(&document).unwrap_err();
        assert_eq!(faults.len(), 1);
        assert!(faults[0].detail.contains("colour"), "{faults:?}");
    }
}

#[test]
fn the_fingerprint_names_the_content() {
    let default = Scheme::default().content_hash().unwrap();
    assert_eq!(default.len(), 64);
    assert_eq!(preset("binhai").unwrap().content_hash().unwrap(), default);
    assert_ne!(preset("haishu").unwrap().content_hash().unwrap(), default);
}

#[test]
fn every_fault_is_named_at_once() {
    let mut scheme = Scheme { schema_version: 2, tracks: Vec::new(), ..Scheme::default() };
    scheme.rubric.criteria[0].weight_bp = 2_499;
    scheme.tranches[0].bp = 5_001;
    scheme.panel.size = 4;
    scheme.limits.awards_per_organisation = 2;
    scheme.notice.days = 0;
    assert_eq!(
        codes(&scheme),
        [
            ("/schema_version", "out_of_range"),
            ("/tracks", "empty"),
            ("/limits/awards_per_organisation", "awards_above_proposals"),
            ("/panel/size", "not_odd"),
            ("/scoring/min_n_for_trim", "trim_never_applies"),
            ("/rubric/criteria", "sum_not_10000"),
            ("/notice/days", "out_of_range"),
            ("/tranches", "sum_not_10000"),
        ]
        .map(|(pointer, code)| (pointer.to_owned(), code.to_owned()))
    );
}

#[test]
fn shares_of_nothing_and_shares_too_large_are_faults() {
    let mut scheme = Scheme::default();
    scheme.tranches[2].bp = 0;
    scheme.tranches[0].bp = 6_000;
    assert!(has(&scheme, "/tranches/2/bp", "out_of_range"));
    scheme.tranches[0].bp = u32::MAX;
    scheme.tranches[1].bp = u32::MAX;
    assert!(has(&scheme, "/tranches", "sum_not_10000"));
}

#[test]
fn a_tranche_that_waits_for_nothing_to_come_is_a_fault() {
    let mut scheme = Scheme::default();
    scheme.reporting.midterm_at_bp = None;
    assert!(has(&scheme, "/reporting/midterm_at_bp", "midterm_missing"));
    scheme.tracks[0].tranches = Some(scheme.tranches.clone());
    assert!(has(&scheme, "/tracks/0/tranches", "midterm_missing"));
    scheme.tranches.swap(0, 1);
    assert!(has(&scheme, "/tranches/1/gate", "gates_out_of_order"));
}

#[test]
fn dropping_every_review_is_a_fault() {
    let mut scheme = Scheme::default();
    scheme.scoring.trim_low = u32::MAX;
    assert!(has(&scheme, "/scoring/min_n_for_trim", "trims_leave_nothing"));
    scheme.scoring.quorum = 6;
    assert!(has(&scheme, "/scoring/quorum", "out_of_range"));
    scheme.scoring.tie_order = vec![TieKey::PanelVote, TieKey::PanelVote];
    assert!(has(&scheme, "/scoring/tie_order", "undecided_tie"));
    assert!(has(&scheme, "/scoring/tie_order/1", "duplicate"));
}

#[test]
fn a_criterion_needs_a_range_that_its_step_divides() {
    let mut scheme = Scheme::default();
    scheme.rubric.criteria[0].step = "0.3".to_owned();
    scheme.rubric.criteria[1].max = "0".to_owned();
    scheme.rubric.criteria[2].min = "1e1".to_owned();
    scheme.rubric.criteria[3].step = "0".to_owned();
    scheme.rubric.criteria[4].max = "101".to_owned();
    scheme.rubric.criteria[4].code = "need".to_owned();
    assert!(has(&scheme, "/rubric/criteria/0/step", "step_does_not_divide"));
    assert!(has(&scheme, "/rubric/criteria/1/max", "empty_range"));
    assert!(has(&scheme, "/rubric/criteria/2/min", "form"));
    assert!(has(&scheme, "/rubric/criteria/3/step", "step_does_not_divide"));
    assert!(has(&scheme, "/rubric/criteria/4/max", "out_of_range"));
    assert!(has(&scheme, "/rubric/criteria/4/code", "duplicate"));
}

#[test]
fn the_grades_leave_no_score_without_a_grade() {
    let mut scheme = Scheme::default();
    scheme.grades.swap(0, 1);
    scheme.grades[3].min = "1".to_owned();
    assert!(has(&scheme, "/grades/1/min", "bands_out_of_order"));
    assert!(has(&scheme, "/grades/3/min", "gap"));
}

#[test]
fn budget_rules_that_contradict_each_other_are_faults() {
    let mut scheme = Scheme::default();
    scheme.budget.floor_per_project = Some(Fen::parse("150000.01").unwrap());
    scheme.budget.cap_share_bp = Some(0);
    scheme.budget.lines[12].max_share_bp = Some(1);
    scheme.budget.lines[1].subject = "activity".to_owned();
    scheme.budget.lines[2].title.zh = " ".to_owned();
    scheme.eligibility.filed_group_cap = Some(Fen::ZERO);
    scheme.audit_threshold = Some(Fen::parse("-1.00").unwrap());
    scheme.tracks[0].quota = Some(Quota { max_awards: None, max_amount: None });
    assert!(has(&scheme, "/budget/floor_per_project", "floor_above_cap"));
    assert!(has(&scheme, "/budget/cap_share_bp", "out_of_range"));
    assert!(has(&scheme, "/budget/lines/12/forbidden", "contradiction"));
    assert!(has(&scheme, "/budget/lines/1/subject", "duplicate"));
    assert!(has(&scheme, "/budget/lines/2/title/zh", "empty"));
    assert!(has(&scheme, "/eligibility/filed_group_cap", "not_positive"));
    assert!(has(&scheme, "/eligibility/filed_group_cap", "unused"));
    assert!(has(&scheme, "/audit_threshold", "negative"));
    assert!(has(&scheme, "/tracks/0/quota", "empty"));
}

#[test]
fn the_lowest_cap_holds() {
    let amount = |text: &str| Some(Fen::parse(text).unwrap());
    let mut scheme = Scheme::default();
    scheme.tracks[1].cap_per_project = amount("30000.00");
    scheme.eligibility.filed_groups = FiledGroups::OwnTrack;
    scheme.eligibility.filed_group_cap = amount("10000.00");
    assert_eq!(scheme.validate(), []);
    assert_eq!(scheme.cap_of("standard", false), amount("150000.00"));
    assert_eq!(scheme.cap_of("seed", false), amount("30000.00"));
    assert_eq!(scheme.cap_of("seed", true), amount("10000.00"));
    scheme.budget.cap_per_project = None;
    assert_eq!(scheme.cap_of("standard", false), None);
}

#[test]
fn scores_outside_the_band_must_be_explained_and_its_ends_need_not() {
    let mut scheme = Scheme::default();
    let plain = scheme.content_hash().unwrap();
    let criterion = &mut scheme.rubric.criteria[0];
    let must = |criterion: &Criterion, text: &str| criterion.must_explain(crate::reviews::Units::parse(text).unwrap());
    assert!(!must(criterion, "0") && !must(criterion, "10"), "without a band nothing must be explained");
    criterion.explain_below = Some("6".to_owned());
    criterion.explain_above = Some("9".to_owned());
    assert_eq!(["5.5", "6", "7.5", "9", "9.5"].map(|text| must(criterion, text)), [true, false, false, false, true]);
    assert!(criterion.is_explained_by(&["", "a"]) && !criterion.is_explained_by(&[" ", "\n"]));
    criterion.explain_chars = Some(4);
    assert!(criterion.is_explained_by(&["理由", "两字"]) && !criterion.is_explained_by(&[" 理由 ", "一"]));
    assert_eq!(scheme.validate(), []);
    assert_ne!(scheme.content_hash().unwrap(), plain);
    scheme.rubric.criteria[0].explain_chars = Some(0);
    scheme.rubric.criteria[0].explain_above = Some("11".to_owned());
    assert!(has(&scheme, "/rubric/criteria/0/explain_chars", "out_of_range"));
    assert!(has(&scheme, "/rubric/criteria/0/explain_above", "not_a_score"));
}
