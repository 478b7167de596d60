//! The record of an organisation: what counts against a date, who writes it, and what it proves.

use axum::http::Method;
use serde_json::{Value, json};
use yichuang_tests::steps::{self, Grantee, etag, id};
use yichuang_tests::{Actor, Answer, Cast, World, on_both};

/// PUT or DELETE below an organisation, or a POST that takes its version.
async fn with_version(actor: &Actor, grantee: &Grantee, method: Method, below: &str, body: Value) -> Answer {
    let seen = actor.etag(&grantee.path()).await;
    let call = actor.call(method, &format!("{}/{below}", grantee.path())).if_match(&seen);
    if body.is_null() { call.send().await } else { call.json(body).send().await }
}

/// The faults of an answer that refuses the content.
#[track_caller]
fn invalid(answer: &Answer) -> Vec<String> {
    assert_eq!(answer.status.as_u16(), 422, "{}", answer.body);
    answer.faults()
}

async fn inspection(actor: &Actor, grantee: &Grantee, year: i32, result: &str) -> Answer {
    with_version(
        actor,
        grantee,
        Method::PUT,
        &format!("inspections/{year}"),
        json!({ "result": result, "proof": format!("年检〔{year}〕1号") }),
    )
    .await
}

fn entry(kind: &str, entered_on: &str, left_on: Option<&str>) -> Value {
    json!({
        "kind": kind, "entered_on": entered_on, "left_on": left_on, "authority": "常州市天宁区民政局",
        "document_no": "天民〔2024〕3号", "note": "网上核对"
    })
}

async fn listed(cast: &Cast, grantee: &Grantee, entry: Value) -> Value {
    with_version(&cast.officer, grantee, Method::POST, "list-entries", entry).await.created()
}

/// The rule of this code on a day, as the organisation is told.
async fn rule(actor: &Actor, grantee: &Grantee, on: &str, code: &str) -> Value {
    let answer = actor.get(&format!("{}/eligibility?on={on}", grantee.path())).await.ok();
    let found = answer["rules"].as_array().unwrap().iter().find(|rule| rule["code"] == code).cloned();
    found.unwrap_or_else(|| panic!("no rule {code} in {answer:#}"))
}

async fn holds(cast: &Cast, grantee: &Grantee, on: &str, code: &str) -> bool {
    rule(&cast.officer, grantee, on, code).await["holds"] == true
}

/// A scheme that asks for a grade, to be published with a call.
async fn graded_call(world: &World, cast: &Cast) -> String {
    let mut scheme = steps::scheme(world, steps::PRESET).await;
    scheme["eligibility"]["grade_floor"] = json!("3A");
    let allotment = steps::approved_allotment(world, cast, "300000.00").await;
    steps::published_call(cast, steps::call_document("300000.00", &allotment, &scheme)).await
}

on_both! {
    async fn inspections_count_from_their_years_once_an_officer_has_confirmed_them(world: World) {
        let cast = Cast::new(&world).await;
        let grantee = steps::verified_organisation(&world, &cast).await;
        assert_eq!(rule(&grantee.owner, &grantee, "2026-06-01", "inspections").await["figure"], "2", "the old number counts while no year is on record");

        let mine = inspection(&grantee.owner, &grantee, 2025, "passed").await.ok();
        assert_eq!(mine["inspections"][0]["confirmed"], false);
        let shown = rule(&grantee.owner, &grantee, "2026-06-01", "inspections").await;
        assert_eq!((shown["figure"].as_str(), shown["holds"].as_bool()), (Some("0"), Some(false)));
        assert_eq!(shown["evidence"][0]["value"], "unconfirmed");

        inspection(&cast.officer, &grantee, 2025, "passed").await.ok();
        inspection(&cast.officer, &grantee, 2024, "basically_passed").await.ok();
        inspection(&cast.officer, &grantee, 2022, "passed").await.ok();
        let shown = rule(&grantee.owner, &grantee, "2026-06-01", "inspections").await;
        assert_eq!((shown["figure"].as_str(), shown["holds"].as_bool()), (Some("2"), Some(true)), "2023 is a gap");
        assert_eq!(shown["evidence"].as_array().unwrap().len(), 3);
        assert!(holds(&cast, &grantee, "2027-12-31", "inspections").await);
        assert!(!holds(&cast, &grantee, "2028-01-01", "inspections").await, "the newest inspection is three years old");

        inspection(&grantee.owner, &grantee, 2025, "passed").await.refused(409, "confirmed");
        with_version(&grantee.owner, &grantee, Method::DELETE, "inspections/2025", Value::Null).await.refused(409, "confirmed");
        with_version(&cast.officer, &grantee, Method::DELETE, "inspections/2025", Value::Null).await.ok();
        assert_eq!(rule(&grantee.owner, &grantee, "2026-06-01", "inspections").await["figure"], "1");
        let refused = inspection(&cast.officer, &grantee, 2027, "passed").await;
        assert_eq!(invalid(&refused), ["/year out_of_range"]);
    }
}

