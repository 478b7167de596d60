//! Registrations that look like one organisation, and groups with a sponsor.

use axum::http::Method;
use serde_json::{Value, json};
use yichuang_registration::organisations::duplicates::backfill;
use yichuang_tests::actor::faults;
use yichuang_tests::steps::{self, Grantee, etag, id};
use yichuang_tests::{Actor, Cast, World, on_both};

/// A registration by somebody new, with these fields changed.
async fn registered(world: &World, changes: Value) -> Grantee {
    let owner = world.person("林芳", &[]).await;
    let mut body = steps::registration(world);
    for (key, value) in changes.as_object().unwrap() {
        body[key] = value.clone();
    }
    let view = owner.post("/organisations", body).await.created();
    Grantee { owner, id: id(&view), name: view["name"].as_str().unwrap().to_owned() }
}

async fn suspected(officer: &Actor, grantee: &Grantee) -> Value {
    officer.get(&format!("{}/duplicates", grantee.path())).await.ok()
}

fn reasons(item: &Value) -> Vec<&str> {
    item["reasons"].as_array().unwrap().iter().map(|reason| reason.as_str().unwrap()).collect()
}

async fn decide(officer: &Actor, of: &Grantee, other: &Grantee, verdict: &str) -> yichuang_tests::Answer {
    let path = format!("duplicates/{}/decide", other.id);
    officer.act(&of.path(), &path, json!({ "verdict": verdict, "reason": "登记证号一致，重复登记" })).await
}

on_both! {
    async fn a_registration_is_found_by_name_phone_representative_and_account(world: World) {
        let cast = Cast::new(&world).await;
        let first = registered(&world, json!({ "name": "常州市天宁区阳光（红梅）社会工作服务中心", "contact_phone": "0519-81234567", "legal_representative": "林芳" })).await;
        let again = registered(&world, json!({ "name": "天宁区阳光(红梅)社工服务中心", "contact_phone": "0519 8123 4567", "legal_representative": "林 芳" })).await;
        registered(&world, json!({ "name": "月光志愿者协会", "contact_phone": "0519-87654321" })).await;
        let found = suspected(&cast.officer, &again).await;
        assert_eq!(found["items"].as_array().unwrap().len(), 1, "{found:#}");
        let item = &found["items"][0];
        assert_eq!((&item["organisation_id"], &item["suspicion"], &item["reachable"]), (&json!(first.id), &json!("strong"), &json!(true)));
        assert_eq!(reasons(item), ["name", "phone", "representative"]);

        let other = registered(&world, json!({ "name": "清风助残服务社", "contact_phone": "0519-80009999" })).await;
        let number = "6200010000000000123";
        first.owner.put(&first.path(), "bank-account", steps::bank_account(&first.name, number)).await.ok();
        other.owner.put(&other.path(), "bank-account", steps::bank_account(&other.name, number)).await.ok();
        let found = suspected(&cast.officer, &other).await;
        assert_eq!((reasons(&found["items"][0]), &found["items"][0]["suspicion"]), (vec!["account"], &json!("strong")));
        assert_eq!(world.number(&format!("SELECT COUNT(*) FROM organisation_keys WHERE key LIKE '%{number}%'")).await, 0);
        other.owner.get(&format!("{}/duplicates", other.path())).await.refused(403, "forbidden");

        again.owner.patch(&again.path(), json!({ "name": "月季花服务中心", "contact_phone": "0519-85550000", "legal_representative": "陈静" })).await.ok();
        assert_eq!(suspected(&cast.officer, &again).await["items"], json!([]));
    }
}

on_both! {
    async fn the_same_code_is_certain_in_any_state(world: World) {
        let cast = Cast::new(&world).await;
        let uscc = steps::registration(&world)["uscc"].clone();
        let first = registered(&world, json!({ "uscc": uscc })).await;
        first.owner.put(&first.path(), "bank-account", steps::bank_account(&first.name, "6200010000000000777")).await.ok();
        first.owner.act(&first.path(), "submit", Value::Null).await.ok();
        cast.officer.act(&first.path(), "reject", json!({ "reason": "材料不实" })).await.ok();
        let again = registered(&world, json!({ "uscc": uscc })).await;
        let found = suspected(&cast.officer, &again).await;
        assert_eq!((&found["items"][0]["suspicion"], &found["items"][0]["state"]), (&json!("certain"), &json!("rejected")));
        decide(&cast.officer, &again, &first, "same").await.refused(409, "other_ended");
    }
}

