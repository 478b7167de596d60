//! The second factor: set up with an authenticator, asked for at the door and wherever money is signed for.

use serde_json::{Value, json};
use yichuang_base::caller::Scope;
use yichuang_base::http::prepare::csrf_token;
use yichuang_base::second_factor::Key;
use yichuang_store::ids::UserId;
use yichuang_store::second_factors;
use yichuang_tests::world::DISTRICT;
use yichuang_tests::{Actor, Answer, Cast, World, on_both, steps};

const EMAIL: &str = "approver@example.org";
const PASSWORD: &str = "a-long-pass-phrase";
const OWN: &str = "/accounts/me/second-factor";

/// Somebody who approves money in the district, at an installation that demands a second factor of such people.
async fn approver(world: &World) -> Actor {
    let strict = world.with_settings(|config| "required".clone_into(&mut config.second_factor));
    let account = json!({ "email": EMAIL, "name": "审批王", "password": PASSWORD });
    let account = world.anonymous().post("/accounts", account).await.created();
    let security = world.person("安全管理员", &[("security_admin", Scope::Platform)]).await;
    let grant = json!({ "role": "finance_approver", "scope_kind": "area", "area_code": DISTRICT });
    security.post(&format!("/users/{}/grants", account["id"].as_str().unwrap()), grant).await.created();
    let door = world.anonymous().within(strict);
    logged_in(&door, login(&door, None).await)
}

async fn login(door: &Actor, code: Option<&str>) -> Answer {
    door.post("/sessions", json!({ "email": EMAIL, "password": PASSWORD, "code": code })).await
}

fn logged_in(door: &Actor, answer: Answer) -> Actor {
    let cookie = answer.header("set-cookie").to_owned();
    let token = cookie.split_once('=').unwrap().1.split(';').next().unwrap().to_owned();
    let view = answer.created();
    let mut actor = door.logged_in("审批王", &token, &csrf_token(&token));
    actor.id = view["user"]["id"].as_str().unwrap().parse().unwrap();
    actor
}

/// The code that the authenticator shows now.
async fn code(actor: &Actor) -> String {
    let app = &actor.world.app;
    let factor = second_factors::find(&app.store.read(), UserId(actor.id)).await.unwrap().unwrap();
    Key::open(&app.seal_key, &factor.key_sealed).unwrap().code_at(app.clock.machine().micros()).unwrap()
}

/// Sets a factor up; the recovery codes.
async fn set_up(actor: &Actor) -> Vec<String> {
    actor.post(OWN, json!({ "password": PASSWORD })).await.created();
    let first = actor.post(&format!("{OWN}/confirm"), json!({ "code": code(actor).await })).await.ok();
    first["recovery_codes"].as_array().unwrap().iter().map(|code| code.as_str().unwrap().to_owned()).collect()
}

/// Money that waits for an approver.
async fn waiting(world: &World, cast: &Cast) -> Value {
    let n = world.next();
    let fund = json!({ "code": format!("SF-{n}"), "name": "资金", "source": "welfare_lottery", "area_code": DISTRICT });
    let fund = cast.maker.post("/funds", fund).await.created();
    let body = json!({ "fiscal_year": 2026, "budget_line": "为老服务", "document_no": format!("天财〔2026〕{n}号"), "amount": "100.00" });
    cast.maker.post(&format!("/funds/{}/allotments", steps::id(&fund)), body).await.created()
}

async fn approve(actor: &Actor, allotment: &Value) -> Answer {
    let path = format!("/allotments/{}/approve", steps::id(allotment));
    actor.call(axum::http::Method::POST, &path).if_match(&steps::etag(allotment)).send().await
}

on_both! {
    async fn who_signs_for_money_needs_a_factor_and_a_code_of_the_last_ten_minutes(world: World) {
        let cast = Cast::new(&world).await;
        let approver = approver(&world).await;
        let (first, second) = (waiting(&world, &cast).await, waiting(&world, &cast).await);
        approve(&approver, &first).await.refused(403, "second_factor_missing");
        assert_eq!(approver.get(OWN).await.ok()["demanded"], true);
        set_up(&approver).await;
        approve(&approver, &first).await.ok();
        world.later(601);
        approve(&approver, &second).await.refused(403, "step_up_needed");
        let shown = code(&approver).await;
        approver.post("/sessions/current/step-up", json!({ "code": shown })).await.ok();
        approve(&approver, &second).await.ok();
        let again = approver.post("/sessions/current/step-up", json!({ "code": shown })).await;
        again.refused(422, "wrong_code");
    }
}

