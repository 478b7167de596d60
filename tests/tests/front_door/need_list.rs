//! The public list of needs, hints at like ones, needs that ask for money, tables of needs, and proposals that answer them.

use axum::http::Method;
use serde_json::{Value, json};
use yichuang_tests::needs::{COMMUNITY, STREET, need_document, officer_of, published_need, report, small_areas};
use yichuang_tests::samples::jpeg;
use yichuang_tests::steps::{awarded_round, funded_call, id, proposal_document, verified_organisation};
use yichuang_tests::world::DISTRICT;
use yichuang_tests::{Cast, World, on_both};

use super::needs::{WORDS, mails};

on_both! {
    async fn the_public_list_pages_by_date_and_by_endorsements_without_losing_or_repeating(world: World) {
        small_areas(&world).await;
        let cast = Cast::new(&world).await;
        let mut made = Vec::new();
        for n in 0..11 {
            let mut document = need_document(&format!("需求第{n}项"));
            document["area_code"] = json!(if n % 2 == 0 { COMMUNITY } else { DISTRICT });
            document["category"] = json!(if n % 3 == 0 { "youth" } else { "elderly" });
            made.push(published_need(&cast.officer, document).await);
            world.later(60);
        }
        for n in 0..5 {
            let person = world.person(&format!("居民{n}"), &[]).await;
            for need in &made[..n] {
                person.push(&format!("/needs/{need}/endorse")).await.ok();
            }
        }
        let all = async |query: &str| {
            let (mut found, mut cursor) = (Vec::new(), String::new());
            loop {
                let page = world.anonymous().get(&format!("/public/needs?limit=3{query}{cursor}")).await.ok();
                found.extend(page["items"].as_array().unwrap().iter().map(id));
                let Some(next) = page["next"].as_str() else { break found };
                cursor = format!("&cursor={next}");
            }
        };
        let newest: Vec<String> = made.iter().rev().cloned().collect();
        assert_eq!(all("").await, newest);
        let ranked = all("&sort=endorsed").await;
        assert_eq!(ranked[..4], made[..4]);
        assert_eq!(ranked.len(), 11);
        assert_eq!(all(&format!("&area_code={STREET}")).await.len(), 6);
        assert_eq!(all(&format!("&area_code={DISTRICT}&category=youth&sort=endorsed")).await.len(), 4);
        assert_eq!(all("&open=true").await.len(), 11);
        assert_eq!(all("&state=met").await.len(), 0);
        assert_eq!(all("&state=reported").await.len(), 0);
        assert_eq!(all("&area_code=1").await.len(), 0);
        let tree = world.anonymous().get("/public/need-areas").await.ok();
        let counts: Vec<_> = tree["items"].as_array().unwrap().iter().map(|area| (area["level"].clone(), area["needs"].clone(), area["open"].clone())).collect();
        let expected = [("province", 11), ("city", 11), ("district", 11), ("street", 6), ("community", 6)];
        assert_eq!(counts, expected.map(|(level, n)| (json!(level), json!(n), json!(n))));
    }
}

on_both! {
    async fn a_need_nearby_that_says_much_the_same_is_hinted_at(world: World) {
        small_areas(&world).await;
        let cast = Cast::new(&world).await;
        let mut document = need_document("独居老人没有助餐点");
        document["area_code"] = json!(COMMUNITY);
        let there = published_need(&cast.officer, document).await;
        published_need(&cast.officer, need_document("电动车充电桩不够")).await;
        let hints = async |area: &str, text: &str| {
            let text: String = text.bytes().map(|byte| format!("%{byte:02X}")).collect();
            let found = world.anonymous().get(&format!("/public/needs/similar?area_code={area}&text={text}")).await.ok();
            found["items"].as_array().unwrap().iter().map(id).collect::<Vec<_>>()
        };
        assert_eq!(hints("320402001002", "我们这里独居老人很多，没有助餐点，吃饭难").await, std::slice::from_ref(&there), "the next community of the street");
        assert_eq!(hints("350000000000", "我们这里独居老人很多，没有助餐点，吃饭难").await, Vec::<String>::new(), "another province");
        assert_eq!(hints(COMMUNITY, "楼上漏水").await, Vec::<String>::new());
        assert_eq!(hints("1", "独居老人没有助餐点").await, Vec::<String>::new());
        let receipt = world.anonymous().post("/public/needs", report(&world, "独居老人很多，没有助餐点", COMMUNITY)).await.created();
        assert_eq!(hints(COMMUNITY, "独居老人很多，没有助餐点").await, std::slice::from_ref(&there), "what is not published is not told");
        let similar = cast.officer.get(&format!("/needs/{}/similar", id(&receipt))).await.ok();
        assert_eq!(similar["items"][0]["id"], json!(there));
    }
}

