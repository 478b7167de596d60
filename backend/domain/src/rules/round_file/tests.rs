use super::*;
use serde_json::json;

fn published() -> Value {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/data/real/fujian-2022.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn faults(document: &Value) -> Vec<(String, String)> {
    match RoundFile::check(document) {
        Ok(_) => Vec::new(),
        Err(faults) => faults.into_iter().map(|fault| (fault.pointer, fault.code)).collect(),
    }
}

fn expect(faults: &[(&str, &str)]) -> Vec<(String, String)> {
    faults.iter().map(|(pointer, code)| ((*pointer).to_owned(), (*code).to_owned())).collect()
}

/// The faults after one change of the published round.
fn after(change: impl FnOnce(&mut Value)) -> Vec<(String, String)> {
    let mut document = published();
    change(&mut document);
    faults(&document)
}

#[test]
fn the_published_round_is_read_as_it_stands() {
    let file = RoundFile::check(&published()).unwrap();
    assert_eq!(file.awards.len(), 10);
    assert_eq!(file.published_total.to_string(), "2500000.00");
    assert_eq!(file.issuer.area.level, AreaLevel::Province);
    assert_eq!(file.public_notice.to.to_string(), "2022-11-28");
    assert_eq!((file.year, file.awards[9].no), (2022, 10));
    assert_eq!(file.awards[0].category, None);
}

#[test]
fn every_fault_is_named_at_once() {
    let found = after(|document| {
        document["format"] = json!("round-file/2");
        document["currency"] = json!("USD");
        document["colour"] = json!("red");
        document["title"] = json!(" ");
        document["year"] = json!("2022");
        document["issuer"]["area"] = json!({"code": "35", "name": "福建省", "level": "galaxy"});
        document["public_notice"]["to"] = json!("2022-11-25");
        document["awards"][1]["no"] = json!(1);
        document["awards"][2]["organisation"] = json!("福建省教育援助协会 ");
        document["awards"][3]["amount"] = json!(250_000);
        document["awards"][4]["amount"] = json!("-1.00");
        document["awards"][5]["amount"] = json!("250000.01");
        document["awards"][6]["amount"] = json!("0.00");
        document["awards"][7].as_object_mut().unwrap().remove("title");
        document["awards"][8]["score"] = json!("99");
        document["awards"][9] = json!(null);
        document["published_total"] = json!("9.999");
    });
    assert_eq!(
        found,
        expect(&[
            ("/colour", "unknown_field"),
            ("/format", "unknown_format"),
            ("/currency", "wrong_currency"),
            ("/title", "empty"),
            ("/issuer/area/code", "form"),
            ("/issuer/area/level", "unknown_level"),
            ("/year", "wrong_type"),
            ("/public_notice/to", "notice_too_short"),
            ("/awards/3/amount", "amount_is_number"),
            ("/awards/4/amount", "not_positive"),
            ("/awards/5/amount", "over_cap"),
            ("/awards/6/amount", "not_positive"),
            ("/awards/7/title", "missing"),
            ("/awards/8/score", "unknown_field"),
            ("/awards/9", "wrong_type"),
            ("/awards/1/no", "duplicate_number"),
            ("/awards/2/organisation", "duplicate_organisation"),
            ("/published_total", "too_precise"),
        ])
    );
}

#[test]
fn a_total_that_does_not_match_shows_both_figures() {
    let mut document = published();
    document["published_total"] = json!("2500000.01");
    let faults = RoundFile::check(&document).unwrap_err();
    assert_eq!(faults.len(), 1);
    assert_eq!(faults[0].code, "total_mismatch");
    assert_eq!(faults[0].limit.as_deref(), Some("2500000.00"));
    assert_eq!(faults[0].actual.as_deref(), Some("2500000.01"));
}

#[test]
fn a_number_instead_of_a_string_is_not_also_a_wrong_total() {
    let found = after(|document| document["awards"][0]["amount"] = json!(250_000));
    assert_eq!(found, expect(&[("/awards/0/amount", "amount_is_number")]));
    let found = after(|document| document["published_total"] = json!(2_500_001));
    assert_eq!(found, expect(&[("/published_total", "amount_is_number"), ("/published_total", "total_mismatch")]));
}

#[test]
fn a_longer_notice_is_fine_and_a_shorter_one_is_not() {
    assert_eq!(after(|document| document["public_notice"]["to"] = json!("2022-12-09")), []);
    let short = expect(&[("/public_notice/to", "notice_too_short")]);
    assert_eq!(after(|document| document["public_notice"]["to"] = json!("2022-11-27")), short);
}

#[test]
fn days_that_are_none_that_run_backwards_or_that_no_calendar_covers_are_refused() {
    let to = |day: &'static str| after(move |document| document["public_notice"]["to"] = json!(day));
    assert_eq!(to("2022-11-31"), expect(&[("/public_notice/to", "no_such_day")]));
    assert_eq!(to("28.11.2022"), expect(&[("/public_notice/to", "day_form")]));
    assert_eq!(to("2022-11-21"), expect(&[("/public_notice/to", "ends_before_start")]));
    assert_eq!(to("2036-11-28"), expect(&[("/public_notice/to", "outside_calendar")]));
    let both = after(|document| {
        document["public_notice"] = json!({"from": "2001-01-02", "to": "2001-01-01"});
    });
    assert_eq!(
        both,
        expect(&[
            ("/public_notice/from", "outside_calendar"),
            ("/public_notice/to", "outside_calendar"),
            ("/public_notice/to", "ends_before_start"),
        ])
    );
}

#[test]
fn an_unknown_preset_does_not_hide_the_other_faults() {
    let found = after(|document| {
        document["scheme_preset"] = json!("atlantis");
        document["awards"][0]["no"] = json!(2);
        document["public_notice"]["to"] = json!("2022-11-21");
    });
    assert_eq!(
        found,
        expect(&[("/scheme_preset", "unknown_preset"), ("/public_notice/to", "ends_before_start"), ("/awards/1/no", "duplicate_number"),])
    );
}

#[test]
fn a_document_without_its_parts_names_each_missing_part() {
    assert_eq!(faults(&json!([])), expect(&[("", "wrong_type")]));
    assert_eq!(
        faults(&json!({})),
        expect(&[
            ("/format", "missing"),
            ("/title", "missing"),
            ("/issuer", "missing"),
            ("/year", "missing"),
            ("/scheme_preset", "missing"),
            ("/public_notice", "missing"),
            ("/awards", "missing"),
            ("/published_total", "missing"),
        ])
    );
    let found = after(|document| document["awards"] = json!([]));
    assert_eq!(found, expect(&[("/awards", "empty"), ("/published_total", "total_mismatch")]));
}

#[test]
fn an_eleventh_award_is_one_too_many_for_ten_flat_grants() {
    let found = after(|document| {
        let mut eleventh = document["awards"][0].clone();
        eleventh["no"] = json!(11);
        eleventh["organisation"] = json!("福建省新组织");
        document["awards"].as_array_mut().unwrap().push(eleventh);
        document["published_total"] = json!("2750000.00");
    });
    assert_eq!(found, expect(&[("/awards", "too_many_awards")]));
}

#[test]
fn amounts_whose_sum_leaves_the_range_are_refused() {
    let found = after(|document| {
        document["awards"][0]["amount"] = json!("999999999999.99");
        document["awards"][1]["amount"] = json!("999999999999.99");
    });
    assert!(found.contains(&("/awards".to_owned(), "out_of_range".to_owned())), "{found:?}");
}
