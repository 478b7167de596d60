//! Calls: schemes that are judged before they are saved, dates that are possible, versions, copies, rounds.

use serde_json::{Value, json};
use yichuang_domain::fault::Fault;
use yichuang_domain::schemes::{Scheme, presets};
use yichuang_tests::contract::document;
use yichuang_tests::steps::{self, call_document, id, scheme};
use yichuang_tests::{Answer, Cast, World, on_both};

/// Dates that fit a call which closes on 2026-06-10 under the scheme of the tests.
pub(super) fn timetable() -> Value {
    json!({
        "questions_until": "2026-06-05", "screening_until": "2026-06-12", "corrections_until": "2026-06-22",
        "review_from": "2026-06-23", "review_until": "2026-06-26", "notice_from": "2026-06-29", "notice_to": "2026-07-03",
        "agreement_until": "2026-07-10", "first_payment_until": "2026-07-17"
    })
}

pub(super) fn faults(answer: &Answer) -> Vec<String> {
    named(&answer.body["errors"])
}

pub(super) fn named(list: &Value) -> Vec<String> {
    list.as_array()
        .unwrap()
        .iter()
        .map(|fault| format!("{} {}", fault["pointer"].as_str().unwrap(), fault["code"].as_str().unwrap()))
        .collect()
}

/// A draft with these dates and its allotment.
pub(super) async fn draft(world: &World, cast: &Cast, document: Value) -> Value {
    let allotment = steps::approved_allotment(world, cast, "600000.00").await;
    let mut call = call_document("600000.00", &allotment, &Value::Null);
    call["document"] = document;
    cast.officer.post("/calls", call).await.created()
}

pub(super) async fn published(world: &World, cast: &Cast, document: Value) -> String {
    let call = id(&draft(world, cast, document).await);
    cast.director.act(&format!("/calls/{call}"), "approve", Value::Null).await.ok();
    cast.officer.act(&format!("/calls/{call}"), "publish", Value::Null).await.ok();
    call
}

/// Every leaf of a document, as a pointer.
fn leaves(value: &Value, pointer: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => members.iter().for_each(|(name, member)| leaves(member, &format!("{pointer}/{name}"), found)),
        Value::Array(items) => items.iter().enumerate().for_each(|(index, item)| leaves(item, &format!("{pointer}/{index}"), found)),
        _ => found.push(pointer.to_owned()),
    }
}

#[test]
fn the_contract_and_the_domain_take_the_same_schemes() {
    let contract = document();
    let whole = json!({ "$ref": "#/components/schemas/SchemeDocument", "components": contract["components"] });
    let validator = jsonschema::draft202012::options().should_validate_formats(true).build(&whole).unwrap();
    let wrong = [
        json!(null),
        json!(true),
        json!(-1),
        json!(0),
        json!(1),
        json!(10_001),
        json!(4_294_967_295_u64),
        json!(""),
        json!(" "),
        json!("0"),
        json!("1e3"),
        json!("-1"),
        json!("101"),
        json!("10.005"),
        json!("Großes"),
        json!("elderly"),
        json!([]),
        json!({}),
    ];
    let mut tried = 0;
    for preset in presets() {
        let ready = serde_json::to_value((preset.build)()).unwrap();
        assert!(validator.is_valid(&ready), "{}: {:?}", preset.code, validator.iter_errors(&ready).next());
        let mut places = Vec::new();
        leaves(&ready, "", &mut places);
        for place in &places {
            for value in &wrong {
                let mut changed = ready.clone();
                *changed.pointer_mut(place).unwrap() = value.clone();
                agree(&validator, &changed, &format!("{} {place} = {value}", preset.code));
                tried += 1;
            }
        }
        for member in ready.as_object().unwrap().keys() {
            let mut without = ready.clone();
            without.as_object_mut().unwrap().remove(member);
            agree(&validator, &without, &format!("{} without {member}", preset.code));
            let mut with = ready.clone();
            with["unknown"] = json!(1);
            agree(&validator, &with, "with a stranger");
        }
    }
    assert!(tried > 20_000, "{tried}");
}

