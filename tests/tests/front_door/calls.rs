//! Calls: schemes that are judged before they are saved, dates that are possible, versions, copies, rounds.

use axum::http::Method;
use serde_json::{Value, json};
use yichuang_domain::fault::Fault;
use yichuang_domain::schemes::{Scheme, presets};
use yichuang_tests::contract::document;
use yichuang_tests::steps::{self, call_document, etag, id, scheme};
use yichuang_tests::{Actor, Answer, Cast, World, on_both};

/// Dates that fit a call which closes on 2026-06-10 under the scheme of the tests.
fn timetable() -> Value {
    json!({
        "questions_until": "2026-06-05", "screening_until": "2026-06-12", "corrections_until": "2026-06-22",
        "review_from": "2026-06-23", "review_until": "2026-06-26", "notice_from": "2026-06-29", "notice_to": "2026-07-03",
        "agreement_until": "2026-07-10", "first_payment_until": "2026-07-17"
    })
}

fn faults(answer: &Answer) -> Vec<String> {
    named(&answer.body["errors"])
}

fn named(list: &Value) -> Vec<String> {
    list.as_array()
        .unwrap()
        .iter()
        .map(|fault| format!("{} {}", fault["pointer"].as_str().unwrap(), fault["code"].as_str().unwrap()))
        .collect()
}

/// A draft with these dates and its allotment.
async fn draft(world: &World, cast: &Cast, document: Value) -> Value {
    let allotment = steps::approved_allotment(world, cast, "600000.00").await;
    let mut call = call_document("600000.00", &allotment, &Value::Null);
    call["document"] = document;
    cast.officer.post("/calls", call).await.created()
}

