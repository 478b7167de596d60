//! Needs: from a report without an account to what became of it.

use axum::http::Method;
use serde_json::{Value, json};
use yichuang_server::clockwork;
use yichuang_store::settings;
use yichuang_tests::needs::{COMMUNITY, STREET, need_document, officer_of, report, small_areas};
use yichuang_tests::steps::id;
use yichuang_tests::world::DISTRICT;
use yichuang_tests::{Actor, Answer, Cast, World, on_both};

pub(super) const WORDS: &str = "3幢张桂芳老人独居，中午没地方吃饭，希望小区设一个助餐点";

async fn set(world: &World, name: &str, value: &str) {
    let conn = world.app.store.begin().await.unwrap();
    settings::set(&conn, name, value).await.unwrap();
    conn.commit().await.unwrap();
}

pub(super) async fn mails(world: &World) -> i64 {
    world.number("SELECT COUNT(*) FROM outbox WHERE kind = 'mail'").await
}

async fn mails_to(world: &World, who: &Actor) -> i64 {
    world.number(&format!("SELECT COUNT(*) FROM outbox WHERE payload LIKE '%{}@%'", who.id.simple())).await
}

/// The part of the newest mail's link that follows `#`.
pub(super) async fn link_token(world: &World) -> String {
    use sea_orm::{ConnectionTrait, Statement};
    let conn = world.app.store.read();
    let sql = "SELECT payload FROM outbox WHERE payload LIKE '%/needs/endorse#%' ORDER BY id DESC LIMIT 1";
    let row = conn.query_one_raw(Statement::from_string(conn.get_database_backend(), sql)).await.unwrap().unwrap();
    let payload: String = row.try_get("", "payload").unwrap();
    payload.split("/needs/endorse#").nth(1).unwrap().chars().take_while(char::is_ascii_hexdigit).collect()
}

on_both! {
    async fn a_report_without_an_account_is_followed_answered_and_published_in_other_words(world: World) {
        let cast = Cast::new(&world).await;
        let anybody = world.anonymous();
        let mut body = report(&world, WORDS, DISTRICT);
        body["contact"] = json!("13861234567");
        let receipt = anybody.post("/public/needs", body).await.created();
        assert_eq!((&receipt["answered_by"], &receipt["due_on"]), (&json!("bureau"), &json!("2026-06-04")));
        assert!(receipt["number"].as_str().unwrap().starts_with("XQ2026-"));
        let code = receipt["code"].as_str().unwrap().to_owned();

        let mine = format!("/public/need-reports/{}", code.to_lowercase().replace('-', ""));
        let seen = anybody.get(&mine).await.ok();
        assert_eq!((&seen["what"], &seen["state"], &seen["contact_hint"]), (&json!(WORDS), &json!("reported"), &json!("138****4567")));
        let added = anybody.post(&format!("{mine}/additions"), json!({ "text": "5幢还有两位老人" })).await.ok();
        assert_eq!(added["statements"][0]["text"], "5幢还有两位老人");

        // What is said is shown in the order of its instants.
        world.later(1);
        let need = format!("/needs/{}", id(&receipt));
        let record = cast.officer.get(&need).await.ok();
        assert_eq!((&record["words"], &record["title"], &record["description"]), (&json!(WORDS), &json!(""), &json!("")));
        cast.officer.act(&need, "accept", json!({ "answer": "已受理，列入本年度需求清单" })).await.ok();
        let refused = cast.officer.act(&need, "publish", Value::Null).await;
        let missing = ["/title missing", "/description missing", "/target_group missing", "/category missing", "/head_count missing"];
        assert_eq!(refused.faults(), missing);
        refused.refused(422, "invalid");
        anybody.get(&format!("/public{need}")).await.refused(404, "not_found");

        let wording = json!({ "title": "社区老人助餐点", "description": "独居老人较多，附近没有就餐点", "category": "elderly", "target_group": "独居老人", "head_count": 12 });
        cast.officer.patch(&need, wording).await.ok();
        cast.officer.act(&need, "publish", Value::Null).await.ok();
        let public = anybody.get(&format!("/public{need}")).await;
        let text = String::from_utf8(public.bytes.clone()).unwrap();
        for personal in ["张桂芳", "3幢", "5幢", "13861234567", "138****"] {
            assert!(!text.contains(personal), "{personal} in {text}");
        }
        assert_eq!(public.ok()["title"], "社区老人助餐点");
        let list = anybody.get("/public/needs?q=%E5%8A%A9%E9%A4%90").await.ok();
        assert_eq!(list["items"][0]["number"], receipt["number"]);
        let by_name = anybody.get("/public/needs?q=%E6%A1%82%E8%8A%B3").await.ok();
        assert_eq!(by_name["items"], json!([]), "a search must not find the reporter's words");
        let seen = anybody.get(&mine).await.ok();
        assert_eq!((&seen["state"], &seen["public_id"]), (&json!("published"), &receipt["id"]));
        assert_eq!(seen["statements"][1]["text"], "已受理，列入本年度需求清单");
        assert_eq!(seen["may_withdraw"], false);
    }
}