on_both! {
    async fn every_look_back_ends_on_its_day(world: World) {
        let cast = Cast::new(&world).await;
        world.at("2026-06-05T01:00:00Z");
        // Who is asked, what is written, the last day on which it counts, the first on which it does not.
        let cases = [
            ("abnormal_list", entry("abnormal", "2024-01-10", Some("2025-06-01")), "2026-05-31", "2026-06-01"),
            ("serious_violation_list", entry("serious_violation", "2023-01-10", Some("2024-06-01")), "2026-05-31", "2026-06-01"),
            ("penalty", entry("penalty", "2023-06-01", None), "2026-05-31", "2026-06-01"),
            ("banned", entry("ban", "2023-06-01", None), "2026-05-31", "2026-06-01"),
            ("banned", entry("ban", "2023-06-01", Some("2026-06-01")), "2026-06-01", "2026-06-02"),
        ];
        for (code, entry, last, free) in cases {
            let grantee = steps::verified_organisation(&world, &cast).await;
            let first = entry["entered_on"].as_str().unwrap().to_owned();
            let eve = yichuang_domain::time::Day::parse(&first).unwrap().plus_days(-1).unwrap().to_string();
            listed(&cast, &grantee, entry).await;
            assert!(holds(&cast, &grantee, &eve, code).await, "{code} does not count the day before it was entered");
            assert!(!holds(&cast, &grantee, &first, code).await, "{code} counts from its day");
            assert!(!holds(&cast, &grantee, last, code).await, "{code} counts on {last}");
            assert!(holds(&cast, &grantee, free, code).await, "{code} does not count on {free}");
        }
        let open = steps::verified_organisation(&world, &cast).await;
        listed(&cast, &open, entry("abnormal", "2016-01-10", None)).await;
        assert!(!holds(&cast, &open, "2036-06-01", "abnormal_list").await, "an open listing never ends by itself");
    }
}

on_both! {
    async fn what_is_listed_stops_a_submission_and_a_correction_frees_it(world: World) {
        let cast = Cast::new(&world).await;
        let (call, _) = steps::funded_call(&world, &cast, "300000.00").await;
        let grantee = steps::verified_organisation(&world, &cast).await;
        let proposal = steps::drafted_proposal(&grantee, &call, steps::proposal_document("100000.00")).await;
        let standing = listed(&cast, &grantee, entry("penalty", "2026-05-20", None)).await;
        let submit = || async { grantee.owner.act(&format!("/proposals/{proposal}"), "submit", Value::Null).await };
        assert_eq!(invalid(&submit().await), ["/organisation/list_entries/0 penalty"]);

        let first = id(&standing["list_entries"][0]);
        let correction = |retracted: bool| json!({ "entry": entry("penalty", "2026-05-20", None), "retracted": retracted, "reason": "登记错误，属另一家组织" });
        let correct = |entry: String, body: Value| {
            let (officer, grantee) = (cast.officer.clone(), grantee.clone());
            async move { {
                let seen = officer.etag(&grantee.path()).await;
                officer.call(Method::POST, &format!("/list-entries/{entry}/correct")).if_match(&seen).json(body).send().await
            } }
        };
        let after = correct(first.clone(), correction(true)).await.created();
        let entries = after["list_entries"].as_array().unwrap();
        assert_eq!(entries.iter().map(|entry| entry["in_force"].as_bool().unwrap()).collect::<Vec<_>>(), [false, false]);
        correct(first, correction(false)).await.refused(409, "superseded");
        correct(id(&entries[1]), correction(false)).await.refused(409, "superseded");
        submit().await.ok();

        let refused = world.sql("UPDATE organisation_list_entries SET left_on = '2026-05-21'").await.unwrap_err();
        assert!(refused.contains("append-only"), "{refused}");
        let refused = world.sql("DELETE FROM organisation_list_entries").await.unwrap_err();
        assert!(refused.contains("append-only"), "{refused}");
    }
}