async fn published(world: &World, cast: &Cast, document: Value) -> String {
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

/// An amendment as the officer proposes it now.
async fn propose(officer: &Actor, call: &str, body: Value) -> Answer {
    let seen = officer.etag(&format!("/calls/{call}")).await;
    officer.call(Method::POST, &format!("/calls/{call}/amendments")).if_match(&seen).json(body).send().await
}

on_both! {
    /// The whole way of an amendment; the scheme stays what it was.
    async fn an_amendment_takes_effect_by_a_second_person_and_everybody_with_a_draft_is_told_once(world: World) {
        let cast = Cast::new(&world).await;
        let call = published(&world, &cast, json!({})).await;
        let grantee = steps::verified_organisation(&world, &cast).await;
        let draft = grantee.owner.post("/proposals", json!({ "call_id": call, "organisation_id": grantee.id })).await.created();
        assert_eq!(draft["call_revision"], 1);
        let before = cast.officer.get(&format!("/calls/{call}")).await.ok();

        world.later(60);
        let wanted = json!({ "reason": "应申报单位要求延长申报时间", "closes_at": "2026-06-20T16:00:00Z", "announcement": "更正后的公告。" });
        let seen = cast.officer.post(&format!("/calls/{call}/amendments/check"), wanted.clone()).await.ok();
        assert_eq!(seen["faults"], json!([]));
        let pointers: Vec<_> = seen["changes"].as_array().unwrap().iter().map(|one| one["pointer"].clone()).collect();
        assert_eq!(pointers, ["/announcement", "/closes_at"]);
        let version = propose(&cast.officer, &call, wanted.clone()).await.created();
        propose(&cast.officer, &call, wanted).await.refused(409, "amendment_waiting");
        let path = format!("/amendments/{}", id(&version));
        let unchanged = cast.officer.get(&format!("/calls/{call}")).await.ok();
        assert_eq!((&unchanged["revision"], &unchanged["closes_at"]), (&json!(1), &before["closes_at"]));

        let mails = world.number("SELECT COUNT(*) FROM outbox WHERE payload LIKE '%第2版%'").await;
        assert_eq!(mails, 0);
        cast.director.act(&path, "approve", Value::Null).await.ok();
        let after = cast.officer.get(&format!("/calls/{call}")).await.ok();
        assert_eq!((&after["revision"], &after["closes_at"]), (&json!(2), &json!("2026-06-20T16:00:00Z")));
        assert_eq!(after["scheme_sha256"], before["scheme_sha256"]);
        assert_eq!(world.number("SELECT COUNT(*) FROM outbox WHERE payload LIKE '%第2版%'").await, 1);
        cast.director.act(&path, "approve", Value::Null).await.refused(409, "illegal_event");

        let versions = world.anonymous().get(&format!("/public/calls/{call}/versions")).await.ok();
        let shown: Vec<_> = versions["items"].as_array().unwrap().iter().map(|one| one["revision"].clone()).collect();
        assert_eq!(shown, [2, 1]);
        assert_eq!(versions["items"][0]["changes"][0]["after"], "更正后的公告。");
        assert_eq!(versions["items"][0]["scheme_sha256"], versions["items"][1]["scheme_sha256"]);
        let kept = grantee.owner.get(&format!("/proposals/{}", id(&draft))).await.ok();
        assert_eq!(kept["call_revision"], 1, "the draft still knows under which version it was begun");
        let public = world.anonymous().get(&format!("/public/calls/{call}")).await.ok();
        assert_eq!((&public["announcement"], &public["revision"]), (&json!("更正后的公告。"), &json!(2)));
    }
}

on_both! {
    /// The rule of the domain, over HTTP: at the proposal and again at the approval.
    async fn a_change_that_costs_applicants_time_moves_the_deadline(world: World) {
        let cast = Cast::new(&world).await;
        let call = published(&world, &cast, json!({})).await;
        let text = json!({ "reason": "更正表述", "announcement": "更正后的公告。" });
        // The call closes on Wednesday the 10th: from Tuesday the 2nd six working days are left.
        world.at("2026-06-02T02:00:00Z");
        let version = propose(&cast.officer, &call, text.clone()).await.created();
        world.at("2026-06-04T02:00:00Z");
        let path = format!("/amendments/{}", id(&version));
        cast.director.act(&path, "approve", Value::Null).await.refused(409, "too_close_to_deadline");
        cast.director.act(&path, "return", json!({ "reason": "请同时顺延截止时间" })).await.ok();
        let refused = propose(&cast.officer, &call, text).await;
        assert_eq!(faults(&refused), ["/announcement too_close_to_deadline"]);
        let sooner = propose(&cast.officer, &call, json!({ "reason": "提前截止", "closes_at": "2026-06-09T16:00:00Z" })).await;
        assert_eq!(faults(&sooner), ["/closes_at deadline_sooner"]);
        propose(&cast.officer, &call, json!({ "reason": "无变化" })).await.refused(422, "invalid");
        let moved = json!({ "reason": "更正表述并顺延", "announcement": "更正后的公告。", "closes_at": "2026-06-15T16:00:00Z" });
        let version = propose(&cast.officer, &call, moved).await.created();
        cast.officer.act(&format!("/amendments/{}", id(&version)), "withdraw", Value::Null).await.ok();
        world.at("2026-06-11T02:00:00Z");
        let late = propose(&cast.officer, &call, json!({ "reason": "补充延期", "closes_at": "2026-06-20T16:00:00Z" })).await;
        assert_eq!(faults(&late), ["/closes_at deadline_over"]);
    }
}

on_both! {
    /// Two directors at once: one version takes effect, the other hand finds it done.
    async fn two_approvals_at_once_make_one_version(world: World) {
        let cast = Cast::new(&world).await;
        let district = world.district().await;
        let second = world.person("另一位局长", &[("programme_director", district)]).await;
        let call = published(&world, &cast, json!({})).await;
        let version = propose(&cast.officer, &call, json!({ "reason": "延长申报", "closes_at": "2026-06-20T16:00:00Z" })).await.created();
        let path = format!("/amendments/{}/approve", id(&version));
        let seen = etag(&version);
        let approve = |who: Actor| {
            let (path, seen) = (path.clone(), seen.clone());
            tokio::spawn(async move { who.call(Method::POST, &path).if_match(&seen).send().await.status.as_u16() })
        };
        let (one, other) = (approve(cast.director.clone()), approve(second));
        let mut statuses = [one.await.unwrap(), other.await.unwrap()];
        statuses.sort_unstable();
        assert_eq!(statuses[0], 200);
        assert!([409, 412].contains(&statuses[1]), "{statuses:?}");
        assert_eq!(cast.officer.get(&format!("/calls/{call}")).await.ok()["revision"], 2);
    }
}

on_both! {
    /// The copy is a draft of its own whose dates are judged anew.
    async fn a_copy_shifts_the_dates_and_judges_them_again(world: World) {
        let cast = Cast::new(&world).await;
        let required = json!([{ "code": "licence", "title": "登记证书", "mandatory": true, "accepts": ["pdf", "image"], "note": "有效期内" }]);
        let document = json!({ "timetable": timetable(), "required_documents": required, "later_rounds": [] });
        let call = published(&world, &cast, document).await;
        let from = cast.officer.get(&format!("/calls/{call}")).await.ok();
        let body = json!({ "title": "2026年第二批", "year": 2026, "opens_on": "2026-09-01" });
        let copy = cast.officer.post(&format!("/calls/{call}/copy"), body).await.created();
        assert_eq!((&copy["state"], &copy["copied_from"], &copy["allotment_id"]), (&json!("draft"), &json!(call), &Value::Null));
        assert_eq!(copy["scheme_sha256"], from["scheme_sha256"]);
        assert_eq!(copy["document"]["required_documents"], from["document"]["required_documents"]);
        assert_eq!((&copy["opens_at"], &copy["closes_at"]), (&json!("2026-09-01T00:00:00Z"), &json!("2026-09-10T16:00:00Z")));
        // 92 days after Friday 5 June is Saturday 5 September.
        assert_eq!(copy["document"]["timetable"]["questions_until"], "2026-09-07");
        let found = named(&copy["findings"]);
        assert!(found.contains(&"/allotment_id allotment_missing".to_owned()), "{found:?}");
        let beyond = json!({ "title": "2027年", "year": 2027, "opens_on": "2027-06-01" });
        let copy = cast.officer.post(&format!("/calls/{call}/copy"), beyond).await.created();
        assert!(named(&copy["findings"]).contains(&"/document/timetable/notice_from outside_calendar".to_owned()), "{}", copy["findings"]);
        let past = json!({ "title": "过去", "year": 2026, "opens_on": "2026-01-05" });
        cast.officer.post(&format!("/calls/{call}/copy"), past).await.refused(422, "invalid");
    }
}

on_both! {
    /// A standing call is one approval for several rounds, each a call of its own.
    async fn the_next_round_of_a_standing_call_opens_once_after_the_one_before_closed(world: World) {
        let cast = Cast::new(&world).await;
        let allotment = steps::approved_allotment(&world, &cast, "1200000.00").await;
        let mut standing = call_document("600000.00", &allotment, &Value::Null);
        standing["document"] = json!({ "timetable": timetable(), "later_rounds": ["2026-09-10"] });
        let mut greedy = standing.clone();
        greedy["document"]["later_rounds"] = json!(["2026-09-10", "2026-10-15"]);
        let greedy = cast.officer.post("/calls", greedy).await.created();
        assert_eq!(named(&greedy["findings"]), ["/budget above_allotment"], "three rounds of 600,000");
        let call = steps::published_call(&cast, standing).await;
        let path = format!("/calls/{call}");
        let grantee = steps::verified_organisation(&world, &cast).await;
        grantee.owner.post("/proposals", json!({ "call_id": call, "organisation_id": grantee.id })).await.created();
        cast.officer.act(&path, "open-round", Value::Null).await.refused(409, "round_not_over");
        world.at("2026-06-11T02:00:00Z");
        let round = cast.officer.act(&path, "open-round", Value::Null).await.created();
        assert_eq!((&round["state"], &round["round"], &round["round_of"]), (&json!("published"), &json!(2), &json!(call)));
        assert_eq!((&round["phase"], &round["closes_at"]), (&json!("open"), &json!("2026-09-10T16:00:00Z")));
        assert_eq!(round["document"]["later_rounds"], json!([]));
        cast.officer.act(&path, "open-round", Value::Null).await.refused(409, "duplicate");
        cast.officer.act(&format!("/calls/{}", id(&round)), "open-round", Value::Null).await.refused(409, "round_not_over");
        grantee.owner.post("/proposals", json!({ "call_id": round["id"], "organisation_id": grantee.id })).await.created();
    }
}

/// A PDF of the officer, uploaded for a call.
async fn uploaded(officer: &Actor, name: &str) -> String {
    let bytes = yichuang_tests::samples::pdf(2_000);
    let file = json!({ "purpose": "call_document", "name": name, "size": bytes.len(), "media_type": "application/pdf" });
    let file = id(&officer.post("/files", file).await.created());
    let path = format!("/files/{file}/content");
    officer.call(Method::PUT, &path).header("upload-offset", "0").send_raw(Some(bytes), "application/octet-stream").await.ok();
    officer.post(&format!("/files/{file}/complete"), json!({})).await.ok();
    file
}

on_both! {
    /// Attached to the draft, public with the call, and never somebody else's upload.
    async fn files_of_a_call_are_public_once_it_is_published(world: World) {
        let cast = Cast::new(&world).await;
        let call = draft(&world, &cast, json!({})).await;
        let path = format!("/calls/{}", id(&call));
        let foreign = uploaded(&cast.director, "别人的文件.pdf").await;
        let refused = cast.officer.patch(&path, json!({ "document": { "attachments": [{ "file_id": foreign, "title": "模板" }] } })).await;
        assert_eq!(faults(&refused), ["/document/attachments/0/file_id unknown"]);
        let (kept, gone) = (uploaded(&cast.officer, "预算表模板.pdf").await, uploaded(&cast.officer, "旧版.pdf").await);
        let both = json!([{ "file_id": kept, "title": "预算表模板" }, { "file_id": gone, "title": "旧版" }]);
        cast.officer.patch(&path, json!({ "document": { "attachments": both } })).await.ok();
        let one = json!([{ "file_id": kept, "title": "预算表模板" }]);
        let call = cast.officer.patch(&path, json!({ "document": { "attachments": one } })).await.ok();
        assert_eq!(call["document"]["attachments"], one);
        cast.officer.get(&format!("/files/{gone}/content")).await.refused(404, "not_found");
        let public = format!("/public/files/{kept}/content");
        world.anonymous().get(&public).await.refused(404, "not_found");
        cast.director.act(&path, "approve", Value::Null).await.ok();
        cast.officer.act(&path, "publish", Value::Null).await.ok();
        assert_eq!(world.anonymous().get(&public).await.status, 200);
    }
}