on_both! {
    async fn published_needs_with_amounts_are_shown_with_what_must_be_raised_and_who_is_missing(world: World) {
        let cast = Cast::new(&world).await;
        let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/data/real/chengdu-needs.json")).unwrap();
        let file: Value = serde_json::from_str(&text).unwrap();
        let mut shown = Vec::new();
        for need in file["needs"].as_array().unwrap() {
            let mut document = need_document(need["title"].as_str().unwrap());
            document["amount"] = json!(format!("{}.00", need["amount"]));
            document["self_raised_min"] = json!(format!("{}.00", need["self_raised_min"]));
            document["starts_on"] = json!(format!("{}-01", need["period"][0].as_str().unwrap()));
            document["ends_on"] = json!(format!("{}-30", need["period"][1].as_str().unwrap()));
            if !need["min_applicants"].is_null() {
                document["min_applicants"] = need["min_applicants"].clone();
            }
            let published = published_need(&cast.officer, document).await;
            shown.push(world.anonymous().get(&format!("/public/needs/{published}")).await.ok());
        }
        assert_eq!((&shown[0]["amount"], &shown[0]["self_raised_min"]), (&json!("66000.00"), &json!("6600.00")));
        assert_eq!((&shown[1]["amount"], &shown[1]["self_raised_min"]), (&json!("49000.00"), &json!("4900.00")));
        let warning = &shown[0]["warnings"][0];
        assert_eq!((&warning["code"], &warning["limit"], &warning["actual"]), (&json!("too_few_applicants"), &json!("3"), &json!("0")));
        assert_eq!(shown[1]["warnings"], json!([]));
        assert_eq!(shown[0]["ends_on"], "2026-04-30");
    }
}

on_both! {
    async fn a_need_whose_money_and_days_do_not_fit_is_refused_with_every_fault(world: World) {
        let cast = Cast::new(&world).await;
        let mut document = need_document("助餐点");
        document["amount"] = json!("100.00");
        document["self_raised_min"] = json!("100.01");
        document["starts_on"] = json!("2026-07-02");
        document["ends_on"] = json!("2026-07-01");
        let answer = cast.officer.post("/needs", document).await;
        assert_eq!(answer.faults(), ["/self_raised_min above_amount", "/ends_on ends_before_start"]);
        let mut negative = need_document("助餐点");
        negative["head_count"] = json!(-1);
        assert_eq!(cast.officer.post("/needs", negative).await.faults()[0], "/head_count too_small");
        let mut far = need_document("助餐点");
        far["area_code"] = json!("350000000000");
        cast.officer.post("/needs", far).await.refused(403, "forbidden");
    }
}

on_both! {
    async fn a_published_need_never_loses_what_everybody_reads(world: World) {
        let cast = Cast::new(&world).await;
        let need = format!("/needs/{}", published_need(&cast.officer, need_document("助餐点")).await);
        let answer = cast.officer.patch(&need, json!({ "title": " ", "target_group": "" })).await;
        assert_eq!(answer.faults(), ["/title missing", "/target_group missing"]);
        cast.officer.act(&need, "mark-met", json!({ "reason": "社区食堂已开放" })).await.ok();
        cast.officer.patch(&need, json!({ "title": "改" })).await.refused(409, "not_editable");
        let seen = world.anonymous().get(&format!("/public{need}")).await.ok();
        assert_eq!((&seen["state"], &seen["outcome"], &seen["open"]), (&json!("met"), &json!("社区食堂已开放"), &json!(false)));
    }
}

fn row(area: &str, words: &str) -> Value {
    json!({ "area": area, "words": words, "category": "为老服务", "head_count": "120人", "source": "走访调研", "amount": "66,000" })
}

