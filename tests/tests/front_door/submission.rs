//! From the budget to the receipt: limits beside figures, the signature inside the organisation, the deadline under
//! load, what was handed in, copies.

use std::time::Duration;

use axum::http::Method;
use serde_json::{Value, json};
use tokio::task::JoinSet;
use yichuang_base::caller::Scope;
use yichuang_domain::schemes::sha256_hex;
use yichuang_store::ids::{CallId, OrganisationId};
use yichuang_store::lock;
use yichuang_store::record::Call;
use yichuang_tests::actor::faults;
use yichuang_tests::steps::{self, Grantee, id};
use yichuang_tests::{Actor, Cast, World, on_both};

const LAST: &str = "2026-06-10T23:59:59.999999+08:00";
const TOO_LATE: &str = "2026-06-11T00:00:00+08:00";

fn line(subject: &str, content: &str, price: &str, quantity: &str) -> Value {
    json!({ "subject": subject, "content": content, "unit_price": price, "quantity": quantity })
}

/// The published budget as lines: each part is one line, a line without parts is one.
fn kunshan() -> Vec<Value> {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/data/real/kunshan-budget.json")).unwrap();
    let file: Value = serde_json::from_str(&text).unwrap();
    let subjects =
        [("宣传费用", "publicity"), ("活动物资", "supplies"), ("交通费", "transport"), ("餐费", "catering"), ("专家补贴", "expert")];
    let mut lines = Vec::new();
    for published in file["lines"].as_array().unwrap() {
        let title = published["line"].as_str().unwrap();
        let subject = subjects.iter().find(|(name, _)| *name == title).unwrap().1;
        let total = published["total"].as_i64().unwrap();
        let Some(parts) = published["parts"].as_array() else {
            // 20,200 of fees for experts: days at the scheme's highest price.
            lines.push(line(subject, title, "500.00", "40.4"));
            continue;
        };
        assert_eq!(parts.iter().map(|part| part.as_i64().unwrap()).sum::<i64>(), total, "{title}");
        lines.extend(parts.iter().enumerate().map(|(n, part)| line(subject, &format!("{title} {}", n + 1), &part.to_string(), "1")));
    }
    lines
}

on_both! {
    async fn the_published_budget_of_a_kunshan_project_is_entered_line_by_line_and_adds_up_to_the_fen(world: World) {
        let cast = Cast::new(&world).await;
        let (call, _) = steps::funded_call(&world, &cast, "250000.00").await;
        let grantee = steps::verified_organisation(&world, &cast).await;
        let mut document = steps::proposal_document("1.00");
        document["budget"] = json!({ "grant": kunshan(), "matching": [line("activity", "自筹", "7595.00", "1")] });
        let path = format!("/proposals/{}", steps::drafted_proposal(&grantee, &call, document).await);
        let view = grantee.owner.get(&path).await.ok();
        let lines = view["budget"]["grant"].as_array().unwrap();
        assert_eq!((lines.len(), &view["requested"], &view["matching"]), (24, &json!("75950.00"), &json!("7595.00")));
        let of = |subject: &str| -> i64 {
            let fen = |text: &str| text.replace('.', "").parse::<i64>().unwrap();
            lines.iter().filter(|line| line["subject"] == subject).map(|line| fen(line["subtotal"].as_str().unwrap())).sum()
        };
        let totals = ["publicity", "supplies", "transport", "catering", "expert"].map(of);
        assert_eq!(totals, [975_000, 3_200_000, 1_010_000, 390_000, 2_020_000]);
        assert_eq!(faults(&grantee.owner.get(&format!("{path}/check")).await.ok()), Vec::<String>::new());
        let submitted = grantee.owner.act(&path, "submit", Value::Null).await.ok();
        assert_eq!(submitted["requested"], "75950.00");
    }
}