on_both! {
    async fn the_code_is_kept_nowhere_and_given_again_for_the_same_key(world: World) {
        let anybody = world.anonymous();
        let body = report(&world, WORDS, DISTRICT);
        let post = || anybody.call(Method::POST, "/public/needs").key("phone-1").json(body.clone()).send();
        let (first, again) = (post().await.created(), post().await.created());
        assert_eq!(first, again);
        let code = first["code"].as_str().unwrap();
        for plain in [code.to_owned(), code.replace('-', "")] {
            for (table, column) in [("idempotency_keys", "sealed_body"), ("needs", "code_digest"), ("outbox", "payload"), ("audit_events", "after")] {
                assert_eq!(world.number(&format!("SELECT COUNT(*) FROM {table} WHERE {column} LIKE '%{plain}%'")).await, 0, "{table}");
            }
        }
        let mut typed: Vec<char> = code.chars().collect();
        typed[0] = if typed[0] == '2' { '3' } else { '2' };
        let wrong: String = typed.into_iter().collect();
        anybody.get(&format!("/public/need-reports/{wrong}")).await.refused(404, "not_found");
        assert_eq!(world.number("SELECT COUNT(*) FROM needs").await, 1);
    }
}

on_both! {
    async fn machines_are_refused_with_every_fault_at_once(world: World) {
        let anybody = world.anonymous();
        let mut body = report(&world, WORDS, "999999999999");
        body["website"] = json!("http://spam.example");
        body["contact"] = json!("nobody@nowhere");
        body["form_token"] = json!("1.1");
        let answer = anybody.post("/public/needs", body).await;
        assert_eq!(answer.faults(), ["/area_code unknown", "/website not_allowed", "/form_token form_unknown", "/contact wrong_format"]);
        answer.refused(422, "invalid");
        let opened = anybody.get("/public/need-form").await.ok();
        let mut fast = report(&world, WORDS, DISTRICT);
        fast["form_token"] = opened["form_token"].clone();
        assert_eq!(anybody.post("/public/needs", fast.clone()).await.faults(), ["/form_token too_fast"]);
        world.later(3);
        anybody.post("/public/needs", fast.clone()).await.created();
        world.later(15 * 86_400);
        assert_eq!(anybody.post("/public/needs", fast).await.faults(), ["/form_token form_expired"]);
    }
}

on_both! {
    async fn one_address_and_one_area_report_only_so_much_a_day_also_all_at_once(world: World) {
        set(&world, "need_reports_per_address", "5").await;
        let anybody = world.anonymous();
        let all: Vec<Answer> = join(20, |n| {
            let (anybody, body) = (anybody.clone(), report(&world, &format!("{WORDS}{n}"), DISTRICT));
            async move { anybody.post("/public/needs", body).await }
        }).await;
        let taken = all.iter().filter(|answer| answer.status == 201).count();
        assert_eq!(taken, 5);
        for answer in all.into_iter().filter(|answer| answer.status != 201) {
            assert_eq!(answer.refused(429, "too_many_reports")["limit"], 5);
        }
        world.later(86_400);
        anybody.post("/public/needs", report(&world, WORDS, DISTRICT)).await.created();
        set(&world, "need_reports_per_area", "1").await;
        anybody.post("/public/needs", report(&world, WORDS, DISTRICT)).await.refused(429, "too_many_reports");
        anybody.post("/public/needs", report(&world, WORDS, "350000000000")).await.created();
    }
}

/// Runs `n` things at once and gives what came of each.
pub(super) async fn join<T: Send + 'static, F: Future<Output = T> + Send + 'static>(n: usize, make: impl Fn(usize) -> F) -> Vec<T> {
    let tasks: Vec<_> = (0..n).map(|index| tokio::spawn(make(index))).collect();
    let mut done = Vec::new();
    for task in tasks {
        done.push(task.await.unwrap());
    }
    done
}