on_both! {
    async fn many_needs_are_entered_all_or_none_with_every_fault_at_its_cell(world: World) {
        small_areas(&world).await;
        let cast = Cast::new(&world).await;
        let before = world.rows().await;
        let rows = json!([
            row("翠竹社区", "楼道没有扶手，老人上下楼困难"),
            { "area": "没有的社区", "words": "短", "category": "老人", "head_count": "-3" },
            { "area": "福建省", "words": "这里不是本区的需求", "amount": "10", "self_raised_min": "20" },
            row("翠竹社区", "楼道没有扶手，老人上下楼困难"),
        ]);
        let import = async |rows: &Value, dry_run: bool| cast.officer.post("/needs/import", json!({ "rows": rows, "dry_run": dry_run })).await;
        let expected = [
            "/rows/1/area unknown", "/rows/1/words too_short", "/rows/1/category not_allowed", "/rows/1/head_count wrong_format",
            "/rows/2 forbidden", "/rows/3/words repeated",
        ];
        let dry = import(&rows, true).await;
        assert_eq!(dry.faults(), expected);
        assert_eq!(dry.ok()["numbers"], json!([]));
        let refused = import(&rows, false).await;
        assert_eq!(refused.faults(), expected);
        refused.refused(422, "invalid");
        let mut after = world.rows().await;
        after.insert("idempotency_keys".to_owned(), before["idempotency_keys"]);
        assert_eq!(after, before, "nothing was entered");

        let good = json!([row("翠竹社区", "楼道没有扶手，老人上下楼困难"), row(STREET, "街道口袋公园缺座椅")]);
        assert_eq!(import(&good, true).await.faults(), Vec::<String>::new());
        assert_eq!(world.number("SELECT COUNT(*) FROM needs").await, 0, "a dry run enters nothing");
        let mails_before = mails(&world).await;
        let done = import(&good, false).await.ok();
        assert_eq!(done["numbers"].as_array().unwrap().len(), 2);
        assert_eq!(mails(&world).await, mails_before + 1, "one mail for all rows");
        let list = cast.officer.get("/needs").await.ok();
        let mut areas: Vec<_> = list["items"].as_array().unwrap().iter().map(|item| (item["area_name"].as_str(), item["category"].as_str())).collect();
        areas.sort_unstable();
        assert_eq!(areas, [(Some("红梅街道"), Some("elderly")), (Some("翠竹社区"), Some("elderly"))]);
        assert_eq!(import(&good, true).await.faults(), ["/rows/0/words repeated", "/rows/1/words repeated"]);
    }
}

on_both! {
    async fn proposals_answer_listed_needs_and_move_them_along_to_delivery(world: World) {
        let cast = Cast::new(&world).await;
        let first = published_need(&cast.officer, need_document("独居老人助餐")).await;
        let second = published_need(&cast.officer, need_document("残障青年培训")).await;
        let far = world.person("福建主管", &[("programme_officer", area_scope(&world, "350000000000").await)]).await;
        let mut outside = need_document("别处的需求");
        outside["area_code"] = json!("350000000000");
        let outside = published_need(&far, outside).await;
        let state = async |need: &str| cast.officer.get(&format!("/needs/{need}")).await.ok()["state"].clone();
        let (call, _) = funded_call(&world, &cast, "500000.00").await;
        let shown = world.anonymous().get(&format!("/public/needs/{first}")).await.ok();
        assert_eq!(shown["calls"][0]["id"], json!(call));

        let grantee = verified_organisation(&world, &cast).await;
        let start = json!({ "call_id": call, "organisation_id": grantee.id });
        let proposal = format!("/proposals/{}", id(&grantee.owner.post("/proposals", start).await.created()));
        grantee.owner.patch(&proposal, proposal_document("250000.00")).await.ok();
        assert_eq!(grantee.owner.get(&format!("{proposal}/check")).await.faults(), ["/needs missing"]);
        grantee.owner.act(&proposal, "submit", Value::Null).await.refused(422, "invalid");
        let unheard = id(&world.anonymous().post("/public/needs", report(&world, WORDS, DISTRICT)).await.created());
        let wrong = grantee.owner.put(&proposal, "needs", json!({ "needs": [unheard, outside, first, first] })).await;
        assert_eq!(wrong.faults(), ["/needs/0 unknown", "/needs/1 outside_area", "/needs/3 repeated"]);
        grantee.owner.put(&proposal, "needs", json!({ "needs": [first, second] })).await.ok();
        assert_eq!((state(&first).await, state(&second).await), (json!("published"), json!("published")));
        grantee.owner.act(&proposal, "submit", Value::Null).await.ok();
        assert_eq!((state(&first).await, state(&second).await), (json!("claimed"), json!("claimed")));
        let shown = world.anonymous().get(&format!("/public/needs/{first}")).await;
        assert!(!String::from_utf8(shown.bytes.clone()).unwrap().contains(&grantee.name));
        let shown = shown.ok();
        assert_eq!((&shown["proposals"], &shown["open"]), (&json!(1), &json!(true)));

        let rival = verified_organisation(&world, &cast).await;
        let other = id(&rival.owner.post("/proposals", json!({ "call_id": call, "organisation_id": rival.id })).await.created());
        let other = format!("/proposals/{other}");
        rival.owner.patch(&other, proposal_document("250000.00")).await.ok();
        rival.owner.put(&other, "needs", json!({ "needs": [first] })).await.ok();
        rival.owner.act(&other, "submit", Value::Null).await.ok();
        grantee.owner.act(&proposal, "withdraw", json!({ "reason": "人手不足" })).await.ok();
        assert_eq!((state(&first).await, state(&second).await), (json!("claimed"), json!("published")), "the first is still answered");
        rival.owner.act(&other, "withdraw", json!({ "reason": "人手不足" })).await.ok();
        assert_eq!(state(&first).await, json!("published"));
    }
}