on_both! {
    async fn the_check_shows_every_limit_beside_its_figure_kept_or_not(world: World) {
        let cast = Cast::new(&world).await;
        let (call, _) = steps::funded_call(&world, &cast, "250000.00").await;
        let grantee = steps::verified_organisation(&world, &cast).await;
        let mut document = steps::proposal_document("1.00");
        let grant = json!([line("personnel", "工资", "600.00", "1"), line("expert", "讲师", "501.00", "1"), line("activity", "物料", "99.00", "1")]);
        document["budget"] = json!({ "grant": grant, "matching": [line("activity", "自筹", "119.99", "1")] });
        let path = format!("/proposals/{}", steps::drafted_proposal(&grantee, &call, document).await);
        let limits = grantee.owner.get(&format!("{path}/check")).await.ok()["limits"].clone();
        let said: Vec<String> = limits.as_array().unwrap().iter().map(|one| {
            let text = |key: &str| one[key].as_str().unwrap_or_default().to_owned();
            format!("{} {} {} / {} {}", text("kind"), text("pointer"), text("actual"), text("limit"), one["kept"])
        }).collect();
        assert_eq!(said, [
            "cap /requested 1200.00 / 250000.00 true",
            "matching /budget/matching 119.99 / 120.00 false",
            "subject /budget/grant/0 600.00 / 600.00 true",
            "unit_price /budget/grant/1/unit_price 501.00 / 500.00 false",
        ]);
    }
}

/// A call whose scheme was changed.
async fn call_with(world: &World, cast: &Cast, change: impl FnOnce(&mut Value)) -> String {
    let mut scheme = steps::scheme(world, steps::PRESET).await;
    change(&mut scheme);
    let allotment = steps::approved_allotment(world, cast, "250000.00").await;
    steps::published_call(cast, steps::call_document("250000.00", &allotment, &scheme)).await
}

on_both! {
    async fn matching_money_of_the_schemes_amount_names_its_source_and_is_shown(world: World) {
        let cast = Cast::new(&world).await;
        let call = call_with(&world, &cast, |scheme| scheme["budget"]["matching_proof_from"] = json!("1000.00")).await;
        let grantee = steps::verified_organisation(&world, &cast).await;
        let mut document = steps::proposal_document("5000.00");
        document["budget"]["matching"] = json!([line("activity", "小额自筹", "999.99", "1"), line("activity", "捐赠", "1000.00", "1")]);
        let path = format!("/proposals/{}", steps::drafted_proposal(&grantee, &call, document.clone()).await);
        let refused = grantee.owner.act(&path, "submit", Value::Null).await;
        assert_eq!(refused.faults(), ["/budget/matching/1/proof/source source_missing", "/budget/matching/1/proof/number proof_missing"]);
        document["budget"]["matching"][1]["proof"] = json!({ "source": "翠竹社区慈善基金", "number": "捐赠票据 0012345678" });
        grantee.owner.patch(&path, json!({ "budget": document["budget"] })).await.ok();
        let view = grantee.owner.act(&path, "submit", Value::Null).await.ok();
        assert_eq!(view["budget"]["matching"][1]["proof"]["source"], "翠竹社区慈善基金");
        assert_eq!(view["budget"]["matching"][0]["proof"], Value::Null);
    }
}

on_both! {
    async fn team_plan_and_risks_are_rows_and_what_was_begun_must_be_finished(world: World) {
        let cast = Cast::new(&world).await;
        let (call, _) = steps::funded_call(&world, &cast, "250000.00").await;
        let grantee = steps::verified_organisation(&world, &cast).await;
        let path = format!("/proposals/{}", steps::drafted_proposal(&grantee, &call, steps::proposal_document("20000.00")).await);
        let step = |activity: &str, share: u32| json!({ "month": "2026-09", "activity": activity, "place": "翠竹社区", "target": "60人次", "share_bp": share });
        let rows = json!({
            "team": [{ "name": "陈晓", "role": "", "qualification": "中级社会工作师", "duty": "统筹" }],
            "plan": [step("开班", 6000), step("", 4001)],
            "risks": [{ "risk": "志愿者流失", "level": "medium", "response": "后备名单" }]
        });
        grantee.owner.patch(&path, rows).await.ok();
        let refused = grantee.owner.act(&path, "submit", Value::Null).await;
        assert_eq!(refused.faults(), ["/team/0/role missing", "/plan/1/activity missing", "/plan shares_above_whole"]);
        let wrong = json!({ "plan": [{ "month": "2026-13", "activity": "开班", "place": "", "target": "", "share_bp": 10001 }] });
        let refused = grantee.owner.patch(&path, wrong).await;
        assert_eq!(refused.faults(), ["/plan/0/month wrong_format", "/plan/0/share_bp too_large"]);
        let rows = json!({ "team": [{ "name": "陈晓", "role": "负责人", "qualification": "", "duty": "" }], "plan": [step("开班", 6000), step("结班", 4000)] });
        grantee.owner.patch(&path, rows).await.ok();
        let view = grantee.owner.act(&path, "submit", Value::Null).await.ok();
        assert_eq!((&view["plan"][1]["share_bp"], &view["risks"][0]["level"]), (&json!(4000), &json!("medium")));
    }
}

