//! Accounts that are disabled or joined, areas that are added, the first administrator.

use std::process::Command;

use axum::http::Method;
use serde_json::{Value, json};
use uuid::Uuid;
use yichuang_base::caller::Scope;
use yichuang_store::ids::OrganisationId;
use yichuang_tests::steps;
use yichuang_tests::{Actor, Cast, World, on_both};

async fn security(world: &World) -> Actor {
    world.person("安全管理员", &[("security_admin", Scope::Platform)]).await
}

async fn act(actor: &Actor, user: Uuid, verb: &str, body: Value) -> yichuang_tests::Answer {
    actor.act(&format!("/users/{user}"), verb, body).await
}

on_both! {
    async fn a_disabled_account_is_out_at_once_and_comes_back_when_it_is_enabled(world: World) {
        let (security, user) = (security(&world).await, world.person("林芳", &[]).await);
        user.get("/sessions/current").await.ok();
        let disabled = act(&security, user.id, "disable", json!({ "reason": "账号被盗" })).await.ok();
        assert_eq!(disabled["state"], "disabled");
        user.get("/sessions/current").await.refused(401, "unauthenticated");
        act(&security, user.id, "disable", json!({ "reason": "再次停用" })).await.refused(409, "illegal_event");
        let enabled = act(&security, user.id, "enable", Value::Null).await.ok();
        assert_eq!(enabled["state"], "active");
        user.get("/sessions/current").await.refused(401, "unauthenticated");
        act(&security, security.id, "disable", json!({ "reason": "自己" })).await.refused(409, "own_account");
        let stale = security.call(Method::POST, &format!("/users/{}/enable", user.id)).if_match("\"1\"").send().await;
        stale.refused(412, "stale");
    }
}

on_both! {
    async fn two_accounts_that_are_joined_are_one_pair_of_hands(world: World) {
        let cast = Cast::new(&world).await;
        let security = security(&world).await;
        let second = world.person("经办张的另一个账号", &[("finance_approver", world.district().await)]).await;
        let allotment = |n: usize| {
            let maker = cast.maker.clone();
            async move {
                let fund = json!({ "code": format!("J-{n}"), "name": "资金", "source": "welfare_lottery", "area_code": yichuang_tests::world::DISTRICT });
                let fund = maker.post("/funds", fund).await.created();
                let body = json!({ "fiscal_year": 2026, "budget_line": "为老服务", "document_no": format!("天财〔2026〕{n}号"), "amount": "100.00" });
                maker.post(&format!("/funds/{}/allotments", fund["id"].as_str().unwrap()), body).await.created()
            }
        };
        let approve = |view: Value| {
            let second = second.clone();
            async move {
                let path = format!("/allotments/{}/approve", view["id"].as_str().unwrap());
                second.call(Method::POST, &path).if_match(&steps::etag(&view)).send().await
            }
        };
        approve(allotment(1).await).await.ok();
        let join = json!({ "other_id": second.id, "reason": "本人确认" });
        act(&security, cast.maker.id, "join", join.clone()).await.ok();
        act(&security, cast.maker.id, "join", join).await.refused(409, "one_person");
        let refused = approve(allotment(2).await).await;
        assert_eq!(refused.status, 409, "{}", refused.body);
    }
}

on_both! {
    async fn accounts_whose_roles_no_person_may_hold_together_are_not_joined(world: World) {
        let cast = Cast::new(&world).await;
        let security = security(&world).await;
        let system = world.person("系统管理员", &[("system_admin", Scope::Platform)]).await;
        let join = |other: Uuid| json!({ "other_id": other, "reason": "本人确认" });
        act(&security, cast.auditor.id, "join", join(system.id)).await.refused(409, "incompatible_roles");
        let grantee = steps::registered_organisation(&world).await;
        act(&security, cast.checker.id, "join", join(grantee.owner.id)).await.refused(409, "separation_of_duties");
        let persons = format!("SELECT COUNT(DISTINCT person_id) FROM users WHERE id IN ({}, {})", world.literal(cast.checker.id), world.literal(grantee.owner.id));
        assert_eq!(world.number(&persons).await, 2, "a refused join leaves two persons");
        act(&security, cast.checker.id, "join", join(cast.checker.id)).await.refused(422, "invalid");
        let member = world.person("成员", &[("applicant_editor", Scope::Organisation(OrganisationId(grantee.id.parse().unwrap())))]).await;
        act(&security, grantee.owner.id, "join", join(member.id)).await.ok();
    }
}

