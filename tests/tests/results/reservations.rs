//! Money that is reserved for an award waits for its agreement until a day, which is extended once by two persons. Then the
//! award lapses, unless its agreement was signed first.

use std::sync::Arc;

use axum::http::Method;
use serde_json::{Value, json};
use tokio::sync::Barrier;
use tokio::task::JoinSet;
use yichuang_domain::time::Day;
use yichuang_tests::closing::assert_sound;
use yichuang_tests::steps::{self, balance, clock_strikes, id};
use yichuang_tests::{Cast, World, on_both};

fn day_before(day: &str, days: i64) -> String {
    day.parse::<Day>().unwrap().plus_days(-days).unwrap().to_string()
}

fn noon(day: &str) -> String {
    format!("{day}T04:00:00Z")
}

async fn mails(world: &World, words: &str) -> i64 {
    world.number(&format!("SELECT COUNT(*) FROM outbox WHERE payload LIKE '%{words}%'")).await
}

async fn titles(cast: &Cast, query: &str) -> usize {
    cast.officer.get(&format!("/projects?{query}")).await.ok()["items"].as_array().unwrap().len()
}

fn events(view: &Value) -> Vec<&str> {
    view["available_actions"].as_array().unwrap().iter().map(|action| action["event"].as_str().unwrap()).collect()
}

/// The agreement of a project, offered and signed by the organisation only.
async fn half_signed(cast: &Cast, grantee: &steps::Grantee, project: &str) -> String {
    let drafted = cast.officer.post(&format!("{project}/agreement"), steps::agreement_document()).await.created();
    let agreement = format!("/agreements/{}", id(&drafted));
    cast.officer.act(&agreement, "offer", Value::Null).await.ok();
    steps::signed(&grantee.owner, &agreement).await;
    agreement
}

on_both! {
    async fn an_award_without_an_agreement_is_announced_extended_once_and_lapses_with_its_money_available_again(world: World) {
        let cast = Cast::new(&world).await;
        let (round, projects) = steps::awarded_round(&world, &cast, &["120000.00", "80000.00"]).await;
        let half = half_signed(&cast, &round.grantees[0], &projects[0]).await;
        let shown = cast.officer.get(&projects[1]).await.ok();
        let last = shown["reservation"]["sign_by"].as_str().unwrap().to_owned();
        assert_eq!((balance(&cast, "B30").await, balance(&cast, "B20").await), ("200000.00".to_owned(), "0.00".to_owned()));
        assert_eq!((clock_strikes(&world).await, titles(&cast, "lapsing=true").await), (0, 0));

        // An award whose day the calendar did not reach gets it once it does.
        world.sql("UPDATE projects SET sign_by = NULL").await.unwrap();
        assert_eq!(cast.officer.get(&projects[1]).await.ok()["reservation"], Value::Null);
        assert_eq!((clock_strikes(&world).await, clock_strikes(&world).await), (2, 0));
        assert_eq!(cast.officer.get(&projects[1]).await.ok()["reservation"]["sign_by"], json!(last));

        world.at(&noon(&day_before(&last, 9)));
        assert_eq!((clock_strikes(&world).await, clock_strikes(&world).await), (2, 0));
        assert_eq!((titles(&cast, "lapsing=true").await, titles(&cast, "lapsing=true&state=signing").await), (2, 1));
        let shown = cast.officer.get(&projects[1]).await.ok();
        assert_eq!(shown["reservation"]["days_left"], 9);
        let told = mails(&world, "协议签署期限提醒").await;
        assert!(told >= 6, "the organisation, the officer and the director of each award: {told}");

        // One person asks, another decides, once.
        let too_far = json!({ "until": "2026-12-31", "reason": "法定代表人出差" });
        assert_eq!(cast.officer.act(&projects[0], "extension", too_far).await.faults(), ["/until too_late"]);
        let later = day_before(&last, -20);
        let extension = json!({ "until": later, "reason": "法定代表人出差" });
        round.grantees[0].owner.act(&projects[0], "extension", extension.clone()).await.refused(403, "forbidden");
        cast.director.act(&projects[0], "extension/grant", Value::Null).await.refused(409, "no_extension_asked");
        let asked = cast.officer.act(&projects[0], "extension", extension.clone()).await.ok();
        assert_eq!((&asked["reservation"]["extension"]["state"], &asked["reservation"]["sign_by"]), (&json!("asked"), &json!(last)));
        cast.officer.act(&projects[0], "extension", extension.clone()).await.refused(409, "extension_used");
        let grants = [("programme_officer", world.district().await), ("programme_director", world.district().await)];
        let same = world.login_of_person("林（第二账号）", &grants, Some(cast.officer.id)).await;
        same.act(&projects[0], "extension/grant", Value::Null).await.refused(409, "second_person");
        let refused = cast.director.act(&projects[0], "extension/refuse", json!({ "reason": "请说明会签安排" })).await.ok();
        assert_eq!(refused["reservation"]["extension"], Value::Null);
        cast.officer.act(&projects[0], "extension", extension.clone()).await.ok();
        let granted = cast.director.act(&projects[0], "extension/grant", Value::Null).await.ok();
        assert_eq!((&granted["reservation"]["sign_by"], &granted["reservation"]["extension"]["state"]), (&json!(later), &json!("granted")));
        assert!(!events(&cast.officer.get(&projects[0]).await.ok()).contains(&"ask_extension"));
        cast.officer.act(&projects[0], "extension", extension).await.refused(409, "extension_used");

        // The last instant of the last day still counts; the next one does not.
        world.at(&format!("{last}T15:59:59.999999Z"));
        assert_eq!(clock_strikes(&world).await, 1, "the second reminder");
        world.later(1);
        assert_eq!((clock_strikes(&world).await, clock_strikes(&world).await), (1, 0));
        let lapsed = cast.officer.get(&projects[1]).await.ok();
        assert_eq!((&lapsed["state"], &lapsed["reservation"], events(&lapsed).len()), (&json!("lapsed"), &Value::Null, 0));
        assert_eq!(round.grantees[1].owner.get(&projects[1]).await.ok()["state"], "lapsed");
        assert_eq!((balance(&cast, "B30").await, balance(&cast, "B20").await), ("120000.00".to_owned(), "80000.00".to_owned()));
        assert_eq!(cast.officer.get(&format!("/proposals/{}", round.proposals[1])).await.ok()["state"], "revoked");
        let draft = cast.officer.post(&format!("{}/agreement", projects[1]), steps::agreement_document()).await;
        assert_eq!(draft.refused(409, "award_lapsed")["sign_by"], json!(last));
        let told = mails(&world, "立项失效，预留资金").await;
        assert!(told >= 4, "finance as well: {told}");
        let reason = "SELECT COUNT(*) FROM audit_events WHERE action = 'project.lapse' AND reason IS NOT NULL AND actor_id IS NULL";
        assert_eq!(world.number(reason).await, 1);

        // The extended one: signed in time it would stand; it is not.
        world.morning_after(&later);
        assert_eq!(clock_strikes(&world).await, 1);
        let document = cast.director.get(&half).await.ok();
        assert_eq!(document["state"], "cancelled");
        let signature = json!({ "signed_name": cast.director.name, "document_sha256": document["document_sha256"] });
        cast.director.act(&half, "sign", signature).await.refused(409, "award_lapsed");
        assert_eq!((balance(&cast, "B30").await, balance(&cast, "B20").await), ("0.00".to_owned(), "200000.00".to_owned()));
        assert_sound(&world, &cast).await;
    }
}