/// An organisation with an editor, and a complete draft of theirs in a call whose owner must sign.
async fn to_be_signed(world: &World, cast: &Cast, sign_off: &str) -> (Grantee, Actor, String) {
    let sign_off = json!(sign_off);
    let change = |scheme: &mut Value| {
        scheme["limits"]["sign_off"] = sign_off;
        scheme["need_link"] = json!("none");
    };
    let call = call_with(world, cast, change).await;
    let grantee = steps::verified_organisation(world, cast).await;
    let scope = Scope::Organisation(OrganisationId(grantee.id.parse().unwrap()));
    let editor = world.person("填报人", &[("applicant_editor", scope)]).await;
    let start = json!({ "call_id": call, "organisation_id": grantee.id });
    let path = format!("/proposals/{}", id(&editor.post("/proposals", start).await.created()));
    editor.patch(&path, steps::proposal_document("20000.00")).await.ok();
    (grantee, editor, path)
}

async fn sign(owner: &Actor, path: &str) -> yichuang_tests::Answer {
    let digest = owner.get(path).await.ok()["signature"]["content_sha256"].clone();
    owner.act(path, "sign", json!({ "signed_name": "林芳", "document_sha256": digest })).await
}

on_both! {
    async fn a_proposal_is_signed_by_the_owner_before_it_is_submitted_and_a_change_voids_the_signature(world: World) {
        let cast = Cast::new(&world).await;
        let (grantee, editor, path) = to_be_signed(&world, &cast, "another_person").await;
        assert_eq!(editor.act(&path, "submit", Value::Null).await.faults(), ["/signature signature_missing"]);
        sign(&grantee.owner, &path).await.refused(409, "signature_not_asked");
        editor.act(&path, "sign", json!({ "signed_name": "填报人", "document_sha256": "0".repeat(64) })).await.refused(403, "forbidden");

        let asked = editor.act(&path, "ask-signature", Value::Null).await.ok();
        assert_eq!((&asked["signature"]["state"], &asked["signature"]["asked_by"]["name"]), (&json!("asked"), &json!("填报人")));
        editor.act(&path, "ask-signature", Value::Null).await.refused(409, "signature_asked");
        let old = json!({ "signed_name": "林芳", "document_sha256": "0".repeat(64) });
        grantee.owner.act(&path, "sign", old).await.refused(409, "content_changed");
        let returned = grantee.owner.act(&path, "return-to-writers", json!({ "reason": "请补充风险说明" })).await.ok();
        assert_eq!((&returned["signature"]["state"], &returned["signature"]["remark"]), (&json!("returned"), &json!("请补充风险说明")));
        editor.act(&path, "submit", Value::Null).await.refused(422, "invalid");

        editor.patch(&path, json!({ "content": { "risks": "天气：改为室内" } })).await.ok();
        editor.act(&path, "ask-signature", Value::Null).await.ok();
        let signed = sign(&grantee.owner, &path).await.ok();
        assert_eq!((&signed["signature"]["state"], &signed["signature"]["signed_name"]), (&json!("signed"), &json!("林芳")));
        // Nothing but the content counts: a full stop more is another document.
        editor.patch(&path, json!({ "content": { "risks": "天气：改为室内。" } })).await.ok();
        assert_eq!(editor.get(&path).await.ok()["signature"]["state"], "void");
        assert_eq!(editor.act(&path, "submit", Value::Null).await.faults(), ["/signature signature_missing"]);
        editor.patch(&path, json!({ "content": { "risks": "天气：改为室内" } })).await.ok();
        assert_eq!(editor.act(&path, "submit", Value::Null).await.ok()["state"], "submitted");

        let trail = cast.auditor.get("/audit-events?subject_kind=proposal&limit=100").await;
        let trail = String::from_utf8(trail.bytes).unwrap();
        assert!(trail.contains("proposal.sign") && !trail.contains("请补充风险说明"), "{trail}");
    }
}