on_both! {
    async fn the_same_rejects_the_draft_and_different_is_not_asked_again(world: World) {
        let cast = Cast::new(&world).await;
        let first = registered(&world, json!({ "name": "阳光服务中心" })).await;
        let same = registered(&world, json!({ "name": "天宁区阳光服务中心" })).await;
        let different = registered(&world, json!({ "name": "阳光发展中心" })).await;
        assert_eq!(suspected(&cast.officer, &same).await["items"].as_array().unwrap().len(), 2);

        let kept = decide(&cast.officer, &different, &first, "different").await.ok();
        assert_eq!(kept["state"], "draft");
        decide(&cast.officer, &different, &first, "same").await.refused(409, "already_decided");
        let seen = suspected(&cast.officer, &different).await;
        assert_eq!(seen["items"][0]["organisation_id"], json!(same.id));
        assert_eq!(seen["items"].as_array().unwrap().len(), 1);
        assert_eq!((&seen["decided"][0]["organisation_id"], &seen["decided"][0]["verdict"]), (&json!(first.id), &json!("different")));
        let rejected = decide(&cast.officer, &same, &first, "same").await.ok();
        assert_eq!(rejected["state"], "rejected");
        let shown = same.owner.get(&same.path()).await.ok();
        assert_eq!(shown["return_reasons"][0]["field"], "uscc");
        let uscc = first.owner.get(&first.path()).await.ok()["uscc"].as_str().unwrap().to_owned();
        assert!(!shown.to_string().contains(&first.id) && !shown.to_string().contains(&uscc), "{shown}");
        assert_eq!(suspected(&cast.officer, &same).await["decided"][0]["kept_id"], json!(first.id));

        let verified = steps::verified_organisation(&world, &cast).await;
        decide(&cast.officer, &verified, &first, "same").await.refused(409, "illegal_event");
        assert_eq!(world.number("SELECT COUNT(*) FROM duplicate_decisions").await, 2, "a refused decision leaves nothing");
        decide(&cast.officer, &first, &first, "different").await.refused(409, "same_record");
    }
}

on_both! {
    async fn an_officer_of_another_area_learns_no_personal_data_and_decides_nothing(world: World) {
        let cast = Cast::new(&world).await;
        let far = registered(&world, json!({ "name": "阳光服务中心", "area_code": "350000000000", "contact_phone": "0591-12345678" })).await;
        let near = registered(&world, json!({ "name": "阳光服务中心" })).await;
        let item = suspected(&cast.officer, &near).await["items"][0].clone();
        assert_eq!((&item["reachable"], &item["contact_phone"], &item["legal_representative"]), (&json!(false), &Value::Null, &Value::Null));
        assert_eq!(item["suspicion"], "weak");
        cast.officer.get(&format!("{}/duplicates", far.path())).await.refused(404, "not_found");
        decide(&cast.officer, &far, &near, "different").await.refused(404, "not_found");
    }
}

on_both! {
    async fn registrations_older_than_the_keys_get_them_at_the_start(world: World) {
        let cast = Cast::new(&world).await;
        let first = registered(&world, json!({ "name": "阳光服务中心" })).await;
        let second = steps::registered_organisation(&world).await;
        let before = world.number("SELECT COUNT(*) FROM organisation_keys").await;
        world.sql("DELETE FROM organisation_keys").await.unwrap();
        assert_eq!(suspected(&cast.officer, &first).await["items"], json!([]));
        assert_eq!(backfill(&world.app).await.unwrap(), 2);
        assert_eq!(backfill(&world.app).await.unwrap(), 0);
        assert_eq!(world.number("SELECT COUNT(*) FROM organisation_keys").await, before);
        assert_eq!(world.number("SELECT COUNT(*) FROM organisation_keys WHERE kind = 'account'").await, 1);
        assert_eq!(reasons(&suspected(&cast.officer, &second).await["items"][0]), ["phone"]);
    }
}

/// A filed group, verified.
async fn group(world: &World, cast: &Cast) -> Grantee {
    let grantee = registered(world, json!({ "kind": "filed_group" })).await;
    let number = format!("6200010000001{:05}", world.next());
    grantee.owner.put(&grantee.path(), "bank-account", steps::bank_account(&grantee.name, &number)).await.ok();
    grantee.owner.act(&grantee.path(), "submit", Value::Null).await.ok();
    cast.officer.act(&grantee.path(), "verify", Value::Null).await.ok();
    grantee
}