on_both! {
    async fn an_award_lapses_or_its_agreement_is_signed_whichever_comes_first_and_never_both(world: World) {
        let cast = Cast::new(&world).await;
        let requests = ["10000.00", "20000.00", "30000.00", "40000.00"];
        let (round, projects) = steps::awarded_round(&world, &cast, &requests).await;
        let mut agreements = Vec::new();
        for (grantee, project) in round.grantees.iter().zip(&projects) {
            agreements.push(half_signed(&cast, grantee, project).await);
        }
        let last = cast.officer.get(&projects[0]).await.ok()["reservation"]["sign_by"].as_str().unwrap().to_owned();
        world.morning_after(&last);

        let barrier = Arc::new(Barrier::new(agreements.len() + 2));
        let mut runners = JoinSet::new();
        for agreement in agreements.clone() {
            let document = cast.director.get(&agreement).await.ok();
            let body = json!({ "signed_name": cast.director.name, "document_sha256": document["document_sha256"] });
            let (start, director, seen) = (barrier.clone(), cast.director.clone(), steps::etag(&document));
            runners.spawn(async move {
                start.wait().await;
                let path = format!("{agreement}/sign");
                let answer = director.call(Method::POST, &path).if_match(&seen).json(body).send().await;
                if answer.status == 200 { "signed".to_owned() } else { answer.refused(409, "award_lapsed")["code"].as_str().unwrap().to_owned() }
            });
        }
        for _ in 0..2 {
            let (start, app) = (barrier.clone(), world.app.clone());
            runners.spawn(async move {
                start.wait().await;
                yichuang_server::clockwork::once(&app).await.unwrap();
                "clock".to_owned()
            });
        }
        let answers = runners.join_all().await;
        clock_strikes(&world).await;

        let (mut signed, mut committed) = (0, 0);
        for (project, amount) in projects.iter().zip([10_000, 20_000, 30_000, 40_000]) {
            let shown = cast.officer.get(project).await.ok();
            let state = shown["state"].as_str().unwrap().to_owned();
            assert!(state == "active" || state == "lapsed", "{state}");
            if state == "active" {
                (signed, committed) = (signed + 1, committed + amount);
            }
        }
        assert_eq!(signed, answers.iter().filter(|answer| *answer == "signed").count(), "{answers:?}");
        let released = world.number("SELECT COUNT(*) FROM journals WHERE event = 'E03x'").await;
        let concluded = world.number("SELECT COUNT(*) FROM journals WHERE event = 'E04'").await;
        assert_eq!((released + concluded, concluded), (4, i64::try_from(signed).unwrap()));
        let expected = ["0.00".to_owned(), format!("{committed}.00"), format!("{}.00", 100_000 - committed)];
        assert_eq!([balance(&cast, "B30").await, balance(&cast, "B40").await, balance(&cast, "B20").await], expected);
        assert_sound(&world, &cast).await;
    }
}