on_both! {
    async fn nobody_signs_what_they_wrote_last_or_asked_for_themselves_with_whichever_login(world: World) {
        let cast = Cast::new(&world).await;
        let (grantee, editor, path) = to_be_signed(&world, &cast, "another_person").await;
        let scope = Scope::Organisation(OrganisationId(grantee.id.parse().unwrap()));
        let twin = world.login_of_person("填报人的另一账号", &[("applicant_owner", scope)], Some(editor.id)).await;
        editor.act(&path, "ask-signature", Value::Null).await.ok();
        sign(&twin, &path).await.refused(409, "author_cannot_sign");
        let actions = twin.get(&path).await.ok()["available_actions"].clone();
        let sign_action = actions.as_array().unwrap().iter().find(|action| action["event"] == "sign").cloned().unwrap();
        assert_eq!(sign_action["blockers"][0]["code"], "author_cannot_sign");
        // Later the owner corrects a word, somebody else asks: still the owner's own text.
        world.later(60);
        grantee.owner.patch(&path, json!({ "title": "社区老人助餐项目" })).await.ok();
        editor.act(&path, "ask-signature", Value::Null).await.ok();
        sign(&grantee.owner, &path).await.refused(409, "author_cannot_sign");
    }
}

on_both! {
    async fn where_the_scheme_asks_for_the_owner_alone_the_owner_may_have_written_it(world: World) {
        let cast = Cast::new(&world).await;
        let (grantee, _, path) = to_be_signed(&world, &cast, "owner").await;
        grantee.owner.patch(&path, json!({ "title": "社区老人助餐项目" })).await.ok();
        grantee.owner.act(&path, "ask-signature", Value::Null).await.ok();
        sign(&grantee.owner, &path).await.ok();
        let view = grantee.owner.act(&path, "submit", Value::Null).await.ok();
        world.morning_after(steps::DEADLINE);
        let seen = cast.officer.get(&path).await.ok();
        assert_eq!((&seen["signature"]["signed_name"], &view["signature"]["required"]), (&json!("林芳"), &json!("owner")));
    }
}

