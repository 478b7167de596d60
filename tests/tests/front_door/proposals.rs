//! Proposals: deadlines to the microsecond, sealed content, every fault at once, one correction, what was handed in.

use serde_json::{Value, json};
use yichuang_domain::schemes::{canonical_json, sha256_hex};
use yichuang_store::find;
use yichuang_store::ids::ProposalId;
use yichuang_store::record::Proposal;
use yichuang_tests::actor::{faults, query};
use yichuang_tests::steps::{self, Grantee, id};
use yichuang_tests::{Cast, World, on_both};

/// The last microsecond of the deadline day in Shanghai, and the first of the next.
const LAST: &str = "2026-06-10T23:59:59.999999+08:00";
const TOO_LATE: &str = "2026-06-11T00:00:00+08:00";

async fn open_call(world: &World, cast: &Cast) -> String {
    steps::funded_call(world, cast, "250000.00").await.0
}

/// A call and a complete draft in it, not submitted.
async fn draft(world: &World, cast: &Cast) -> (String, Grantee, String) {
    let call = open_call(world, cast).await;
    let grantee = steps::verified_organisation(world, cast).await;
    let proposal = steps::drafted_proposal(&grantee, &call, steps::proposal_document("20000.00")).await;
    (call, grantee, format!("/proposals/{proposal}"))
}

on_both! {
    async fn the_last_microsecond_of_the_deadline_counts_and_the_next_one_does_not(world: World) {
        let cast = Cast::new(&world).await;
        let (call, grantee, path) = draft(&world, &cast).await;
        let late = steps::verified_organisation(&world, &cast).await;
        let late_path = format!("/proposals/{}", steps::drafted_proposal(&late, &call, steps::proposal_document("20000.00")).await);
        let latest = steps::verified_organisation(&world, &cast).await;
        world.at(LAST);
        let submitted = grantee.owner.act(&path, "submit", Value::Null).await.ok();
        assert_eq!(submitted["snapshot"]["submitted_at"], "2026-06-10T15:59:59.999999Z");
        assert_eq!(late.owner.get(&late_path).await.ok()["editable"], true);
        world.at(TOO_LATE);
        let refused = late.owner.act(&late_path, "submit", Value::Null).await;
        assert_eq!(refused.body["errors"][0]["limit"], "2026-06-10T16:00:00Z");
        refused.refused(409, "call_not_open");
        late.owner.patch(&late_path, json!({ "title": "迟到的修改" })).await.refused(409, "call_not_open");
        assert_eq!(late.owner.get(&late_path).await.ok()["editable"], false);
        assert!(faults(&late.owner.get(&format!("{late_path}/check")).await.ok()).contains(&" call_not_open".to_owned()));
        let start = json!({ "call_id": call, "organisation_id": latest.id });
        latest.owner.post("/proposals", start).await.refused(409, "call_not_open");
    }
}

/// The whole story above once more, in processes that stand elsewhere in the world.
#[test]
fn the_deadline_is_that_of_shanghai_on_a_server_in_any_time_zone() {
    let story = "proposals::the_last_microsecond_of_the_deadline_counts_and_the_next_one_does_not::sqlite";
    for zone in ["America/New_York", "Pacific/Kiritimati"] {
        let mut process = std::process::Command::new(std::env::current_exe().unwrap());
        let done = process.args(["--exact", story]).env("TZ", zone).output().unwrap();
        let said = String::from_utf8_lossy(&done.stdout);
        assert!(done.status.success() && said.contains("1 passed"), "{zone}: {said}");
    }
}

on_both! {
    async fn a_call_takes_nothing_before_it_opens(world: World) {
        let cast = Cast::new(&world).await;
        let allotment = steps::approved_allotment(&world, &cast, "250000.00").await;
        let mut document = steps::call_document("250000.00", &allotment, &Value::Null);
        document["opens_at"] = json!("2026-06-02T00:00:00+08:00");
        let call = steps::published_call(&cast, document).await;
        let grantee = steps::verified_organisation(&world, &cast).await;
        let start = json!({ "call_id": call, "organisation_id": grantee.id });
        world.at("2026-06-01T23:59:59.999999+08:00");
        grantee.owner.post("/proposals", start.clone()).await.refused(409, "call_not_open");
        world.at("2026-06-02T00:00:00+08:00");
        grantee.owner.post("/proposals", start).await.created();
    }
}