on_both! {
    async fn a_reporter_takes_the_report_back_only_before_it_is_answered(world: World) {
        let cast = Cast::new(&world).await;
        let anybody = world.anonymous();
        let first = anybody.post("/public/needs", report(&world, WORDS, DISTRICT)).await.created();
        let mine = format!("/public/need-reports/{}", first["code"].as_str().unwrap());
        let gone = anybody.act(&mine, "withdraw", Value::Null).await.ok();
        assert_eq!((&gone["state"], &gone["may_add"]), (&json!("withdrawn"), &json!(false)));
        anybody.post(&format!("{mine}/additions"), json!({ "text": "还是需要" })).await.refused(409, "need_over");
        let path = format!("/needs/{}", id(&first));
        cast.officer.act(&path, "accept", json!({})).await.refused(409, "illegal_event");
        let second = anybody.post("/public/needs", report(&world, WORDS, DISTRICT)).await.created();
        cast.officer.act(&format!("/needs/{}", id(&second)), "decline", json!({ "reason": "不属于公益服务范围" })).await.ok();
        let mine = format!("/public/need-reports/{}", second["code"].as_str().unwrap());
        let seen = anybody.get(&mine).await.ok();
        assert_eq!((&seen["state"], &seen["statements"][0]["text"]), (&json!("declined"), &json!("不属于公益服务范围")));
        anybody.act(&mine, "withdraw", Value::Null).await.refused(409, "illegal_event");
    }
}

on_both! {
    async fn a_contact_is_sealed_masked_and_every_look_at_it_is_recorded(world: World) {
        let cast = Cast::new(&world).await;
        let mut body = report(&world, WORDS, DISTRICT);
        body["contact"] = json!("linfang@example.org");
        let need = format!("/needs/{}", id(&world.anonymous().post("/public/needs", body).await.created()));
        let seen = cast.auditor.get(&need).await;
        assert!(!String::from_utf8(seen.bytes.clone()).unwrap().contains("linfang"));
        assert_eq!(seen.ok()["contact_hint"], "l***@example.org");
        for table in ["needs", "need_followers"] {
            let column = if table == "needs" { "contact_sealed" } else { "address_sealed" };
            assert_eq!(world.number(&format!("SELECT COUNT(*) FROM {table} WHERE {column} LIKE '%linfang%'")).await, 0);
        }
        cast.auditor.post(&format!("{need}/reveal-contact"), json!({ "reason": "核对" })).await.refused(403, "forbidden");
        let look = || cast.officer.call(Method::POST, &format!("{need}/reveal-contact")).key("look").json(json!({ "reason": "电话了解情况" })).send();
        assert_eq!(look().await.ok()["contact"], "linfang@example.org");
        look().await.refused(409, "already_revealed");
        assert_eq!(world.number("SELECT COUNT(*) FROM audit_events WHERE action = 'need.reveal_contact'").await, 1);
        assert_eq!(world.number("SELECT COUNT(*) FROM idempotency_keys WHERE sealed_body LIKE '%linfang%'").await, 0);
        let silent = id(&world.anonymous().post("/public/needs", report(&world, WORDS, DISTRICT)).await.created());
        cast.officer.post(&format!("/needs/{silent}/reveal-contact"), json!({ "reason": "了解情况" })).await.refused(409, "no_contact");
    }
}

on_both! {
    async fn the_reporter_s_words_and_what_was_said_cannot_be_changed_by_anybody(world: World) {
        let cast = Cast::new(&world).await;
        let need = id(&cast.officer.post("/needs", need_document("楼道加装扶手")).await.created());
        cast.officer.act(&format!("/needs/{need}"), "accept", json!({ "answer": "已受理" })).await.ok();
        for sql in [
            "UPDATE needs SET words = 'x'", "UPDATE needs SET place = 'x'", "DELETE FROM needs",
            "UPDATE need_statements SET text = 'x'", "DELETE FROM need_statements",
            "UPDATE needs SET endorsement_count = -1", "UPDATE needs SET head_count = -1", "UPDATE needs SET state = 'merged'",
        ] {
            world.sql(sql).await.unwrap_err();
        }
        assert_eq!(cast.officer.get(&format!("/needs/{need}")).await.ok()["words"], "楼道加装扶手，请社区帮忙解决");
    }
}