async fn ask(group: &Grantee, sponsor: &Grantee) -> yichuang_tests::Answer {
    let uscc = sponsor.owner.get(&sponsor.path()).await.ok()["uscc"].clone();
    group.owner.post(&format!("{}/sponsorships", group.path()), json!({ "sponsor_uscc": uscc, "message": "请支持" })).await
}

async fn answer(side: &Grantee, view: &Value, verb: &str, reason: Value) -> yichuang_tests::Answer {
    let call = side.owner.call(Method::POST, &format!("{}/sponsorships/{}/{verb}", side.path(), id(view))).if_match(&etag(view));
    if reason.is_null() { call.send().await } else { call.json(json!({ "reason": reason })).send().await }
}

on_both! {
    async fn a_filed_group_applies_through_the_sponsor_that_agreed(world: World) {
        let cast = Cast::new(&world).await;
        let mut scheme = steps::scheme(&world, steps::PRESET).await;
        scheme["eligibility"]["filed_groups"] = json!("through_sponsor");
        let allotment = steps::approved_allotment(&world, &cast, "250000.00").await;
        let call = steps::published_call(&cast, steps::call_document("250000.00", &allotment, &scheme)).await;
        let group = group(&world, &cast).await;
        let sponsor = steps::verified_organisation(&world, &cast).await;
        let proposal = steps::drafted_proposal(&group, &call, steps::proposal_document("20000.00")).await;
        let check = format!("/proposals/{proposal}/check");
        let needs = |body: &Value| faults(body).iter().any(|fault| fault.contains("sponsor"));
        assert!(needs(&group.owner.get(&check).await.ok()));

        let asked = ask(&group, &sponsor).await.created();
        assert!(needs(&group.owner.get(&check).await.ok()), "asking is not enough");
        ask(&group, &sponsor).await.refused(409, "has_sponsor");
        answer(&group, &asked, "agree", Value::Null).await.refused(403, "forbidden");
        let agreed = answer(&sponsor, &asked, "agree", Value::Null).await.ok();
        assert!(!needs(&group.owner.get(&check).await.ok()));
        let events: Vec<&str> = agreed["available_actions"].as_array().unwrap().iter().map(|one| one["event"].as_str().unwrap()).collect();
        assert_eq!(events, ["end"]);

        cast.officer.act(&sponsor.path(), "suspend", json!({ "reason": "年检未通过" })).await.ok();
        assert!(needs(&group.owner.get(&check).await.ok()), "a suspended sponsor does not count");
        cast.officer.act(&sponsor.path(), "reinstate", Value::Null).await.ok();
        let ended = answer(&group, &agreed, "end", json!("更换挂靠单位")).await.ok();
        assert_eq!((&ended["state"], &ended["reason"]), (&json!("ended"), &json!("更换挂靠单位")));
        assert!(needs(&group.owner.get(&check).await.ok()));
        answer(&sponsor, &ended, "end", json!("再次结束")).await.refused(409, "illegal_event");
    }
}

on_both! {
    async fn only_a_verified_registered_organisation_can_be_named_and_it_may_refuse(world: World) {
        let cast = Cast::new(&world).await;
        let group = group(&world, &cast).await;
        let draft = steps::registered_organisation(&world).await;
        let refused = ask(&group, &draft).await;
        assert_eq!(refused.faults(), ["/sponsor_uscc no_such_sponsor"]);
        ask(&group, &group).await.refused(422, "invalid");
        let sponsor = steps::verified_organisation(&world, &cast).await;
        ask(&sponsor, &sponsor).await.refused(409, "not_a_filed_group");
        let asked = ask(&group, &sponsor).await.created();
        let stranger = steps::registered_organisation(&world).await;
        answer(&stranger, &asked, "agree", Value::Null).await.refused(404, "not_found");
        answer(&sponsor, &asked, "withdraw", Value::Null).await.refused(403, "forbidden");
        let refused = answer(&sponsor, &asked, "refuse", json!("不在服务范围")).await.ok();
        assert_eq!(refused["state"], "refused");
        let again = ask(&group, &sponsor).await.created();
        answer(&group, &again, "withdraw", Value::Null).await.ok();
        let list = cast.officer.get(&format!("{}/sponsorships", sponsor.path())).await.ok();
        assert_eq!(list["items"].as_array().unwrap().len(), 2);
    }
}