on_both! {
    async fn staff_learn_nothing_of_a_proposals_content_before_the_deadline(world: World) {
        let cast = Cast::new(&world).await;
        let (call, grantee, path) = draft(&world, &cast).await;
        let stranger = steps::verified_organisation(&world, &cast).await;
        let staff = [&cast.officer, &cast.director, &cast.maker, &cast.auditor];
        for actor in staff {
            actor.get(&path).await.refused(404, "not_found");
        }
        grantee.owner.act(&path, "submit", Value::Null).await.ok();
        world.at(LAST);
        for actor in staff {
            let answer = actor.get(&path).await;
            let text = String::from_utf8(answer.bytes.clone()).unwrap();
            let view = answer.ok();
            assert_eq!((&view["sealed"], &view["title"], &view["requested"]), (&json!(true), &json!(""), &Value::Null));
            let list = actor.get(&format!("/proposals?call_id={call}")).await;
            let shown = text + &String::from_utf8(list.bytes).unwrap();
            for secret in ["助餐", "独居老人", "20000.00", "elderly"] {
                assert!(!shown.contains(secret), "{} reads {secret}: {shown}", actor.name);
            }
            // What one may not read, one cannot find by searching either.
            let found = actor.get(&format!("/proposals?call_id={call}&q={}", "%E5%8A%A9%E9%A4%90")).await.ok();
            assert_eq!(found["items"], json!([]), "{}", actor.name);
            actor.get(&format!("{path}/check")).await.refused(403, "forbidden");
        }
        for actor in [&stranger.owner, &cast.reviewers[0]] {
            assert!(matches!(actor.get(&path).await.status.as_u16(), 403 | 404), "{}", actor.name);
        }
        let trail = cast.auditor.get("/audit-events?limit=100").await;
        let trail = String::from_utf8(trail.bytes).unwrap();
        assert!(trail.contains("proposal.submit") && trail.contains("proposal.update"), "{trail}");
        for secret in ["助餐", "独居老人", "20000.00", ":2000000,"] {
            assert!(!trail.contains(secret), "the trail tells {secret}: {trail}");
        }
        assert_eq!(grantee.owner.get(&path).await.ok()["sealed"], false);
        world.at(TOO_LATE);
        let view = cast.officer.get(&path).await.ok();
        assert_eq!((&view["sealed"], &view["title"]), (&json!(false), &json!("社区老人助餐与陪伴项目")));
        let found = cast.officer.get(&format!("/proposals?call_id={call}&q={}", "%E5%8A%A9%E9%A4%90")).await.ok();
        assert_eq!(found["items"].as_array().unwrap().len(), 1);
        stranger.owner.get(&path).await.refused(404, "not_found");
    }
}

on_both! {
    async fn a_proposal_is_found_by_words_of_its_title_and_of_its_organisation_together(world: World) {
        let cast = Cast::new(&world).await;
        let (call, grantee, path) = draft(&world, &cast).await;
        let finds = async |q: &str| {
            let list = cast.officer.get(&format!("/proposals?call_id={call}&q={}", query(q))).await.ok();
            list["items"].as_array().unwrap().len()
        };
        grantee.owner.act(&path, "submit", Value::Null).await.ok();
        world.at(LAST);
        let number = grantee.owner.get(&path).await.ok()["number"].as_str().unwrap().to_owned();
        // Sealed: what the list shows, and no word of what was handed in.
        assert_eq!((finds(&grantee.name).await, finds(&number).await), (1, 1));
        assert_eq!(finds(&format!("{} {number}", grantee.name)).await, 1);
        assert_eq!(finds(&format!("{} 助餐", grantee.name)).await, 0);
        world.at(TOO_LATE);
        assert_eq!(finds(&format!("{} 助餐", grantee.name)).await, 1);
        assert_eq!(finds(&format!("{} 足球", grantee.name)).await, 0);

        grantee.owner.patch(&grantee.path(), json!({ "name": "晨曦邻里互助社" })).await.ok();
        let cases = cast.officer.get(&format!("/verifications?state=waiting&organisation_id={}", grantee.id)).await.ok();
        cast.officer.act(&format!("/verifications/{}", id(&cases["items"][0])), "accept", Value::Null).await.ok();
        assert_eq!((finds("晨曦邻里 助餐").await, finds(&grantee.name).await), (1, 0));
    }
}

