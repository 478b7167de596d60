//! What waits for an officer, what officers compare, and what changes after a verification; staff lists.

use axum::http::Method;
use serde_json::{Value, json};
use yichuang_base::caller::Scope;
use yichuang_store::ids::OrganisationId;
use yichuang_tests::steps::{self, Grantee, etag, id};
use yichuang_tests::{Actor, Cast, World, on_both};

async fn submitted(world: &World) -> Grantee {
    let grantee = steps::registered_organisation(world).await;
    grantee.owner.act(&grantee.path(), "submit", Value::Null).await.ok();
    grantee
}

/// What waits, the longest wait first.
async fn queue(actor: &Actor, filter: &str) -> Vec<Value> {
    actor.get(&format!("/verifications?state=waiting&limit=100{filter}")).await.ok()["items"].as_array().unwrap().clone()
}

async fn case_of(actor: &Actor, grantee: &Grantee) -> Value {
    let found = queue(actor, &format!("&organisation_id={}", grantee.id)).await;
    actor.get(&format!("/verifications/{}", id(&found[0]))).await.ok()
}

fn field<'a>(case: &'a Value, name: &str) -> &'a Value {
    case["fields"].as_array().unwrap().iter().find(|field| field["field"] == name).unwrap_or_else(|| panic!("no field {name} in {case:#}"))
}