on_both! {
    async fn only_officers_of_the_area_write_list_entries_and_the_organisation_is_told(world: World) {
        let cast = Cast::new(&world).await;
        let grantee = steps::verified_organisation(&world, &cast).await;
        with_version(&grantee.owner, &grantee, Method::POST, "list-entries", entry("ban", "2026-05-01", None)).await.refused(403, "forbidden");
        let mails = world.number("SELECT COUNT(*) FROM outbox").await;
        listed(&cast, &grantee, entry("ban", "2026-05-01", None)).await;
        assert_eq!(world.number("SELECT COUNT(*) FROM outbox").await, mails + 1);
        let own = grantee.owner.get(&format!("{}/standing", grantee.path())).await.ok();
        let (own, staff) = (&own["list_entries"][0], &cast.auditor.get(&format!("{}/standing", grantee.path())).await.ok()["list_entries"][0]);
        assert_eq!((own["note"].as_str(), own["recorded_by"].is_null()), (Some(""), true));
        assert_eq!((staff["note"].as_str(), staff["recorded_by"]["name"].as_str()), (Some("网上核对"), Some("林主管")));

        let late = entry("ban", "2026-06-02", Some("2026-05-01"));
        let refused = with_version(&cast.officer, &grantee, Method::POST, "list-entries", late).await;
        assert_eq!(invalid(&refused), ["/entered_on in_future", "/left_on before_start"]);
        let stranger = world.person("外地主管", &[("programme_officer", yichuang_base::caller::Scope::Area("/35/".to_owned()))]).await;
        stranger.get(&format!("{}/standing", grantee.path())).await.refused(404, "not_found");
        stranger.get(&format!("{}/eligibility", grantee.path())).await.refused(404, "not_found");
    }
}

on_both! {
    async fn a_grade_counts_between_its_days_and_can_be_taken_back(world: World) {
        let cast = Cast::new(&world).await;
        let call = graded_call(&world, &cast).await;
        let grantee = steps::registered_organisation(&world).await;
        let change = |body: Value| async { grantee.owner.patch(&grantee.path(), body).await };
        let shown = change(json!({ "assessment_grade": "3A", "grade_valid_from": "2021-06-05" })).await.ok();
        assert_eq!(shown["grade_valid_until"], "2026-06-04", "a grade lasts five years");
        let refused = change(json!({ "grade_valid_until": "2026-06-05" })).await;
        assert_eq!(invalid(&refused), ["/grade_valid_until too_long"]);
        grantee.owner.act(&grantee.path(), "submit", Value::Null).await.ok();
        cast.officer.act(&grantee.path(), "verify", Value::Null).await.ok();

        let graded = |on: &'static str| {
            let (owner, path, call) = (grantee.owner.clone(), grantee.path(), call.clone());
            async move {
                let answer = owner.get(&format!("{path}/eligibility?on={on}&call={call}")).await.ok();
                answer["rules"].as_array().unwrap().iter().find(|rule| rule["code"] == "grade").unwrap()["holds"] == true
            }
        };
        assert!(!graded("2021-06-04").await);
        assert!(graded("2021-06-05").await);
        assert!(graded("2026-06-04").await);
        assert!(!graded("2026-06-05").await);

        let draft = steps::registered_organisation(&world).await;
        let cleared = draft.owner.patch(&draft.path(), json!({ "assessment_grade": null, "registered_on": null })).await.ok();
        assert_eq!((&cleared["assessment_grade"], &cleared["registered_on"]), (&Value::Null, &Value::Null));
        let missing = draft.owner.act(&draft.path(), "submit", Value::Null).await;
        assert_eq!(invalid(&missing), ["/registered_on missing"]);
    }
}

on_both! {
    async fn every_fault_of_form_is_named_at_once(world: World) {
        let owner = world.person("林芳", &[]).await;
        let mut draft = steps::registration(&world);
        draft["name"] = json!("12345");
        draft["uscc"] = json!("52310115MJ9000022X");
        draft["area_code"] = json!("999999");
        draft["legal_representative"] = json!("王\u{200b}敏");
        draft["contact_phone"] = json!("见名片");
        draft["contact_email"] = json!("not an address");
        draft["registered_on"] = json!("2026-06-02");
        draft["assessment_grade"] = json!(null);
        draft["grade_valid_from"] = json!("2021-06-02");
        let refused = owner.post("/organisations", draft.clone()).await;
        assert_eq!(
            invalid(&refused),
            [
                "/uscc check_digit", "/area_code unknown", "/name not_a_name", "/legal_representative wrong_character",
                "/contact_phone wrong_phone", "/contact_email wrong_email", "/registered_on in_future", "/grade_valid_from grade_missing",
                "/grade_valid_until grade_missing"
            ]
        );
    }
}