on_both! {
    async fn areas_are_added_all_or_none_and_the_same_list_again_changes_nothing(world: World) {
        let system = world.person("系统管理员", &[("system_admin", Scope::Platform)]).await;
        let area = |code: &str, name: &str, level: &str, parent: Value| json!({ "code": code, "name": name, "level": level, "parent_code": parent });
        let list = json!({ "areas": [
            area("320402001001", "示例社区", "community", json!("320402001000")),
            area("320402001000", "雕庄街道", "street", json!("320402000000")),
            area("440000000000", "广东省", "province", Value::Null)
        ] });
        let before = world.number("SELECT COUNT(*) FROM areas").await;
        system.post("/areas", list.clone()).await.created();
        system.post("/areas", list).await.created();
        assert_eq!(world.number("SELECT COUNT(*) FROM areas").await, before + 3);
        let path = "SELECT COUNT(*) FROM areas WHERE path = '/320000000000/320400000000/320402000000/320402001000/320402001001/'";
        assert_eq!(world.number(path).await, 1);
        let wrong = json!({ "areas": [
            area("320402002000", "青龙街道", "street", json!("999999999999")),
            area("320402003000", "茶山街道", "district", json!("320402000000")),
            area("320402000000", "天宁", "district", json!("320400000000")),
            area("320402004000", "红梅街道", "street", json!("320402000000")),
            area("320402004000", "红梅街道", "street", json!("320402000000"))
        ] });
        let refused = system.post("/areas", wrong).await;
        let expected = ["/areas/0/parent_code unknown", "/areas/1/level not_below", "/areas/2/code area_differs", "/areas/4/code duplicate"];
        assert_eq!(refused.faults(), expected);
        assert_eq!(world.number("SELECT COUNT(*) FROM areas").await, before + 3);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_first_administrator_is_made_on_the_command_line_and_sets_a_password_by_the_link() {
    let world = World::sqlite().await;
    let run = |role: &str| {
        let config = &world.app.config;
        let mut command = Command::new(std::env::var("YICHUANG_TEST_BINARY").expect("YICHUANG_TEST_BINARY names the built `yichuang`"));
        command
            .args(["create-administrator", "First@Example.org", "--name", "林芳", "--role", role])
            .env_clear()
            .envs([("YICHUANG_DATABASE_URL", &config.database_url), ("YICHUANG_SECRET_KEY", &config.secret_key)])
            .env("YICHUANG_DATA_DIR", &world.folder)
            .current_dir(&world.folder);
        command.output().unwrap()
    };
    let refused = run("finance_maker");
    assert!(!refused.status.success() && String::from_utf8_lossy(&refused.stderr).contains("not_an_administrator"));
    let made: Value = serde_json::from_slice(&run("security_admin").stdout).unwrap();
    assert_eq!(made["email"], "first@example.org");
    let again: Value = serde_json::from_slice(&run("security_admin").stdout).unwrap();
    assert_eq!(world.number("SELECT COUNT(*) FROM grants WHERE role = 'security_admin'").await, 1);
    let token = |value: &Value| value["set_password"].as_str().unwrap().split_once('#').unwrap().1.to_owned();
    // The command goes by the machine's clock; the world of the tests stands still elsewhere.
    world.app.clock.advance(yichuang_base::clock::Clock::system().now().micros() - world.app.clock.now().micros());
    let set = |token: String| {
        let anonymous = world.anonymous();
        async move { anonymous.post("/password-resets/confirm", json!({ "token": token, "password": "a-long-pass-phrase" })).await }
    };
    set(token(&made)).await.refused(409, "link_invalid");
    set(token(&again)).await.expect(204);
    let login = json!({ "email": "first@example.org", "password": "a-long-pass-phrase" });
    let session = world.anonymous().post("/sessions", login).await.created();
    assert_eq!(session["user"]["grants"][0]["role"], "security_admin");
    assert!(!String::from_utf8_lossy(&run("system_admin").stderr).is_empty(), "no account holds two of the three");
    world.end().await;
}