on_both! {
    async fn a_budget_above_the_cap_is_refused_with_every_fault_it_has(world: World) {
        let cast = Cast::new(&world).await;
        let (_, grantee, path) = draft(&world, &cast).await;
        let line = |subject: &str, price: &str, quantity: &str| {
            json!({ "subject": subject, "content": "说明", "unit_price": price, "quantity": quantity })
        };
        let mut wrong = line("activity", "100.00", "3");
        wrong["subtotal"] = json!("300.01");
        let grant = json!([
            line("activity", "100000.00", "1"), line("personnel", "200000.00", "1"), line("expert", "600.00", "2"),
            line("gift", "100.00", "1"), line("yacht", "100.00", "1"), wrong,
        ]);
        let budget = json!({ "budget": { "grant": grant, "matching": [line("activity", "10.00", "1")] } });
        grantee.owner.patch(&path, budget).await.ok();
        let expected = [
            "/budget/grant/2/unit_price unit_price_too_high", "/budget/grant/3/subject forbidden_subject",
            "/budget/grant/4/subject unknown_subject", "/budget/grant/5/subtotal subtotal_mismatch", "/requested over_cap",
            "/budget/matching matching_too_low", "/budget/grant/1 subject_share_too_high",
        ];
        let sorted = |mut list: Vec<String>| {
            list.sort();
            list
        };
        let expected = sorted(expected.map(str::to_owned).into());
        assert_eq!(sorted(faults(&grantee.owner.get(&format!("{path}/check")).await.ok())), expected);
        let refused = grantee.owner.act(&path, "submit", Value::Null).await;
        assert_eq!(sorted(refused.faults()), expected);
        let over = refused.body["errors"].as_array().unwrap().iter().find(|fault| fault["code"] == "over_cap").cloned().unwrap();
        assert_eq!((&over["limit"], &over["actual"]), (&json!("250000.00"), &json!("301700.01")));
        refused.refused(422, "invalid");
        assert_eq!(grantee.owner.get(&path).await.ok()["state"], "draft");
    }
}

on_both! {
    async fn the_cap_itself_is_allowed_and_one_fen_more_is_not(world: World) {
        let cast = Cast::new(&world).await;
        let (_, grantee, path) = draft(&world, &cast).await;
        let budget = |amount: &str| json!({ "budget": steps::proposal_document(amount)["budget"] });
        grantee.owner.patch(&path, budget("250000.01")).await.ok();
        assert_eq!(grantee.owner.act(&path, "submit", Value::Null).await.faults(), ["/requested over_cap"]);
        grantee.owner.patch(&path, budget("250000.00")).await.ok();
        grantee.owner.act(&path, "submit", Value::Null).await.ok();
    }
}

on_both! {
    async fn an_organisation_that_was_suspended_meanwhile_cannot_submit(world: World) {
        let cast = Cast::new(&world).await;
        let (_, grantee, path) = draft(&world, &cast).await;
        cast.officer.act(&grantee.path(), "suspend", json!({ "reason": "年检未通过，暂停申报" })).await.ok();
        assert_eq!(grantee.owner.act(&path, "submit", Value::Null).await.faults(), ["/organisation/state not_verified"]);
    }
}

/// A submitted proposal of a call whose proposals are being screened.
async fn in_screening(world: &World, cast: &Cast) -> (String, Grantee, String) {
    let (call, grantee, path) = draft(world, cast).await;
    grantee.owner.act(&path, "submit", Value::Null).await.ok();
    world.morning_after(steps::DEADLINE);
    cast.officer.act(&format!("/calls/{call}"), "start-screening", Value::Null).await.ok();
    (call, grantee, path)
}

on_both! {
    async fn a_correction_is_asked_for_once_and_ends_with_its_last_day(world: World) {
        let cast = Cast::new(&world).await;
        let (call, grantee, path) = in_screening(&world, &cast).await;
        grantee.owner.patch(&path, json!({ "title": "改过的标题" })).await.refused(409, "not_editable");
        let correction = json!({ "reason": "请补充受益人数的测算依据" });
        let asked = cast.officer.act(&path, "request-correction", correction.clone()).await.ok();
        // Five working days after Thursday, 11 June.
        assert_eq!(asked["screening"]["correction_due_on"], "2026-06-18");
        cast.officer.act(&path, "declare-eligible", Value::Null).await.refused(409, "illegal_event");
        let waits = cast.officer.act(&format!("/calls/{call}"), "start-review", Value::Null).await;
        assert_eq!(waits.fault_codes(), ["not_all_screened", "nothing_to_review", "panel_missing"]);
        world.at("2026-06-18T23:59:59.999999+08:00");
        grantee.owner.patch(&path, json!({ "content": { "need": "入户调查312户，测算依据见附表" } })).await.ok();
        grantee.owner.act(&path, "submit", Value::Null).await.ok();
        cast.officer.act(&path, "request-correction", correction).await.refused(409, "correction_used");
        let eligible = cast.officer.act(&path, "declare-eligible", Value::Null).await.ok();
        assert_eq!((&eligible["state"], &eligible["corrections"]), (&json!("eligible"), &json!(1)));
    }
}

