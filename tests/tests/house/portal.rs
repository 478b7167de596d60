//! What everybody can do without an account: one search over all that is public, and e-mails about what is new.

use std::collections::BTreeSet;

use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};
use yichuang_registration::portal::news;
use yichuang_server::{demo, jobs};
use yichuang_tests::actor::query;
use yichuang_tests::steps::{self, funded_call};
use yichuang_tests::world::DISTRICT;
use yichuang_tests::{Cast, World, on_both};

async fn search(world: &World, query: &str) -> Value {
    world.anonymous().get(&format!("/public/search?{query}")).await.ok()
}

fn group<'a>(found: &'a Value, kind: &str) -> &'a Value {
    found["groups"].as_array().unwrap().iter().find(|group| group["kind"] == kind).unwrap()
}

fn count(found: &Value, kind: &str) -> i64 {
    group(found, kind)["count"].as_i64().unwrap()
}

fn ids(group: &Value) -> Vec<String> {
    group["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
}

on_both! {
    async fn one_search_finds_all_kinds_by_two_chinese_characters_and_counts_them(world: World) {
        demo::load(&world.app).await.unwrap();
        let everything = search(&world, "").await;
        let kinds: Vec<&str> = everything["groups"].as_array().unwrap().iter().map(|group| group["kind"].as_str().unwrap()).collect();
        assert_eq!(kinds, ["call", "need", "notice", "project"]);
        assert!(count(&everything, "call") >= 2 && count(&everything, "need") >= 1, "{everything:#}");
        assert_eq!(count(&everything, "project"), 10);
        assert_eq!(ids(group(&everything, "project")).len(), 5);

        let found = search(&world, "q=%E5%A4%A9%E5%AE%81").await;
        let calls = group(&found, "call")["items"].as_array().unwrap();
        assert!(calls.iter().any(|call| call["state"] == "open"), "{found:#}");
        assert!(calls.iter().all(|call| call["area_name"] == "常州市天宁区"), "{found:#}");
        assert_eq!(group(&found, "project")["count"], 0);

        let found = search(&world, "q=%E7%A6%8F%E5%BB%BA").await;
        assert_eq!(group(&found, "notice")["count"], 1);
        assert_eq!(group(&found, "notice")["items"][0]["state"], "over");
        assert!(group(&search(&world, "q=%E6%B2%A1%E6%9C%89%E8%BF%99%E6%A0%B7").await, "call")["items"].as_array().unwrap().is_empty());
    }
}

on_both! {
    async fn marks_in_a_search_part_words_and_mean_nothing_else(world: World) {
        demo::load(&world.app).await.unwrap();
        let plain = search(&world, &format!("q={}", query("天宁"))).await;
        assert!(count(&plain, "call") >= 1, "{plain:#}");
        for marked in ["天宁'", "'天宁", "天宁\\", "\"天宁\"", "天宁';--", "?天宁", "天宁%_"] {
            assert_eq!(search(&world, &format!("q={}", query(marked))).await, plain, "{marked}");
        }
        assert_eq!(count(&search(&world, &format!("q={}", query("x' OR '1'='1"))).await, "call"), 0);
    }
}

on_both! {
    async fn a_project_is_found_by_its_title_and_by_its_organisation(world: World) {
        demo::load(&world.app).await.unwrap();
        let project = group(&search(&world, "").await, "project")["items"][0].clone();
        for text in ["title", "context", "number"] {
            let q = query(project[text].as_str().unwrap());
            let found = search(&world, &format!("q={q}&kind=project")).await;
            assert!(ids(group(&found, "project")).contains(&project["id"].as_str().unwrap().to_owned()), "{text}");
        }
    }
}

on_both! {
    async fn one_kind_is_read_page_by_page_without_gap_or_repetition(world: World) {
        demo::load(&world.app).await.unwrap();
        let mut seen = BTreeSet::new();
        let mut query = "kind=project&limit=4".to_owned();
        let mut pages = 0;
        loop {
            let found = search(&world, &query).await;
            let projects = group(&found, "project");
            assert_eq!(projects["count"], 10);
            assert!(ids(group(&found, "call")).is_empty());
            for id in ids(projects) {
                assert!(seen.insert(id), "twice");
            }
            pages += 1;
            let Some(next) = projects["next"].as_str() else { break };
            query = format!("kind=project&limit=4&cursor={next}");
        }
        assert_eq!((pages, seen.len()), (3, 10));
        world.anonymous().get(&format!("/public/search?{}", query.replace("kind=project&", ""))).await.refused(400, "malformed_cursor");
    }
}

on_both! {
    async fn a_search_can_be_narrowed_to_an_area_and_to_what_goes_on(world: World) {
        demo::load(&world.app).await.unwrap();
        let found = search(&world, "area_code=320000000000").await;
        let jiangsu = count(&found, "call");
        assert_eq!((jiangsu >= 1, count(&found, "need") >= 1, count(&found, "project")), (true, true, 0));
        let found = search(&world, "area_code=350000000000").await;
        assert_eq!((count(&found, "call"), count(&found, "need"), count(&found, "project")), (1, 0, 10));
        assert_eq!(jiangsu + 1, count(&search(&world, "").await, "call"));
        let found = search(&world, "area_code=999999999999").await;
        assert_eq!(group(&found, "project")["count"], 0);
        let found = search(&world, "time=current").await;
        assert_eq!((count(&found, "call"), count(&found, "notice")), (1, 0));
    }
}

on_both! {
    async fn a_draft_is_not_found_before_it_is_published(world: World) {
        let cast = Cast::new(&world).await;
        let allotment = steps::approved_allotment(&world, &cast, "500000.00").await;
        cast.officer.post("/calls", steps::call_document("500000.00", &allotment, &Value::Null)).await.created();
        assert_eq!(group(&search(&world, "q=%E5%85%AC%E7%9B%8A").await, "call")["count"], 0);
    }
}

fn wish(email: &str, area: &str, topics: &Value) -> Value {
    json!({ "email": email, "area_code": area, "topics": topics, "language": "zh-CN" })
}

/// The e-mails that were put into the outbox, in no particular order: the clock stands still.
async fn mails(world: &World) -> Vec<Value> {
    let conn = world.app.store.read();
    let query = "SELECT payload FROM outbox WHERE kind = 'mail'";
    let rows = conn.query_all_raw(Statement::from_string(conn.get_database_backend(), query)).await.unwrap();
    rows.iter().map(|row| serde_json::from_str(&row.try_get::<String>("", "payload").unwrap()).unwrap()).collect()
}

async fn mails_to(world: &World, address: &str) -> Vec<Value> {
    mails(world).await.into_iter().filter(|mail| mail["to"] == address).collect()
}

/// What stands behind the `#` of the links to a page that were mailed to an address.
async fn tokens(world: &World, address: &str, page: &str) -> BTreeSet<String> {
    let texts = mails_to(world, address).await.into_iter().map(|mail| mail["text"].as_str().unwrap().to_owned());
    let behind = |text: String| text.split_once(&format!("/{page}#")).map(|(_, rest)| rest.split_whitespace().next().unwrap().to_owned());
    texts.filter_map(behind).collect()
}

/// Asks, and gives the link that was mailed.
async fn asked(world: &World, email: &str, area: &str, topics: &Value) -> Value {
    let before = tokens(world, email, "subscribe/confirm").await;
    ask(world, wish(email, area, topics)).await;
    let after = tokens(world, email, "subscribe/confirm").await;
    json!({ "token": after.difference(&before).next().unwrap() })
}

async fn ask(world: &World, wish: Value) {
    world.anonymous().post("/public/subscriptions", wish).await.expect(204);
}

async fn subscribe(world: &World, email: &str, area: &str, topics: Value) -> Value {
    let link = asked(world, email, area, &topics).await;
    world.anonymous().post("/public/subscriptions/confirm", link).await.ok()
}

/// Does what waits in the outbox, and what that brings.
async fn work(world: &World) {
    while jobs::once(&world.app).await.unwrap() > 0 {}
}

on_both! {
    async fn a_subscription_begins_with_the_link_and_the_link_is_good_once(world: World) {
        let link = asked(&world, "Lin.Fang@Test.example", DISTRICT, &json!(["calls", "notices"])).await;
        assert_eq!(world.number("SELECT COUNT(*) FROM subscriptions").await, 0);
        let token = link["token"].as_str().unwrap();
        let kept = world.number(&format!("SELECT COUNT(*) FROM subscription_requests WHERE token_sha256 = '{token}'")).await;
        assert_eq!(kept, 0, "the link itself is kept nowhere");
        let view = world.anonymous().post("/public/subscriptions/confirm", link.clone()).await.ok();
        assert_eq!(view, json!({ "area_code": DISTRICT, "area_name": "常州市天宁区", "topics": ["calls", "notices"] }));
        world.anonymous().post("/public/subscriptions/confirm", link).await.refused(404, "not_found");
        let open = world.number("SELECT COUNT(*) FROM subscriptions WHERE address_sealed LIKE '%est.example%'").await;
        assert_eq!(open, 0, "the address is sealed");
    }
}

on_both! {
    async fn a_link_ends_after_two_days(world: World) {
        let link = asked(&world, "late@test.example", DISTRICT, &json!(["calls"])).await;
        world.later(48 * 3600);
        world.anonymous().post("/public/subscriptions/confirm", link).await.refused(404, "not_found");
    }
}

on_both! {
    async fn two_who_open_the_same_link_at_once_begin_one_subscription(world: World) {
        let link = asked(&world, "twice@test.example", DISTRICT, &json!(["calls"])).await;
        let (one, two) = (world.anonymous(), world.anonymous());
        let (one, two) = tokio::join!(
            one.post("/public/subscriptions/confirm", link.clone()),
            two.post("/public/subscriptions/confirm", link.clone())
        );
        let mut statuses = [one.status.as_u16(), two.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 404]);
        assert_eq!(world.number("SELECT COUNT(*) FROM subscriptions").await, 1);
    }
}