on_both! {
    async fn a_need_goes_up_by_the_clock_and_each_level_is_told_once(world: World) {
        small_areas(&world).await;
        let cast = Cast::new(&world).await;
        let community = officer_of(&world, "community_officer", COMMUNITY).await;
        let street = officer_of(&world, "street_officer", STREET).await;
        let elsewhere = officer_of(&world, "community_officer", "320402001002").await;
        let receipt = world.anonymous().post("/public/needs", report(&world, WORDS, COMMUNITY)).await.created();
        assert_eq!((&receipt["answered_by"], &receipt["due_on"]), (&json!("community"), &json!("2026-06-04")));
        let path = format!("/needs/{}", id(&receipt));
        let waiting = async |who: &Actor| who.get("/needs?waiting_on=me").await.ok()["items"].as_array().unwrap().len();
        assert_eq!((waiting(&community).await, waiting(&street).await, waiting(&cast.officer).await, waiting(&elsewhere).await), (1, 0, 0, 0));
        assert_eq!((mails_to(&world, &community).await, mails_to(&world, &street).await, mails_to(&world, &elsewhere).await), (1, 0, 0));
        elsewhere.get(&path).await.refused(404, "not_found");

        world.at("2026-06-04T15:59:59Z");
        clockwork::once(&world.app).await.unwrap();
        assert_eq!(waiting(&street).await, 0, "the last day is not over");
        world.at("2026-06-04T16:00:00Z");
        clockwork::once(&world.app).await.unwrap();
        let (one, other) = tokio::join!(clockwork::once(&world.app), clockwork::once(&world.app));
        one.unwrap();
        other.unwrap();
        assert_eq!((waiting(&community).await, waiting(&street).await), (0, 1));
        assert_eq!((mails_to(&world, &community).await, mails_to(&world, &street).await), (1, 1));
        let seen = street.get(&path).await.ok();
        assert_eq!((&seen["level"], &seen["due_on"]), (&json!("street"), &json!("2026-06-10")));

        world.at("2026-06-12T01:00:00Z");
        let late = street.get("/needs?late=true").await.ok();
        assert_eq!(late["items"][0]["late_days"], 2);
        for _ in 0..3 {
            clockwork::once(&world.app).await.unwrap();
        }
        assert_eq!((waiting(&street).await, waiting(&cast.officer).await), (0, 1));
        world.at("2026-06-30T01:00:00Z");
        let before = mails(&world).await;
        clockwork::once(&world.app).await.unwrap();
        assert_eq!((mails(&world).await, mails_to(&world, &cast.officer).await), (before, 1), "the bureau is told once");
        let seen = cast.officer.get(&path).await.ok();
        let levels: Vec<_> = seen["escalations"].as_array().unwrap().iter().map(|one| one["level"].clone()).collect();
        assert_eq!(levels, ["community", "street", "bureau"]);
        assert_eq!(seen["late_days"], 8, "the 19th is a holiday");
        community.act(&path, "accept", json!({})).await.ok();
        assert_eq!(community.get(&path).await.ok()["late_days"], 0);
    }
}

on_both! {
    async fn an_area_may_answer_faster_and_a_level_without_anybody_is_passed_over(world: World) {
        small_areas(&world).await;
        let cast = Cast::new(&world).await;
        set(&world, "need_response_days", "5").await;
        set(&world, &format!("need_response_days:{STREET}"), "1").await;
        let far = world.anonymous().post("/public/needs", report(&world, WORDS, DISTRICT)).await.created();
        assert_eq!(far["due_on"], "2026-06-08");
        let near = world.anonymous().post("/public/needs", report(&world, WORDS, COMMUNITY)).await.created();
        assert_eq!((&near["due_on"], &near["answered_by"]), (&json!("2026-06-02"), &json!("bureau")), "nobody is there below the bureau");
        assert_eq!(cast.officer.get("/needs?waiting_on=bureau").await.ok()["items"].as_array().unwrap().len(), 2);
    }
}

on_both! {
    async fn beyond_the_calendar_a_report_is_taken_and_its_clock_is_not_guessed(world: World) {
        let cast = Cast::new(&world).await;
        world.at("2026-12-30T01:00:00Z");
        let receipt = world.anonymous().post("/public/needs", report(&world, WORDS, DISTRICT)).await.created();
        assert_eq!(receipt["due_on"], Value::Null);
        world.at("2027-01-20T01:00:00Z");
        clockwork::once(&world.app).await.unwrap();
        let seen = cast.officer.get(&format!("/needs/{}", id(&receipt))).await.ok();
        assert_eq!((&seen["due_on"], &seen["late_days"]), (&Value::Null, &json!(0)));
    }
}