on_both! {
    async fn an_award_begins_delivery_and_what_was_not_funded_is_open_again(world: World) {
        let cast = Cast::new(&world).await;
        let (round, projects) = awarded_round(&world, &cast, &["50000.00"]).await;
        let needs = cast.officer.get(&format!("/proposals/{}/needs", round.proposals[0])).await.ok();
        let need = id(&needs["needs"][0]);
        assert_eq!(needs["needs"][0]["state"], "in_delivery");
        assert_eq!(projects.len(), 1);
        cast.officer.act(&format!("/needs/{need}"), "decline", json!({ "reason": "不再需要" })).await.refused(409, "illegal_event");
        cast.officer.act(&format!("/needs/{need}"), "mark-met", json!({ "reason": "助餐点已开放" })).await.ok();
        assert_eq!(world.anonymous().get(&format!("/public/needs/{need}")).await.ok()["outcome"], "助餐点已开放");
    }
}

async fn area_scope(world: &World, code: &str) -> yichuang_base::caller::Scope {
    let area = yichuang_store::areas::find(&world.app.store.read(), code).await.unwrap().unwrap();
    yichuang_base::caller::Scope::Area(area.path)
}

on_both! {
    async fn a_photograph_goes_with_a_report_and_only_staff_of_the_area_see_it(world: World) {
        let cast = Cast::new(&world).await;
        let nobody = world.anonymous();
        let begin = json!({ "purpose": "need_photo", "name": "路灯.jpg", "size": jpeg().len(), "media_type": "image/jpeg" });
        let created = nobody.post("/public/files", begin).await.created();
        let file = id(&created["file"]);
        let token = created["upload_token"].as_str().unwrap().to_owned();
        let put = nobody.call(Method::PUT, &format!("/public/files/{file}/content")).header("upload-token", &token).header("upload-offset", "0");
        put.send_raw(Some(jpeg()), "application/octet-stream").await.ok();
        let mut body = report(&world, WORDS, DISTRICT);
        body["photo"] = json!({ "id": file, "upload_token": token });
        assert_eq!(nobody.post("/public/needs", body.clone()).await.faults(), ["/photo not_stored"]);
        let complete = nobody.call(Method::POST, &format!("/public/files/{file}/complete")).header("upload-token", &token);
        complete.json(json!({})).send().await.ok();
        let mut stolen = body.clone();
        stolen["photo"]["upload_token"] = json!("nonsense");
        assert_eq!(nobody.post("/public/needs", stolen).await.faults(), ["/photo unknown"]);
        assert_eq!(world.number("SELECT COUNT(*) FROM needs").await, 0, "a report without its photograph is not half taken");
        let need = id(&nobody.post("/public/needs", body.clone()).await.created());
        assert_eq!(nobody.post("/public/needs", body).await.faults(), ["/photo unknown"], "a token is good once");
        let seen = cast.officer.get(&format!("/needs/{need}")).await.ok();
        assert_eq!(seen["photos"][0]["id"], json!(file));
        assert_eq!(cast.officer.get(&format!("/files/{file}/content")).await.status, 200);
        let far = officer_of(&world, "programme_officer", "350000000000").await;
        far.get(&format!("/files/{file}/content")).await.refused(404, "not_found");
        nobody.get(&format!("/public/files/{file}/content")).await.refused(404, "not_found");
    }
}