on_both! {
    async fn the_door_asks_for_a_code_once_a_factor_is_in_force_and_each_code_opens_it_once(world: World) {
        let approver = approver(&world).await;
        let door = world.anonymous().within(approver.world.clone());
        approver.post(OWN, json!({ "password": "not the password" })).await.refused(422, "wrong_credentials");
        approver.post(OWN, json!({ "password": PASSWORD })).await.created();
        logged_in(&door, login(&door, None).await);
        let codes = set_up(&approver).await;
        approver.post(OWN, json!({ "password": PASSWORD })).await.refused(409, "second_factor_exists");
        login(&door, None).await.refused(401, "second_factor_needed");
        login(&door, Some(&code(&approver).await)).await.refused(422, "wrong_code");
        world.later(30);
        let shown = code(&approver).await;
        logged_in(&door, login(&door, Some(&shown)).await).get("/sessions/current").await.ok();
        login(&door, Some(&shown)).await.refused(422, "wrong_code");
        logged_in(&door, login(&door, Some(&codes[0].to_uppercase())).await);
        login(&door, Some(&codes[0])).await.refused(422, "wrong_code");
        assert_eq!(approver.get(OWN).await.ok()["recovery_codes_left"], 9);
    }
}

on_both! {
    async fn ten_wrong_codes_rest_the_account_however_many_come_at_once(world: World) {
        let approver = approver(&world).await;
        let codes = set_up(&approver).await;
        let tries = (0..30).map(|n| {
            let approver = approver.clone();
            tokio::spawn(async move { approver.post("/sessions/current/step-up", json!({ "code": format!("{n:06}") })).await.status.as_u16() })
        });
        let mut looked_at = 0;
        for one in tries.collect::<Vec<_>>() {
            let status = one.await.unwrap();
            assert!([422, 429].contains(&status), "{status}");
            looked_at += usize::from(status == 422);
        }
        assert!(looked_at <= 10, "{looked_at} codes were looked at");
        approver.post("/sessions/current/step-up", json!({ "code": codes[1] })).await.refused(429, "account_rests");
        world.later(15 * 60 + 1);
        approver.post("/sessions/current/step-up", json!({ "code": codes[1] })).await.ok();
    }
}

on_both! {
    async fn whoever_knows_the_password_guesses_ten_codes_and_no_more(world: World) {
        let approver = approver(&world).await;
        set_up(&approver).await;
        let door = world.anonymous().within(approver.world.clone());
        for n in 0..10 {
            login(&door, Some(&format!("{n:06}"))).await.refused(422, "wrong_code");
            if n < 9 {
                login(&door, None).await.refused(401, "second_factor_needed");
            }
        }
        login(&door, None).await.refused(429, "account_rests");
        world.later(30);
        login(&door, Some(&code(&approver).await)).await.refused(429, "account_rests");
        world.later(15 * 60 + 1);
        logged_in(&door, login(&door, Some(&code(&approver).await)).await);
    }
}

on_both! {
    async fn a_factor_is_taken_away_by_a_code_of_it_or_by_an_administrator(world: World) {
        let approver = approver(&world).await;
        let codes = set_up(&approver).await;
        approver.post(&format!("{OWN}/remove"), json!({ "code": "000000" })).await.refused(422, "wrong_code");
        approver.post(&format!("{OWN}/remove"), json!({ "code": codes[0] })).await.expect(204);
        assert_eq!(approver.get(OWN).await.ok()["state"], "none");
        approver.post(&format!("{OWN}/remove"), json!({ "code": codes[1] })).await.refused(409, "no_second_factor");
        world.later(30);
        set_up(&approver).await;
        let security = world.person("安全管理员", &[("security_admin", Scope::Platform)]).await;
        let path = format!("/users/{}", approver.id);
        assert_eq!(security.get(&path).await.ok()["second_factor"], true);
        let reset = json!({ "reason": "手机遗失，本人当面核实" });
        assert_eq!(security.act(&path, "reset-second-factor", reset.clone()).await.ok()["second_factor"], false);
        security.act(&path, "reset-second-factor", reset.clone()).await.refused(409, "no_second_factor");
        approver.get("/sessions/current").await.refused(401, "unauthenticated");
        let own = format!("/users/{}", security.id);
        security.act(&own, "reset-second-factor", reset).await.refused(409, "own_account");
    }
}

on_both! {
    async fn neither_key_nor_recovery_code_lies_readable_in_the_database(world: World) {
        let approver = approver(&world).await;
        let key = approver.post(OWN, json!({ "password": PASSWORD })).await.created()["key"].as_str().unwrap().to_owned();
        let codes = approver.post(&format!("{OWN}/confirm"), json!({ "code": code(&approver).await })).await.ok();
        let codes: Vec<&str> = codes["recovery_codes"].as_array().unwrap().iter().map(|code| code.as_str().unwrap()).collect();
        assert_eq!(codes.len(), 10);
        for (table, column) in [("second_factors", "key_sealed"), ("recovery_codes", "digest"), ("audit_events", "after"), ("idempotency_keys", "sealed_body")] {
            for plain in [key.as_str(), codes[0], codes[9]] {
                let found = format!("SELECT COUNT(*) FROM {table} WHERE {column} LIKE '%{plain}%'");
                assert_eq!(world.number(&found).await, 0, "{table}");
            }
        }
    }
}