on_both! {
    async fn an_answer_of_eligibility_names_every_rule_with_its_limit(world: World) {
        let cast = Cast::new(&world).await;
        let (call, _) = steps::funded_call(&world, &cast, "300000.00").await;
        let grantee = steps::verified_organisation(&world, &cast).await;
        let answer = grantee.owner.get(&format!("{}/eligibility?on=2026-06-05&call={call}", grantee.path())).await.ok();
        assert_eq!(answer["eligible"], true);
        let codes: Vec<_> = answer["rules"].as_array().unwrap().iter().map(|rule| rule["code"].as_str().unwrap().to_owned()).collect();
        assert_eq!(
            codes,
            [
                "verified", "not_organiser", "registration_age", "inspections", "grade", "proposals_in_call", "previous_grantee", "abnormal_list",
                "serious_violation_list", "penalty", "banned"
            ]
        );
        let unpublished = cast.officer.post("/calls", steps::call_document("100000.00", &steps::approved_allotment(&world, &cast, "100000.00").await, &Value::Null)).await.created();
        let path = format!("{}/eligibility?call={}", grantee.path(), id(&unpublished));
        grantee.owner.get(&path).await.refused(404, "not_found");
        assert_eq!(cast.officer.get(&path).await.ok()["call_id"], unpublished["id"]);
        assert!(etag(&unpublished).starts_with('"'));
    }
}

on_both! {
    async fn the_end_of_a_document_is_told_thirty_and_seven_days_before_once_each(world: World) {
        let cast = Cast::new(&world).await;
        let grantee = steps::verified_organisation(&world, &cast).await;
        let path = format!("{}/documents", grantee.path());
        let document = |kind: &str, until: &str| json!({ "kind": kind, "number": "1号", "issued_on": "2021-07-01", "valid_until": until });
        let refused = grantee.owner.post(&path, json!({ "kind": "charter", "number": "", "issued_on": "2026-06-02", "valid_until": "2026-06-01" })).await;
        assert_eq!(invalid(&refused), ["/issued_on in_future", "/valid_until before_start"]);
        let certificate = id(&grantee.owner.post(&path, document("registration_certificate", "2026-07-05")).await.created());
        let soon = grantee.owner.post(&path, document("account_permit", "2026-06-04")).await.created();
        assert_eq!((soon["days_left"].as_i64(), soon["expired"].as_bool()), (Some(3), Some(false)));
        let mails = || world.number("SELECT COUNT(*) FROM outbox WHERE payload LIKE '%证照到期提醒%'");

        assert_eq!(steps::clock_strikes(&world).await, 1, "three days before the end one reminder is sent, not two");
        assert_eq!((mails().await, steps::clock_strikes(&world).await), (1, 0));
        world.at("2026-06-04T08:00:00Z");
        assert_eq!(steps::clock_strikes(&world).await, 0, "thirty-one days are too early");
        world.at("2026-06-05T08:00:00Z");
        let (one, two) = tokio::join!(steps::clock_strikes(&world), steps::clock_strikes(&world));
        assert!(one + two >= 1 && mails().await == 2, "two clocks at once send it once");
        world.at("2026-06-27T08:00:00Z");
        assert_eq!(steps::clock_strikes(&world).await, 0);
        world.at("2026-06-28T08:00:00Z");
        steps::clock_strikes(&world).await;
        assert_eq!(mails().await, 3);
        let listed = cast.officer.get(&path).await.ok();
        assert_eq!(listed["items"].as_array().unwrap().iter().filter(|item| item["expired"] == true).count(), 1);

        let thing = format!("/organisation-documents/{certificate}");
        grantee.owner.patch(&thing, json!({ "valid_until": "2026-07-20" })).await.ok();
        steps::clock_strikes(&world).await;
        assert_eq!(mails().await, 4, "a new last day has reminders of its own");
        let seen = grantee.owner.etag(&thing).await;
        grantee.owner.call(Method::DELETE, &thing).if_match(&seen).send().await.ok();
        world.at("2026-07-19T08:00:00Z");
        assert_eq!(steps::clock_strikes(&world).await, 0, "nobody is reminded of what is off file");
    }
}