on_both! {
    async fn what_was_handed_in_can_be_downloaded_and_its_receipt_verified_by_anybody_without_its_content(world: World) {
        let cast = Cast::new(&world).await;
        let (call, _) = steps::funded_call(&world, &cast, "250000.00").await;
        let grantee = steps::verified_organisation(&world, &cast).await;
        let path = format!("/proposals/{}", steps::submitted_proposal(&grantee, &call, "20000.00").await);
        let receipt = grantee.owner.get(&path).await.ok()["snapshot"].clone();
        let file = grantee.owner.get(&format!("{path}/snapshot")).await;
        assert_eq!(sha256_hex(&file.bytes), receipt["sha256"]);
        let number = receipt["number"].as_str().unwrap();
        assert_eq!(file.header("content-disposition"), format!("attachment; filename=\"{number}-1.json\""));
        cast.officer.get(&format!("{path}/snapshot")).await.refused(403, "forbidden");

        let hash = receipt["sha256"].as_str().unwrap();
        let answer = world.anonymous().get(&format!("/public/receipts/{number}/{hash}")).await;
        let text = String::from_utf8(answer.bytes.clone()).unwrap();
        let view = answer.ok();
        assert_eq!((&view["submitted_at"], &view["latest"]), (&receipt["submitted_at"], &json!(true)));
        assert!(!text.contains("助餐") && !text.contains("20000") && !text.contains(&grantee.name), "{text}");
        let wrong = format!("{}{}", &hash[..63], if hash.ends_with('0') { "1" } else { "0" });
        world.anonymous().get(&format!("/public/receipts/{number}/{wrong}")).await.refused(404, "not_found");
        world.anonymous().get(&format!("/public/receipts/P2026-9999/{hash}")).await.refused(404, "not_found");

        world.morning_after(steps::DEADLINE);
        assert_eq!(cast.officer.get(&format!("{path}/snapshot")).await.bytes, file.bytes);
        cast.officer.act(&format!("/calls/{call}"), "start-screening", Value::Null).await.ok();
        cast.officer.act(&path, "request-correction", json!({ "reason": "请补充测算依据" })).await.ok();
        grantee.owner.patch(&path, json!({ "title": "补正后的标题" })).await.ok();
        grantee.owner.act(&path, "submit", Value::Null).await.ok();
        assert_eq!(world.anonymous().get(&format!("/public/receipts/{number}/{hash}")).await.ok()["latest"], false);
        assert_eq!(grantee.owner.get(&format!("{path}/snapshot?n=1")).await.bytes, file.bytes);
        assert_ne!(grantee.owner.get(&format!("{path}/snapshot")).await.bytes, file.bytes);
        grantee.owner.get(&format!("{path}/snapshot?n=3")).await.refused(404, "not_found");
    }
}

on_both! {
    async fn a_snapshot_in_the_database_cannot_be_changed_or_removed(world: World) {
        let cast = Cast::new(&world).await;
        let (call, _) = steps::funded_call(&world, &cast, "250000.00").await;
        let grantee = steps::verified_organisation(&world, &cast).await;
        steps::submitted_proposal(&grantee, &call, "20000.00").await;
        for statement in ["UPDATE proposal_snapshots SET snapshot = '{}'", "DELETE FROM proposal_snapshots"] {
            let refused = world.sql(statement).await.unwrap_err();
            assert!(refused.contains("append-only"), "{statement}: {refused}");
        }
    }
}

on_both! {
    async fn an_earlier_proposal_is_copied_into_an_open_call_and_what_does_not_fit_is_listed(world: World) {
        let cast = Cast::new(&world).await;
        let (first, _) = steps::funded_call(&world, &cast, "250000.00").await;
        let grantee = steps::verified_organisation(&world, &cast).await;
        let mut document = steps::proposal_document("20000.00");
        document["budget"]["grant"] = json!([line("activity", "助餐", "20000.00", "1"), line("publicity", "海报", "100.00", "1")]);
        let source = format!("/proposals/{}", steps::drafted_proposal(&grantee, &first, document).await);
        let narrow = |scheme: &mut Value| {
            let keep = |list: &Value, key: &str, not: &str| list.as_array().unwrap().iter().filter(|one| one[key] != not).cloned().collect::<Vec<_>>();
            scheme["categories"] = json!(keep(&scheme["categories"], "code", "elderly"));
            scheme["budget"]["lines"] = json!(keep(&scheme["budget"]["lines"], "subject", "publicity"));
            scheme["budget"]["cap_per_project"] = json!("5000.00");
        };
        let second = call_with(&world, &cast, narrow).await;
        let stranger = steps::verified_organisation(&world, &cast).await;
        stranger.owner.post(&format!("{source}/copy"), json!({ "call_id": second })).await.refused(404, "not_found");
        let answer = grantee.owner.post(&format!("{source}/copy"), json!({ "call_id": second })).await.created();
        let unfit: Vec<String> = answer["unfit"].as_array().unwrap().iter().map(|fault| format!("{} {}", fault["pointer"].as_str().unwrap(), fault["code"].as_str().unwrap())).collect();
        assert_eq!(unfit, ["/budget/grant/1/subject left_out", "/category left_out", "/requested over_cap"]);
        let copy = &answer["proposal"];
        assert_eq!((&copy["state"], &copy["title"], &copy["category"]), (&json!("draft"), &json!("社区老人助餐与陪伴项目"), &Value::Null));
        assert_eq!((&copy["budget"]["grant"][1]["content"], &copy["requested"]), (&json!("海报"), &json!("20100.00")));
        assert_eq!(copy["call"]["id"], second.as_str());
        grantee.owner.post(&format!("{source}/copy"), json!({ "call_id": second })).await.refused(409, "too_many_proposals");
    }
}