on_both! {
    async fn a_new_wish_for_the_same_area_replaces_the_old_one(world: World) {
        subscribe(&world, "change@test.example", DISTRICT, json!(["calls"])).await;
        let view = subscribe(&world, "CHANGE@test.example", DISTRICT, json!(["notices", "needs"])).await;
        assert_eq!(view["topics"], json!(["notices", "needs"]));
        assert_eq!(world.number("SELECT COUNT(*) FROM subscriptions").await, 1);
    }
}

on_both! {
    async fn a_published_call_is_told_once_to_those_who_asked_for_calls_of_its_area(world: World) {
        let cast = Cast::new(&world).await;
        subscribe(&world, "district@test.example", DISTRICT, json!(["calls"])).await;
        subscribe(&world, "province@test.example", "320000000000", json!(["calls", "needs"])).await;
        subscribe(&world, "elsewhere@test.example", "350000000000", json!(["calls"])).await;
        subscribe(&world, "notices@test.example", DISTRICT, json!(["notices"])).await;
        let (call, _) = funded_call(&world, &cast, "500000.00").await;
        work(&world).await;
        // The same job again, as after a crash between the e-mails and the note that it is done.
        news::tell(&world.app, &json!({ "kind": "call", "id": call }).to_string()).await.unwrap();
        for (address, count) in [("district", 2), ("province", 2), ("elsewhere", 1), ("notices", 1)] {
            assert_eq!(mails_to(&world, &format!("{address}@test.example")).await.len(), count, "{address}");
        }
        let told = mails_to(&world, "district@test.example").await;
        let mail = told.iter().find(|mail| mail["subject"] == "新的征集公告：2026年天宁区公益创投").unwrap();
        let text = mail["text"].as_str().unwrap();
        assert!(text.contains(&format!("/calls/{call}")) && text.contains(steps::DEADLINE), "{text}");
        assert!(text.contains("/unsubscribe#") && mail["list_unsubscribe"].as_str().unwrap().contains("/unsubscribe#"));
    }
}

