//! Needs: from a report without an account to what became of it.

use axum::http::Method;
use serde_json::{Value, json};
use yichuang_server::clockwork;
use yichuang_store::settings;
use yichuang_tests::needs::{COMMUNITY, STREET, need_document, officer_of, published_need, report, small_areas};
use yichuang_tests::samples::jpeg;
use yichuang_tests::steps::{awarded_round, funded_call, id, proposal_document, verified_organisation};
use yichuang_tests::world::DISTRICT;
use yichuang_tests::{Actor, Answer, Cast, World, on_both};

const WORDS: &str = "3幢张桂芳老人独居，中午没地方吃饭，希望小区设一个助餐点";

async fn set(world: &World, name: &str, value: &str) {
    let conn = world.app.store.begin().await.unwrap();
    settings::set(&conn, name, value).await.unwrap();
    conn.commit().await.unwrap();
}

async fn mails(world: &World) -> i64 {
    world.number("SELECT COUNT(*) FROM outbox WHERE kind = 'mail'").await
}

async fn mails_to(world: &World, who: &Actor) -> i64 {
    world.number(&format!("SELECT COUNT(*) FROM outbox WHERE payload LIKE '%{}@%'", who.id.simple())).await
}

/// The part of the newest mail's link that follows `#`.
async fn link_token(world: &World) -> String {
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
            for (table, column) in [("idempotency_keys", "body"), ("needs", "code_digest"), ("outbox", "payload"), ("audit_events", "after")] {
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
async fn join<T: Send + 'static, F: Future<Output = T> + Send + 'static>(n: usize, make: impl Fn(usize) -> F) -> Vec<T> {
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
        assert_eq!(world.number("SELECT COUNT(*) FROM idempotency_keys WHERE body LIKE '%linfang%'").await, 0);
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

async fn endorsements(world: &World, need: &str) -> Value {
    world.anonymous().get(&format!("/public/needs/{need}")).await.ok()["endorsements"].clone()
}

on_both! {
    async fn sixty_four_endorsements_of_one_person_at_once_are_one(world: World) {
        let cast = Cast::new(&world).await;
        let need = published_need(&cast.officer, need_document("小区助餐点")).await;
        let person = world.person("王敏", &[]).await;
        let second = world.login_of_person("王敏", &[], Some(person.id)).await;
        let all: Vec<Answer> = join(64, |n| {
            let (who, path) = (if n % 2 == 0 { person.clone() } else { second.clone() }, format!("/needs/{need}/endorse"));
            async move { who.push(&path).await }
        }).await;
        let counted = all.into_iter().filter(|answer| answer.body["counted"] == true).count();
        assert_eq!((counted, endorsements(&world, &need).await), (1, json!(1)));
    }
}

on_both! {
    async fn sixty_four_endorsements_of_sixty_four_persons_at_once_are_sixty_four(world: World) {
        let cast = Cast::new(&world).await;
        let need = published_need(&cast.officer, need_document("小区助餐点")).await;
        let mut people = Vec::new();
        for n in 0..64 {
            people.push(world.person(&format!("居民{n}"), &[]).await);
        }
        let all: Vec<Answer> = join(64, |n| {
            let (who, path) = (people[n].clone(), format!("/needs/{need}/endorse"));
            async move { who.push(&path).await }
        }).await;
        for answer in all {
            assert_eq!(answer.ok()["counted"], true);
        }
        assert_eq!(endorsements(&world, &need).await, json!(64));
        assert_eq!(world.number("SELECT COUNT(*) FROM need_endorsements").await, 64);
    }
}

on_both! {
    async fn a_mailbox_counts_once_however_it_is_written_and_a_link_is_good_once(world: World) {
        let cast = Cast::new(&world).await;
        let need = published_need(&cast.officer, need_document("小区助餐点")).await;
        let anybody = world.anonymous();
        let ask = async |email: &str| {
            // Ids sort by their instant, and the newest mail is looked for.
            world.later(1);
            let body = json!({ "email": email, "follow": true });
            anybody.post(&format!("/public/needs/{need}/endorsements"), body).await
        };
        ask("no address").await.refused(422, "invalid");
        ask("Lin+one@Example.org").await.expect(204);
        let token = link_token(&world).await;
        let confirm = |token: &str| {
            let (anybody, token) = (anybody.clone(), token.to_owned());
            async move { anybody.post("/public/need-endorsements/confirm", json!({ "token": token })).await }
        };
        assert_eq!(endorsements(&world, &need).await, json!(0), "asking does not count");
        let all = join(16, |_| confirm(&token)).await;
        assert_eq!(all.iter().filter(|answer| answer.status == 200).count(), 1);
        for answer in all.into_iter().filter(|answer| answer.status != 200) {
            answer.refused(409, "link_used");
        }
        ask("lin@example.org").await.expect(204);
        let second = confirm(&link_token(&world).await).await.ok();
        assert_eq!((&second["counted"], &second["endorsements"]), (&json!(false), &json!(1)));
        ask("min@example.org").await.expect(204);
        let token = link_token(&world).await;
        world.later(48 * 3600);
        confirm(&token).await.refused(409, "link_expired");
        confirm("nonsense").await.refused(404, "not_found");
        assert_eq!(endorsements(&world, &need).await, json!(1));
        assert_eq!(world.number("SELECT COUNT(*) FROM need_endorsement_links WHERE address_digest LIKE '%lin%'").await, 0);
        for table in ["need_endorsement_links", "need_followers"] {
            assert_eq!(world.number(&format!("SELECT COUNT(*) FROM {table} WHERE address_sealed LIKE '%example%'")).await, 0);
        }
        let before = mails(&world).await;
        cast.officer.act(&format!("/needs/{need}"), "mark-met", json!({ "reason": "社区食堂已开放" })).await.ok();
        assert_eq!(mails(&world).await, before + 1, "who follows hears of it, once");
        ask("wang@example.org").await.expect(204);
        confirm(&link_token(&world).await).await.refused(409, "need_over");
    }
}

on_both! {
    async fn who_reported_a_need_does_not_count_a_second_time(world: World) {
        let cast = Cast::new(&world).await;
        let resident = world.person("林芳", &[]).await;
        let receipt = resident.post("/public/needs", report(&world, WORDS, DISTRICT)).await.created();
        let need = id(&receipt);
        let path = format!("/needs/{need}");
        cast.officer.act(&path, "accept", json!({})).await.ok();
        let wording = json!({ "title": "助餐点", "description": "助餐", "category": "elderly", "target_group": "老人", "head_count": 1 });
        cast.officer.patch(&path, wording).await.ok();
        cast.officer.act(&path, "publish", Value::Null).await.ok();
        resident.push(&format!("{path}/endorse")).await.refused(409, "own_need");
        let other_login = world.login_of_person("林芳", &[], Some(resident.id)).await;
        other_login.push(&format!("{path}/endorse")).await.refused(409, "own_need");
        assert_eq!(endorsements(&world, &need).await, json!(0));
    }
}

on_both! {
    async fn what_was_merged_counts_for_the_need_that_stays_each_person_once_over_every_step(world: World) {
        let cast = Cast::new(&world).await;
        let mut needs = Vec::new();
        for title in ["小区助餐点", "独居老人吃饭难", "社区食堂"] {
            needs.push(published_need(&cast.officer, need_document(title)).await);
        }
        let mut people = Vec::new();
        for n in 0..4 {
            people.push(world.person(&format!("居民{n}"), &[]).await);
        }
        for (need, who) in [(0, vec![0, 1]), (1, vec![1, 2]), (2, vec![2, 3])] {
            for person in who {
                people[person].push(&format!("/needs/{}/endorse", needs[need])).await.ok();
            }
        }
        let merge = async |from: usize, into: usize| {
            let body = json!({ "into_id": needs[into], "reason": "内容相同，合并办理" });
            cast.officer.act(&format!("/needs/{}", needs[from]), "merge", body).await
        };
        merge(0, 0).await.refused(422, "invalid");
        assert_eq!(merge(0, 1).await.ok()["merged_into"]["id"], json!(needs[1]));
        assert_eq!(endorsements(&world, &needs[1]).await, json!(3));
        merge(1, 0).await.refused(409, "target_over");
        merge(1, 2).await.ok();
        merge(2, 0).await.refused(409, "target_over");
        merge(2, 1).await.refused(409, "target_over");
        let stays = world.anonymous().get(&format!("/public/needs/{}", needs[0])).await.ok();
        assert_eq!((&stays["id"], &stays["endorsements"], &stays["merged_reports"]), (&json!(needs[2]), &json!(4), &json!(2)));
        people[0].push(&format!("/needs/{}/endorse", needs[0])).await.ok();
        assert_eq!(endorsements(&world, &needs[2]).await, json!(4), "an old address endorses what stays, once");
        let stranger = officer_of(&world, "programme_officer", "350000000000").await;
        let body = json!({ "into_id": needs[2], "reason": "内容相同，合并办理" });
        stranger.act(&format!("/needs/{}", needs[2]), "merge", body).await.refused(404, "not_found");
    }
}

on_both! {
    async fn two_needs_that_are_merged_into_each_other_at_once_do_not_vanish(world: World) {
        let cast = Cast::new(&world).await;
        let first = published_need(&cast.officer, need_document("小区助餐点")).await;
        let second = published_need(&cast.officer, need_document("社区食堂")).await;
        let body = |into: &str| json!({ "into_id": into, "reason": "内容相同，合并办理" });
        let (one, other) = (format!("/needs/{first}"), format!("/needs/{second}"));
        let (forth, back) =
            tokio::join!(cast.officer.act(&one, "merge", body(&second)), cast.officer.act(&other, "merge", body(&first)));
        assert_eq!([&forth, &back].iter().filter(|answer| answer.status == 200).count(), 1, "{}\n{}", forth.body, back.body);
        assert_eq!(world.number("SELECT COUNT(*) FROM needs WHERE state = 'published'").await, 1);
    }
}

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