on_both! {
    async fn a_correction_after_its_last_day_is_too_late(world: World) {
        let cast = Cast::new(&world).await;
        let (_, grantee, path) = in_screening(&world, &cast).await;
        let correction = |day: &str| json!({ "reason": "请补充受益人数的测算依据", "due_on": day });
        let past = cast.officer.act(&path, "request-correction", correction("2026-06-10")).await;
        assert_eq!(past.faults(), ["/due_on in_the_past"]);
        cast.officer.act(&path, "request-correction", correction("2026-06-12")).await.ok();
        world.at("2026-06-13T00:00:00+08:00");
        grantee.owner.act(&path, "submit", Value::Null).await.refused(409, "correction_window_over");
        grantee.owner.patch(&path, json!({ "title": "迟到的补正" })).await.refused(409, "correction_window_over");
    }
}

async fn stored(world: &World, path: &str) -> Proposal {
    let id = ProposalId(path.rsplit('/').next().unwrap().parse().unwrap());
    find(&world.app.store.read(), id).await.unwrap().unwrap()
}

on_both! {
    async fn what_was_handed_in_stays_to_the_byte_and_its_receipt_proves_it(world: World) {
        let cast = Cast::new(&world).await;
        let (_, grantee, path) = in_screening(&world, &cast).await;
        let receipt = grantee.owner.get(&path).await.ok()["snapshot"].clone();
        let first = stored(&world, &path).await;
        let snapshot = first.snapshot.clone().unwrap();
        assert_eq!(sha256_hex(snapshot.as_bytes()), receipt["sha256"]);
        let said: Value = serde_json::from_str(&snapshot).unwrap();
        assert_eq!(canonical_json(&said), snapshot);
        assert_eq!((&said["title"], &said["requested"]), (&json!("社区老人助餐与陪伴项目"), &json!("20000.00")));
        assert_eq!(said["organisation"]["id"], grantee.id.as_str());

        cast.officer.act(&path, "request-correction", json!({ "reason": "请补充受益人数的测算依据" })).await.ok();
        grantee.owner.patch(&path, json!({ "title": "补正后的标题" })).await.ok();
        let between = stored(&world, &path).await;
        assert_eq!((between.snapshot, between.snapshot_sha256), (first.snapshot, first.snapshot_sha256));
        assert_eq!(grantee.owner.get(&path).await.ok()["snapshot"], receipt);
        world.later(3600);
        let second = grantee.owner.act(&path, "submit", Value::Null).await.ok()["snapshot"].clone();
        assert_ne!(second["sha256"], receipt["sha256"]);
        assert_ne!(second["submitted_at"], receipt["submitted_at"]);

        let proposal = path.rsplit('/').next().unwrap();
        let trail = cast.auditor.get(&format!("/audit-events?subject_kind=proposal&subject_id={proposal}&limit=100")).await.ok();
        let replaced = trail["items"].as_array().unwrap().iter().find(|event| event["action"] == "proposal.replace_snapshot").cloned();
        let before = replaced.unwrap()["before"].clone();
        assert_eq!(before["sha256"], receipt["sha256"]);
        assert_eq!(sha256_hex(canonical_json(&before["snapshot"]).as_bytes()), receipt["sha256"]);
    }
}

on_both! {
    async fn an_organisation_applies_once_in_a_call_and_again_after_it_withdrew(world: World) {
        let cast = Cast::new(&world).await;
        let (call, grantee, path) = draft(&world, &cast).await;
        let start = json!({ "call_id": call, "organisation_id": grantee.id });
        grantee.owner.post("/proposals", start.clone()).await.refused(409, "too_many_proposals");
        grantee.owner.act(&path, "withdraw", json!({ "reason": "改报另一个项目" })).await.ok();
        let again = grantee.owner.post("/proposals", start).await.created();
        assert_ne!(format!("/proposals/{}", id(&again)), path);
    }
}