on_both! {
    async fn the_link_of_any_e_mail_ends_the_subscription_and_forgets_the_address(world: World) {
        let cast = Cast::new(&world).await;
        subscribe(&world, "enough@test.example", DISTRICT, json!(["calls"])).await;
        funded_call(&world, &cast, "500000.00").await;
        work(&world).await;
        let end = json!({ "token": tokens(&world, "enough@test.example", "unsubscribe").await.first().unwrap() });
        world.anonymous().post("/public/subscriptions/end", end.clone()).await.expect(204);
        world.anonymous().post("/public/subscriptions/end", end.clone()).await.expect(204);
        funded_call(&world, &cast, "400000.00").await;
        work(&world).await;
        assert_eq!(mails_to(&world, "enough@test.example").await.len(), 2);
        assert_eq!(world.number("SELECT COUNT(*) FROM subscriptions WHERE address_sealed <> ''").await, 0);
        let mut wrong = end["token"].as_str().unwrap().to_owned();
        let last = if wrong.pop() == Some('0') { '1' } else { '0' };
        wrong.push(last);
        world.anonymous().post("/public/subscriptions/end", json!({ "token": wrong })).await.refused(404, "not_found");
        // Who has ended may begin anew.
        subscribe(&world, "enough@test.example", DISTRICT, json!(["calls"])).await;
    }
}

on_both! {
    async fn nobody_can_flood_a_mailbox(world: World) {
        for _ in 0..3 {
            ask(&world, wish("victim@test.example", DISTRICT, &json!(["calls"]))).await;
        }
        let again = world.anonymous().post("/public/subscriptions", wish("VICTIM@test.example", DISTRICT, &json!(["needs"]))).await;
        again.refused(429, "too_many_requests");
        assert_eq!(mails_to(&world, "victim@test.example").await.len(), 3);
        ask(&world, wish("somebody-else@test.example", DISTRICT, &json!(["calls"]))).await;
        world.later(24 * 3600);
        ask(&world, wish("victim@test.example", DISTRICT, &json!(["calls"]))).await;
    }
}

on_both! {
    async fn a_wrong_address_and_an_unknown_area_are_named_together(world: World) {
        let refused = world.anonymous().post("/public/subscriptions", wish("not an address", "999", &json!(["calls"]))).await;
        assert_eq!(refused.faults(), ["/email wrong_format", "/area_code unknown"]);
        assert!(mails(&world).await.is_empty());
    }
}