on_both! {
    async fn the_longest_wait_comes_first_and_late_ones_are_marked(world: World) {
        let cast = Cast::new(&world).await;
        let first = submitted(&world).await;
        world.later(86_400);
        let second = submitted(&world).await;
        let names = |items: &[Value]| items.iter().map(|item| item["organisation_id"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
        assert_eq!(names(&queue(&cast.officer, "").await), [first.id.clone(), second.id.clone()]);
        let page = cast.officer.get("/verifications?state=waiting&limit=1").await.ok();
        let rest = cast.officer.get(&format!("/verifications?state=waiting&limit=1&cursor={}", page["next"].as_str().unwrap())).await.ok();
        assert_eq!(names(rest["items"].as_array().unwrap()), std::slice::from_ref(&second.id));

        // Handed in on Monday the first: five working days end on Monday the eighth.
        world.at("2026-06-08T08:00:00Z");
        let waiting = queue(&cast.officer, "").await;
        assert_eq!((waiting[0]["working_days"].as_i64(), waiting[0]["due_on"].as_str(), waiting[0]["late"].as_bool()), (Some(5), Some("2026-06-08"), Some(false)));
        assert!(queue(&cast.officer, "&late=true").await.is_empty());
        world.at("2026-06-09T08:00:00Z");
        assert_eq!(names(&queue(&cast.officer, "&late=true").await), std::slice::from_ref(&first.id));
        assert_eq!(queue(&cast.officer, "").await[0]["late"], true);

        let case = case_of(&cast.officer, &first).await;
        assert_eq!((case["previous"].is_null(), case["next"].as_str().map(str::to_owned)), (true, Some(id(&case_of(&cast.officer, &second).await))));
        cast.officer.act(&first.path(), "verify", Value::Null).await.ok();
        assert_eq!(names(&queue(&cast.officer, "").await), std::slice::from_ref(&second.id));
        let stranger = world.person("外地主管", &[("programme_officer", Scope::Area("/35/".to_owned()))]).await;
        assert!(queue(&stranger, "").await.is_empty());
        stranger.get(&format!("/verifications/{}", id(&case))).await.refused(404, "not_found");
        assert_eq!(queue(&second.owner, "").await.len(), 1, "one's own wait is seen");
    }
}

on_both! {
    async fn what_changed_since_the_return_stands_side_by_side_with_the_reason(world: World) {
        let cast = Cast::new(&world).await;
        let grantee = submitted(&world).await;
        let case = case_of(&cast.officer, &grantee).await;
        assert_eq!(field(&case, "legal_representative")["changed"], false);
        assert!(case["checks"].as_array().unwrap().iter().all(|check| check["holds"] == true || ["grade", "documents"].contains(&check["code"].as_str().unwrap())), "{:#}", case["checks"]);

        let ticks = json!({ "items": [{ "code": "certificate_matches", "ok": true, "note": "" }, { "code": "representative_matches", "ok": false, "note": "证书为林方" }] });
        let thing = format!("/verifications/{}", id(&case));
        cast.officer.call(Method::PUT, &format!("{thing}/checklist")).if_match(&etag(&case)).json(ticks).send().await.ok();
        let wrong = json!({ "items": [{ "code": "moon_phase", "ok": true, "note": "" }] });
        let seen = cast.officer.etag(&thing).await;
        let refused = cast.officer.call(Method::PUT, &format!("{thing}/checklist")).if_match(&seen).json(wrong).send().await;
        assert_eq!(refused.faults(), ["/items/0/code unknown"]);

        let reasons = json!({ "reasons": [{ "field": "legal_representative", "reason": "与登记证书不一致" }] });
        cast.officer.act(&grantee.path(), "return", reasons).await.ok();
        assert_eq!(cast.officer.get(&thing).await.ok()["state"], "returned");
        grantee.owner.patch(&grantee.path(), json!({ "legal_representative": "林方" })).await.ok();
        grantee.owner.act(&grantee.path(), "submit", Value::Null).await.ok();
        let again = case_of(&cast.officer, &grantee).await;
        let shown = field(&again, "legal_representative");
        assert_eq!((shown["changed"].as_bool(), shown["typed"].as_str(), shown["returned"].as_str()), (Some(true), Some("林方"), Some("与登记证书不一致")));
        assert!(shown["before"].as_str().unwrap().starts_with("法人"));
        assert_eq!(field(&again, "registry")["changed"], false);
        assert_eq!((again["again"].as_bool(), again["checklist"].as_array().unwrap().len()), (Some(true), 0));
    }
}

on_both! {
    async fn a_verified_record_changes_only_through_an_officer(world: World) {
        let cast = Cast::new(&world).await;
        let grantee = steps::verified_organisation(&world, &cast).await;
        let change = json!({ "legal_representative": "周强", "contact_phone": "13900000000", "change_note": "理事会换届" });
        let shown = grantee.owner.patch(&grantee.path(), change.clone()).await.ok();
        assert_eq!(shown["contact_phone"], "13900000000", "the contact changes at once");
        assert!(shown["legal_representative"].as_str().unwrap().starts_with("法人"), "the rest waits");
        grantee.owner.patch(&grantee.path(), change).await.refused(409, "change_waiting");
        let bad = grantee.owner.patch(&grantee.path(), json!({ "name": "12345" })).await;
        assert_eq!(bad.faults(), ["/name not_a_name"], "{}", bad.body);

        let case = case_of(&cast.officer, &grantee).await;
        assert_eq!((case["kind"].as_str(), case["note"].as_str(), case["fields"].as_array().unwrap().len()), (Some("change"), Some("理事会换届"), 1));
        let thing = format!("/verifications/{}", id(&case));
        grantee.owner.act(&thing, "accept", Value::Null).await.refused(403, "forbidden");
        let insider = world.person("兼职主管", &[("programme_officer", world.district().await), ("applicant_editor", Scope::Organisation(OrganisationId(grantee.id.parse().unwrap())))]).await;
        insider.act(&thing, "accept", Value::Null).await.refused(409, "own_organisation");
        cast.officer.act(&thing, "accept", Value::Null).await.ok();
        assert_eq!(grantee.owner.get(&grantee.path()).await.ok()["legal_representative"], "周强");
        cast.officer.act(&thing, "accept", Value::Null).await.refused(409, "illegal_event");

        grantee.owner.patch(&grantee.path(), json!({ "charter_scope": "助残服务" })).await.ok();
        let thing = format!("/verifications/{}", id(&case_of(&cast.officer, &grantee).await));
        grantee.owner.act(&thing, "withdraw", Value::Null).await.ok();
        grantee.owner.patch(&grantee.path(), json!({ "charter_scope": "助残服务" })).await.ok();
        let thing = format!("/verifications/{}", id(&case_of(&cast.officer, &grantee).await));
        cast.officer.act(&thing, "return", json!({ "reasons": [{ "field": "charter_scope", "reason": "章程未见此项" }] })).await.ok();
        assert_eq!(grantee.owner.get(&grantee.path()).await.ok()["charter_scope"], "为老服务、社区治理");
    }
}

on_both! {
    async fn a_new_name_needs_a_new_account_before_money_flows(world: World) {
        let cast = Cast::new(&world).await;
        let (round, projects) = steps::awarded_round(&world, &cast, &["200000.00"]).await;
        let grantee = &round.grantees[0];
        steps::active_project(&cast, grantee, &projects[0]).await;
        let tranche = steps::due_tranche(&cast, &projects[0], 1).await;
        grantee.owner.patch(&grantee.path(), json!({ "name": "改名后的示例中心" })).await.ok();
        let thing = format!("/verifications/{}", id(&case_of(&cast.officer, grantee).await));
        cast.officer.act(&thing, "accept", Value::Null).await.ok();
        let refused = grantee.owner.act(&tranche, "request", json!({})).await;
        assert_eq!(refused.faults(), ["/organisation/bank_account account_name_differs"]);
        let renamed = Grantee { name: "改名后的示例中心".to_owned(), ..grantee.clone() };
        steps::confirmed_account_change(&cast, &renamed).await;
        world.later(24 * 3600);
        steps::clock_strikes(&world).await;
        grantee.owner.act(&tranche, "request", json!({})).await.ok();
    }
}

on_both! {
    async fn bulk_goes_the_way_of_the_single_operation_and_reports_each_row(world: World) {
        let cast = Cast::new(&world).await;
        let mut rows = Vec::new();
        let mut grantees = Vec::new();
        for _ in 0..3 {
            let grantee = submitted(&world).await;
            let version = cast.officer.get(&grantee.path()).await.ok()["version"].clone();
            rows.push(json!({ "id": grantee.id, "version": version }));
            grantees.push(grantee);
        }
        rows[1]["version"] = json!(1);
        let draft = steps::registered_organisation(&world).await;
        rows.push(json!({ "id": draft.id, "version": draft.owner.get(&draft.path()).await.ok()["version"] }));
        rows.push(json!({ "id": yichuang_base::ids::new_id(world.app.clock.now()), "version": 1 }));
        let answer = cast.officer.post("/organisations/bulk", json!({ "event": "verify", "items": rows })).await.ok();
        let codes: Vec<_> = answer["items"].as_array().unwrap().iter().map(|item| item["code"].as_str().unwrap_or("done").to_owned()).collect();
        assert_eq!(codes, ["done", "stale", "done", "illegal_event", "not_found"]);
        assert_eq!((answer["done"].as_u64(), answer["refused"].as_u64()), (Some(2), Some(3)));
        let states = |n: usize| { let (officer, path) = (cast.officer.clone(), grantees[n].path()); async move { officer.get(&path).await.ok()["state"].clone() } };
        assert_eq!((states(0).await, states(1).await, states(2).await), (json!("verified"), json!("submitted"), json!("verified")));
        assert_eq!(queue(&cast.officer, "").await.len(), 1, "what was refused left nothing behind");

        let refused = cast.officer.post("/organisations/bulk", json!({ "event": "suspend", "items": [rows[0], rows[0]] })).await;
        assert_eq!(refused.faults(), ["/reason missing", "/items/1/id twice"]);
        let version = cast.officer.get(&grantees[0].path()).await.ok()["version"].clone();
        let one = json!({ "event": "suspend", "reason": "未按期年检", "items": [{ "id": grantees[0].id, "version": version }] });
        assert_eq!(cast.officer.post("/organisations/bulk", one).await.ok()["items"][0]["state"], "suspended");
    }
}

on_both! {
    async fn staff_numbers_are_checked_sealed_masked_and_revealed_on_the_record(world: World) {
        let cast = Cast::new(&world).await;
        let grantee = steps::verified_organisation(&world, &cast).await;
        let path = format!("{}/staff", grantee.path());
        let member = json!({
            "name": "王敏", "position": "项目主任", "certificate_level": "social_worker", "certificate_number": "2021 0320 123456",
            "id_number": "11010519491231002x", "full_time": true, "since_on": "2024-01-01"
        });
        let mut wrong = member.clone();
        wrong["certificate_level"] = json!(null);
        wrong["certificate_number"] = json!("12");
        wrong["id_number"] = json!("110105194912310021");
        wrong["until_on"] = json!("2023-12-31");
        let refused = grantee.owner.post(&path, wrong).await;
        assert_eq!(refused.faults(), ["/certificate_number wrong_format", "/id_number check_digit", "/certificate_level missing", "/until_on before_start"]);
        let made = grantee.owner.post(&path, member).await.created();
        assert_eq!((made["masked_certificate_number"].as_str(), made["masked_id_number"].as_str()), (Some("**** **** 3456"), Some("**** **** 002X")));
        let kept = world.number("SELECT COUNT(*) FROM organisation_staff WHERE certificate_sealed LIKE '%123456%' OR id_number_sealed LIKE '%002X%'").await;
        assert_eq!(kept, 0);
        assert_eq!(world.number("SELECT COUNT(*) FROM audit_events WHERE after LIKE '%20210320123456%' OR after LIKE '%11010519%'").await, 0);

        let thing = format!("/staff/{}", id(&made));
        cast.checker.post(&format!("{thing}/reveal"), json!({ "field": "id_number", "reason": "核对身份" })).await.refused(403, "forbidden");
        let shown = cast.officer.post(&format!("{thing}/reveal"), json!({ "field": "id_number", "reason": "核对身份" })).await.ok();
        assert_eq!(shown["number"], "11010519491231002X");
        let own = grantee.owner.get(&format!("{}/history?limit=100", grantee.path())).await.ok();
        let staff = cast.auditor.get(&format!("{}/history?limit=100", grantee.path())).await.ok();
        let reveals = |view: &Value| view["items"].as_array().unwrap().iter().filter(|item| item["action"] == "staff.reveal").count();
        assert_eq!((reveals(&own), reveals(&staff)), (0, 1));
        assert!(own["items"].as_array().unwrap().iter().all(|item| item["actor"].is_null()));

        let left = grantee.owner.patch(&thing, json!({ "until_on": "2026-05-31", "certificate_level": null })).await.ok();
        assert_eq!((left["current"].as_bool(), left["masked_certificate_number"].is_null()), (Some(false), true));
        assert!(grantee.owner.get(&format!("{path}?current=true")).await.ok()["items"].as_array().unwrap().is_empty());
        grantee.owner.post(&format!("{thing}/reveal"), json!({ "field": "certificate_number", "reason": "核对证书" })).await.refused(409, "number_missing");
    }
}

on_both! {
    async fn the_history_of_an_organisation_tells_registration_changes_lists_accounts_and_awards(world: World) {
        let cast = Cast::new(&world).await;
        let (round, _) = steps::awarded_round(&world, &cast, &["200000.00"]).await;
        let grantee = &round.grantees[0];
        grantee.owner.patch(&grantee.path(), json!({ "charter_scope": "助残服务" })).await.ok();
        steps::confirmed_account_change(&cast, grantee).await;
        let history = cast.officer.get(&format!("{}/history?limit=100", grantee.path())).await.ok();
        let actions: Vec<_> = history["items"].as_array().unwrap().iter().map(|item| item["action"].as_str().unwrap().to_owned()).collect();
        for action in ["account_change.confirm", "account_change.request", "organisation.ask_for_change", "award", "organisation.verify", "organisation.submit"] {
            assert!(actions.iter().any(|found| found == action), "{action} is missing in {actions:?}");
        }
        let award = history["items"].as_array().unwrap().iter().find(|item| item["action"] == "award").unwrap();
        assert_eq!(award["award"]["amount"], "200000.00");
        // Page by page it is the same line of time.
        let (mut paged, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = cast.officer.get(&format!("{}/history?limit=2{cursor}", grantee.path())).await.ok();
            paged.extend(page["items"].as_array().unwrap().iter().map(id));
            match page["next"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        assert_eq!(paged, history["items"].as_array().unwrap().iter().map(id).collect::<Vec<_>>());
    }
}