/// What the contract refuses the domain refuses, and what the contract takes the domain can at least read.
fn agree(validator: &jsonschema::Validator, scheme: &Value, told: &str) {
    let read = Scheme::read(scheme);
    if validator.is_valid(scheme) {
        let form = |fault: &Fault| fault.code == "form" && fault.pointer.is_empty();
        assert!(!read.as_ref().is_err_and(|found| found.iter().any(form)), "the contract takes what cannot be read: {told}: {read:?}");
    } else {
        assert!(read.is_err(), "the contract refuses a sound scheme: {told}: {:?}", validator.iter_errors(scheme).next());
    }
}

#[tokio::test]
async fn a_scheme_is_judged_without_being_saved() {
    let world = World::sqlite().await;
    let cast = Cast::new(&world).await;
    let sound = scheme(&world, "binhai").await;
    let seen = cast.officer.post("/schemes/check", json!({ "scheme": sound, "budget": "600000.00" })).await.ok();
    assert_eq!(seen["faults"], json!([]));
    assert_eq!(seen["warnings"], json!([]));
    let amounts: Vec<_> = seen["tracks"][0]["tranches"].as_array().unwrap().iter().map(|one| one["amount"].clone()).collect();
    assert_eq!(amounts, ["75000.00", "60000.00", "15000.00"]);
    assert_eq!((&seen["awards_at_cap"], &seen["organiser_max"]), (&json!(4), &json!("90000.00")));

    let mut broken = sound.clone();
    broken["rubric"]["criteria"][0]["weight_bp"] = json!(2499);
    broken["tranches"][0]["bp"] = json!(0);
    broken["notice"].as_object_mut().unwrap().remove("unit");
    broken["colour"] = json!("red");
    let seen = cast.officer.post("/schemes/check", json!({ "scheme": broken })).await.ok();
    let found = named(&seen["faults"]);
    assert!(found.contains(&"/notice/unit missing".to_owned()) && found.contains(&"/colour unknown_field".to_owned()), "{found:?}");
    assert!(found.contains(&"/tranches/0/bp too_small".to_owned()), "{found:?}");
    assert_eq!(seen["tracks"], json!([]));

    let mut unsound = sound;
    unsound["rubric"]["criteria"][0]["weight_bp"] = json!(2499);
    unsound["rubric"]["criteria"][1]["anchors"][0]["min"] = json!("6");
    unsound["scoring"]["stage_weights_bp"] = json!({ "written": 6000, "defence": 4000, "public_jury": 1 });
    let seen = cast.officer.post("/schemes/check", json!({ "scheme": unsound })).await.ok();
    let expected = [
        "/scoring/stage_weights_bp sum_not_10000",
        "/rubric/criteria sum_not_10000",
        "/rubric/criteria/1/anchors/1/min bands_out_of_order",
    ];
    assert_eq!(named(&seen["faults"]), expected);
    assert_eq!(world.number("SELECT COUNT(*) FROM calls").await, 0);
    world.end().await;
}

#[tokio::test]
async fn dates_are_judged_without_being_saved_and_the_earliest_are_told() {
    let world = World::sqlite().await;
    let cast = Cast::new(&world).await;
    let rules = scheme(&world, steps::PRESET).await;
    let body = json!({ "scheme": rules, "opens_on": "2026-06-01", "closes_on": "2026-06-10" });
    let seen = cast.officer.post("/timetables/check", body.clone()).await.ok();
    assert_eq!(seen["faults"], json!([]));
    // 19 June 2026 is the Dragon Boat Festival.
    assert_eq!(seen["earliest"]["corrections_until"], "2026-06-18");
    assert_eq!((&seen["earliest"]["review_from"], &seen["earliest"]["notice_to"]), (&json!("2026-06-22"), &json!("2026-06-29")));
    let mut wrong = timetable();
    wrong["notice_to"] = json!("2026-07-02");
    wrong["corrections_until"] = json!("2026-06-18");
    wrong["agreement_until"] = json!("2026-07-02");
    let mut with = body.clone();
    with["timetable"] = wrong;
    let seen = cast.officer.post("/timetables/check", with).await.ok();
    let at = |name: &str| format!("/document/timetable/{name}");
    assert_eq!(
        named(&seen["faults"]),
        [at("agreement_until agreement_before_notice_end"), at("corrections_until correction_too_short"), at("notice_to notice_too_short")]
    );
    let mut late = body;
    late["closes_on"] = json!("2026-12-30");
    let seen = cast.officer.post("/timetables/check", late).await.ok();
    assert_eq!((named(&seen["faults"]), &seen["earliest"]), (vec![at("corrections_until outside_calendar")], &Value::Null));
    world.end().await;
}