on_both! {
    async fn the_organisation_sees_who_wrote_when(world: World) {
        let cast = Cast::new(&world).await;
        let (grantee, editor, path) = to_be_signed(&world, &cast, "none").await;
        world.later(60);
        grantee.owner.patch(&path, json!({ "title": "改一个字" })).await.ok();
        let items = grantee.owner.get(&format!("{path}/editors")).await.ok()["items"].clone();
        let said: Vec<_> = items.as_array().unwrap().iter().map(|one| (one["person"]["name"].as_str().unwrap(), one["saves"].as_i64().unwrap())).collect();
        assert_eq!(said, [("林芳", 1), ("填报人", 2)]);
        let _ = editor;
        let stranger = steps::verified_organisation(&world, &cast).await;
        stranger.owner.get(&format!("{path}/editors")).await.refused(404, "not_found");
    }
}

/// How many of each, before and after the midnight.
const EACH: usize = 6;

/// SQLite has one writer at a time and nothing inside a transaction to wait for.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_postgres_what_arrived_before_the_deadline_counts_although_it_waited_past_it_and_nothing_later_does() {
    let world = World::postgres().await;
    let cast = Cast::new(&world).await;
    let (call, _) = steps::funded_call(&world, &cast, "250000.00").await;
    let mut drafts = Vec::new();
    for _ in 0..2 * EACH {
        let grantee = steps::verified_organisation(&world, &cast).await;
        let proposal = steps::drafted_proposal(&grantee, &call, steps::proposal_document("20000.00")).await;
        drafts.push((grantee.owner.clone(), format!("/proposals/{proposal}")));
    }
    let late = drafts.split_off(EACH);
    world.at(LAST);
    let start = cast.officer.clone();
    let seen = start.etag(&format!("/calls/{call}")).await;
    // Somebody holds the call; everybody queues behind them over midnight.
    let holder = world.app.store.begin().await.unwrap();
    lock::<Call>(&holder, CallId(call.parse().unwrap())).await.unwrap().unwrap();
    let send = |(owner, path): (Actor, String)| async move {
        let seen = owner.etag(&path).await;
        owner.call(Method::POST, &format!("{path}/submit")).if_match(&seen).send().await
    };
    let mut early = JoinSet::new();
    for draft in drafts {
        early.spawn(send(draft));
    }
    waiting(&world, EACH).await;
    world.at(TOO_LATE);
    let mut after = JoinSet::new();
    let path = format!("/calls/{call}/start-screening");
    let officer = async move { start.call(Method::POST, &path).if_match(&seen).send().await };
    let officer = tokio::spawn(officer);
    waiting(&world, EACH + 1).await;
    for draft in late {
        after.spawn(send(draft));
    }
    waiting(&world, 2 * EACH + 1).await;
    holder.rollback().await.unwrap();
    for answer in early.join_all().await {
        assert_eq!(answer.ok()["snapshot"]["submitted_at"], "2026-06-10T15:59:59.999999Z");
    }
    officer.await.unwrap().ok();
    for answer in after.join_all().await {
        answer.refused(409, "call_not_open");
    }
    assert_eq!(world.number("SELECT COUNT(*) FROM proposals WHERE state = 'submitted'").await, i64::try_from(EACH).unwrap());
    world.end().await;
}

/// Waits until so many transactions wait for a lock.
async fn waiting(world: &World, n: usize) {
    for _ in 0..200 {
        let found =
            world.number("SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'").await;
        if found >= i64::try_from(n).unwrap() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("{n} requests should wait by now");
}