on_both! {
    /// A draft may hold anything; what is announced may not.
    async fn an_impossible_timetable_is_refused_at_the_approval_with_every_reason(world: World) {
        let cast = Cast::new(&world).await;
        let mut dates = timetable();
        dates["screening_until"] = json!("2026-06-10");
        dates["notice_to"] = json!("2026-07-01");
        let required = json!([{ "code": "licence", "title": "", "mandatory": true, "accepts": ["pdf"] }]);
        let call = draft(&world, &cast, json!({ "timetable": dates, "required_documents": required })).await;
        let expected = [
            "/document/timetable/screening_until before_deadline",
            "/document/timetable/notice_to notice_too_short",
            "/document/required_documents/0/title empty",
        ];
        assert_eq!(named(&call["findings"]), expected);
        let path = format!("/calls/{}", id(&call));
        let refused = cast.director.act(&path, "approve", Value::Null).await;
        assert_eq!(faults(&refused), expected);
        refused.refused(409, "before_deadline");
        let mended = json!({ "document": { "timetable": timetable(), "required_documents": [] } });
        let call = cast.officer.patch(&path, mended).await.ok();
        assert_eq!(call["findings"], json!([]));
        cast.director.act(&path, "approve", Value::Null).await.ok();
    }
}

on_both! {
    /// It must not be found out after the deadline.
    async fn a_scheme_without_a_written_review_is_refused_at_the_approval(world: World) {
        let cast = Cast::new(&world).await;
        let allotment = steps::approved_allotment(&world, &cast, "600000.00").await;
        let mut unwritten = scheme(&world, "street-micro").await;
        unwritten["scoring"]["stage_weights_bp"] = json!({ "written": 0, "defence": 8000, "public_jury": 2000 });
        let call = cast.officer.post("/calls", call_document("600000.00", &allotment, &unwritten)).await.created();
        assert_eq!(named(&call["findings"]), ["/scheme/scoring/stage_weights_bp stage_not_held"]);
        let path = format!("/calls/{}", id(&call));
        cast.director.act(&path, "approve", Value::Null).await.refused(409, "stage_not_held");
        let mut written = call["scheme"].clone();
        written["scoring"]["stage_weights_bp"] = json!({ "written": 6000, "defence": 2000, "public_jury": 2000 });
        cast.officer.patch(&path, json!({ "scheme": written })).await.ok();
        cast.director.act(&path, "approve", Value::Null).await.ok();
    }
}

on_both! {
    /// Persons, not accounts, and every hand that wrote a word.
    async fn nobody_who_wrote_any_of_a_call_approves_it(world: World) {
        let cast = Cast::new(&world).await;
        let district = world.district().await;
        let both = world.person("两岗", &[("programme_officer", district.clone()), ("programme_director", district.clone())]).await;
        let call = draft(&world, &cast, json!({})).await;
        let path = format!("/calls/{}", id(&call));
        both.patch(&path, json!({ "announcement": "另一版公告" })).await.ok();
        both.act(&path, "approve", Value::Null).await.refused(409, "same_person");
        let other_login = world.login_of_person("同一人", &[("programme_director", district)], Some(both.id)).await;
        other_login.act(&path, "approve", Value::Null).await.refused(409, "same_person");
        cast.director.act(&path, "approve", Value::Null).await.ok();
    }
}

on_both! {
    /// What was announced to applicants holds for the steps after the deadline.
    async fn corrections_and_the_notice_keep_to_the_announced_dates(world: World) {
        let cast = Cast::new(&world).await;
        let call = published(&world, &cast, json!({ "timetable": timetable() })).await;
        let grantee = steps::verified_organisation(&world, &cast).await;
        let proposal = steps::submitted_proposal(&grantee, &call, "60000.00").await;
        world.at("2026-06-12T02:00:00Z");
        cast.officer.act(&format!("/calls/{call}"), "start-screening", Value::Null).await.ok();
        let path = format!("/proposals/{proposal}");
        let late = json!({ "reason": "请补充证明材料", "due_on": "2026-06-23" });
        cast.officer.act(&path, "request-correction", late).await.refused(409, "after_timetable");
        let asked = cast.officer.act(&path, "request-correction", json!({ "reason": "请补充证明材料" })).await.ok();
        assert_eq!(asked["screening"]["correction_due_on"], "2026-06-22", "five working days over the Dragon Boat Festival");
    }
}
