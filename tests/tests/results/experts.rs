//! The library of experts: approved by somebody else for a year, renewed, and never on a panel without it.

use serde_json::{Value, json};
use uuid::Uuid;
use yichuang_server::clockwork;
use yichuang_tests::steps::{self, id, uploaded_sheet};
use yichuang_tests::world::DISTRICT;
use yichuang_tests::{Actor, Answer, Cast, World, on_both};

/// A complete record.
fn profile(name: &str) -> Value {
    json!({
        "name": name, "titles": "高级社会工作师", "phone": "13812345678", "area_code": DISTRICT, "load_cap": 40,
        "specialities": [{ "code": "elderly", "weight": 80 }, { "code": "finance", "weight": 30 }],
        "affiliations": [place("示例大学社会学院")], "available": [],
    })
}

fn place(organisation: &str) -> Value {
    json!({ "organisation": organisation, "role": "副教授", "employer": true })
}

/// A reviewer who is not in the library yet.
async fn newcomer(world: &World, name: &str) -> Actor {
    let person = Uuid::from_u128(u128::try_from(world.next()).unwrap() + 0xffff);
    world.login_of_person(name, &[("reviewer", world.district().await)], Some(person)).await
}

fn path(expert: &Value) -> String {
    format!("/experts/{}", id(expert))
}

/// Registered and handed in by the expert, approved by the officer.
async fn approved(expert: &Actor, officer: &Actor) -> String {
    let draft = expert.post("/experts", json!({ "profile": profile("陈静") })).await.created();
    expert.act(&path(&draft), "submit", Value::Null).await.ok();
    officer.act(&path(&draft), "approve", Value::Null).await.ok();
    path(&draft)
}

async fn reviewers(officer: &Actor) -> Vec<String> {
    let list = officer.get("/reviewers?limit=100").await.ok();
    list["items"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap().to_owned()).collect()
}

async fn detected(officer: &Actor) -> Vec<Value> {
    officer.get("/conflicts?source=detected&limit=100").await.ok()["items"].as_array().unwrap().clone()
}

on_both! {
    async fn an_expert_registers_themself_and_sits_on_panels_once_the_bureau_has_approved(world: World) {
        let cast = Cast::new(&world).await;
        let expert = newcomer(&world, "陈静").await;
        assert!(expert.get("/experts/mine").await.ok()["expert"].is_null());
        let mut wrong = profile("陈静");
        wrong["specialities"] = json!([{ "code": "law", "weight": 5 }, { "code": "law", "weight": 6 }]);
        wrong["affiliations"] = json!([place("甲单位"), place("乙单位")]);
        wrong["available"] = json!([{ "from_on": "2026-07-02", "until_on": "2026-07-01" }]);
        let refused = expert.post("/experts", json!({ "profile": wrong })).await;
        assert_eq!(refused.faults(), ["/profile/specialities/1/code twice", "/profile/affiliations/1/employer second_employer", "/profile/available/0/until_on before_start"]);
        let mut bare = profile("陈静");
        (bare["titles"], bare["specialities"], bare["affiliations"]) = (json!(""), json!([]), json!([]));
        let draft = expert.post("/experts", json!({ "profile": bare })).await.created();
        let path = path(&draft);
        assert_eq!(expert.act(&path, "submit", Value::Null).await.faults(), ["/titles missing", "/specialities missing", "/affiliations missing"]);
        let seen = expert.etag(&path).await;
        let put = |body: Value| expert.call(axum::http::Method::PUT, &path).if_match(&seen).json(body).send();
        put(profile("陈静")).await.ok();
        expert.act(&path, "submit", Value::Null).await.ok();
        let waiting = cast.officer.get(&path).await.ok();
        assert_eq!((&waiting["state"], &waiting["may_sit"], &waiting["employer"]), (&json!("submitted"), &json!(false), &json!("示例大学社会学院")));
        expert.put_whole(&path, profile("陈静")).await.refused(409, "under_approval");
        assert!(!reviewers(&cast.officer).await.contains(&"陈静".to_owned()));
        expert.act(&path, "approve", Value::Null).await.refused(403, "forbidden");
        cast.officer.act(&path, "return", json!({ "reason": "请补充职称证明" })).await.ok();
        expert.act(&path, "submit", Value::Null).await.ok();
        let done = cast.officer.act(&path, "approve", Value::Null).await.ok();
        assert_eq!((&done["state"], &done["approved_until"], &done["may_sit"]), (&json!("approved"), &json!("2027-06-01"), &json!(true)));
        assert!(reviewers(&cast.officer).await.contains(&"陈静".to_owned()));
        expert.post("/experts", json!({ "profile": profile("陈静") })).await.refused(409, "expert_exists");
        let stranger = newcomer(&world, "王敏").await;
        stranger.get(&path).await.refused(404, "not_found");
        cast.officer.act(&path, "suspend", json!({ "reason": "接受调查" })).await.ok();
        assert!(!reviewers(&cast.officer).await.contains(&"陈静".to_owned()));
        cast.director.act(&path, "reinstate", Value::Null).await.ok();
        assert!(reviewers(&cast.officer).await.contains(&"陈静".to_owned()));
    }
}

on_both! {
    async fn whoever_registers_an_expert_does_not_approve_them(world: World) {
        let cast = Cast::new(&world).await;
        let input = json!({ "email": "new.expert@test.example", "profile": profile("赵宁") });
        let expert = cast.officer.post("/experts", input).await.created();
        assert_eq!(world.number("SELECT COUNT(*) FROM users WHERE email = 'new.expert@test.example'").await, 1);
        let path = path(&expert);
        cast.officer.act(&path, "submit", Value::Null).await.ok();
        cast.officer.act(&path, "approve", Value::Null).await.refused(409, "same_person");
        let version = cast.officer.get(&path).await.ok()["version"].clone();
        let items = json!({ "items": [{ "id": id(&expert), "version": version }] });
        let refused = cast.officer.post("/experts/bulk-approve", items.clone()).await.ok();
        assert_eq!((&refused["done"], &refused["items"][0]["code"]), (&json!(0), &json!("same_person")));
        assert_eq!(cast.director.post("/experts/bulk-approve", items).await.ok()["done"], 1);
        let row = |change: &str| format!("UPDATE experts SET {change} WHERE number = '{}'", expert["number"].as_str().unwrap());
        let database = world.sql(&row("approved_by = created_by")).await.unwrap_err();
        assert!(database.to_lowercase().contains("check"), "{database}");
        let far = world.person("外区主管", &[("programme_officer", yichuang_base::caller::Scope::Area("/350000000000/".to_owned()))]).await;
        far.get(&path).await.refused(404, "not_found");
        let body = json!({ "email": "other@test.example", "profile": profile("钱多") });
        far.post("/experts", body).await.refused(403, "forbidden");
    }
}

on_both! {
    async fn an_approval_ends_after_a_year_unless_it_is_renewed(world: World) {
        let cast = Cast::new(&world).await;
        let (kept, lost) = (newcomer(&world, "陈静").await, newcomer(&world, "孙立").await);
        let (kept_path, lost_path) = (approved(&kept, &cast.officer).await, approved(&lost, &cast.officer).await);
        cast.officer.act(&kept_path, "approve", Value::Null).await.refused(409, "renewal_not_asked");
        kept.act(&kept_path, "ask-renewal", Value::Null).await.refused(409, "renewal_too_early");
        world.at("2027-04-02T01:00:00Z");
        kept.act(&kept_path, "ask-renewal", Value::Null).await.ok();
        kept.act(&kept_path, "ask-renewal", Value::Null).await.refused(409, "renewal_asked");
        let renewed = cast.director.act(&kept_path, "approve", Value::Null).await.ok();
        assert_eq!((&renewed["approved_until"], &renewed["renewal_asked_at"]), (&json!("2028-05-31"), &Value::Null));
        world.at("2027-06-01T15:59:00Z");
        assert_eq!(lost.get(&lost_path).await.ok()["may_sit"], true);
        world.at("2027-06-01T16:00:00Z");
        assert_eq!(lost.get(&lost_path).await.ok()["may_sit"], false);
        assert!(!reviewers(&cast.officer).await.contains(&"孙立".to_owned()));
        clockwork::once(&world.app).await.unwrap();
        assert_eq!(lost.get(&lost_path).await.ok()["state"], "expired");
        assert_eq!(kept.get(&kept_path).await.ok()["state"], "approved");
        lost.act(&lost_path, "ask-renewal", Value::Null).await.ok();
        let back = cast.officer.act(&lost_path, "approve", Value::Null).await.ok();
        assert_eq!((&back["state"], &back["approved_until"]), (&json!("approved"), &json!("2028-06-01")));
    }
}

on_both! {
    async fn only_approved_experts_are_appointed(world: World) {
        let cast = Cast::new(&world).await;
        let round = steps::submitted_round(&world, &cast, &["20000.00"]).await;
        world.morning_after(steps::DEADLINE);
        cast.officer.act(&format!("/calls/{}", round.call), "start-screening", Value::Null).await.ok();
        let outside = newcomer(&world, "未入库").await;
        let mut seats: Vec<_> = cast.reviewers.iter().take(4).map(|reviewer| reviewer.id).collect();
        seats.push(outside.id);
        let panel = format!("/calls/{}/panel", round.call);
        let refused = cast.officer.post(&panel, json!({ "reviewer_ids": seats })).await;
        assert_eq!(refused.faults(), ["/reviewer_ids/4 not_an_approved_expert"]);
        approved(&outside, &cast.officer).await;
        cast.officer.post(&panel, json!({ "reviewer_ids": seats })).await.created();
        let history = outside.get("/experts/mine").await.ok()["expert"]["rounds"].clone();
        assert_eq!((&history[0]["call_id"], &history[0]["assigned"]), (&json!(round.call), &json!(0)));
    }
}

on_both! {
    async fn a_place_of_work_keeps_the_expert_from_its_proposals_at_once(world: World) {
        let cast = Cast::new(&world).await;
        let expert = newcomer(&world, "陈静").await;
        let path = approved(&expert, &cast.officer).await;
        let round = steps::submitted_round(&world, &cast, &["20000.00", "30000.00"]).await;
        assert_eq!(detected(&cast.officer).await.len(), 0);
        let mut cast = cast;
        cast.reviewers[0] = expert;
        let expert = cast.reviewers[0].clone();
        steps::screened(&world, &cast, &round.call, &round.proposals).await;
        steps::started_review(&cast, &round.call).await;
        assert_eq!(steps::desk(&expert, &round.call).await.len(), 2);
        let uscc = cast.officer.get(&round.grantees[0].path()).await.ok()["uscc"].clone();
        let mut body = profile("陈静");
        body["affiliations"] = json!([
            place("示例大学社会学院"),
            { "organisation": "某社工中心", "uscc": uscc, "role": "理事", "employer": false, "to_on": "2025-01-01" },
        ]);
        expert.put_whole(&path, body.clone()).await.ok();
        let found = detected(&cast.officer).await;
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!((&found[0]["trace"], &found[0]["state"], &found[0]["shuts_out"]), (&json!("affiliation"), &json!("confirmed"), &json!(true)));
        assert!(found[0]["valid_until"].as_str().unwrap().starts_with("2028-01-0"), "{}", found[0]["valid_until"]);
        let desk = steps::desk(&expert, &round.call).await;
        assert_eq!((desk.len(), &desk[0]["proposal"]["id"]), (1, &json!(round.proposals[1])));
        // What was approved is ended, not taken away, and not changed by the expert alone.
        assert_eq!(expert.put_whole(&path, profile("陈静")).await.faults(), ["/affiliations affiliation_removed"]);
        body["specialities"] = json!([{ "code": "law", "weight": 100 }]);
        assert_eq!(expert.put_whole(&path, body.clone()).await.faults(), ["/specialities approved_already"]);
        cast.officer.put_whole(&path, body).await.ok();
        let rounds = cast.officer.get(&path).await.ok()["rounds"].clone();
        assert_eq!((&rounds[0]["assigned"], &rounds[0]["recused"]), (&json!(2), &json!(1)));
    }
}

on_both! {
    async fn a_proposal_that_comes_in_is_compared_with_every_record(world: World) {
        let cast = Cast::new(&world).await;
        let (call, _) = steps::funded_call(&world, &cast, "500000.00").await;
        let (by_code, by_name) = (steps::verified_organisation(&world, &cast).await, steps::verified_organisation(&world, &cast).await);
        let expert = newcomer(&world, "陈静").await;
        let mut body = profile("陈静");
        let uscc = cast.officer.get(&by_code.path()).await.ok()["uscc"].clone();
        body["affiliations"] = json!([{ "organisation": "旧名称", "uscc": uscc, "role": "", "employer": true }]);
        let draft = expert.post("/experts", json!({ "profile": body })).await.created();
        assert_eq!(detected(&cast.officer).await.len(), 1, "an organisation of the same code is known at once");
        let other = newcomer(&world, "孙立").await;
        let mut body = profile("孙立");
        body["affiliations"] = json!([place("将来的名称")]);
        other.post("/experts", json!({ "profile": body })).await.created();
        let rename = format!("UPDATE expert_affiliations SET organisation = '{}' WHERE organisation = '将来的名称'", by_name.name);
        world.sql(&rename).await.unwrap();
        for grantee in [&by_code, &by_name] {
            steps::drafted_proposal(grantee, &call, steps::proposal_document("20000.00")).await;
        }
        let proposals = by_name.owner.get(&format!("/proposals?call_id={call}")).await.ok();
        by_name.owner.act(&format!("/proposals/{}", id(&proposals["items"][0])), "submit", Value::Null).await.ok();
        let found = detected(&cast.officer).await;
        assert_eq!(found.len(), 2, "{found:?}");
        let new = found.iter().find(|one| one["trace"] == "affiliation_name").unwrap();
        assert_eq!((&new["state"], &new["shuts_out"], &new["person"]["name"]), (&json!("suspected"), &json!(true), &json!("孙立")));
        assert_eq!(new["recorded_by"], Value::Null);
        assert_eq!(draft["state"], "draft");
    }
}

const HEAD: &str = "姓名*,电子邮箱*,地区*,手机,职称职务,工作单位,单位信用代码,其他任职,专长*,每轮评审上限";

async fn import(officer: &Actor, rows: &[&str], dry_run: bool) -> Answer {
    let text = format!("{HEAD}\r\n{}\r\n", rows.join("\r\n"));
    let file = uploaded_sheet(officer, "专家.csv", "text/csv", text.as_bytes()).await;
    officer.post("/experts/import", json!({ "file_id": file, "dry_run": dry_run })).await
}

on_both! {
    async fn a_sheet_is_looked_at_cell_by_cell_and_imported_whole(world: World) {
        let cast = Cast::new(&world).await;
        let wrong = [
            "陈静,chen@test.example,常州市天宁区,138,高级社工师,示例大学,52310115MJ9000022X,,为老服务:80、天文,四十",
            "王,不是邮箱,没有的地区,,,,,,财务审计:101,",
            "赵宁,zhao@test.example,福建省,,,,,,法律,",
        ];
        let expected = [
            "/cells/J2 out_of_range", "/cells/I2 unknown", "/cells/A3 missing", "/cells/B3 wrong_format", "/cells/C3 unknown",
            "/cells/I3 out_of_range", "/cells/B4 forbidden",
        ];
        assert_eq!(import(&cast.officer, &wrong, true).await.faults(), expected);
        assert_eq!(import(&cast.officer, &wrong, false).await.faults(), expected);
        let before = world.number("SELECT COUNT(*) FROM experts").await;
        let right = [
            "陈静,chen@test.example,常州市天宁区,138,高级社工师,示例大学,,示例协会//理事；示例基金会,为老服务:80、社会工作,30",
            &format!("赵宁,zhao@test.example,{DISTRICT},,,,,,法律,"),
        ];
        assert_eq!(import(&cast.officer, &right, true).await.ok()["rows"], 2);
        assert_eq!(world.number("SELECT COUNT(*) FROM experts").await, before, "a dry run registers nobody");
        let done = import(&cast.officer, &right, false).await.ok();
        assert_eq!(done["numbers"].as_array().unwrap().len(), 2);
        let list = |query: &str| { let query = query.to_owned(); let officer = cast.officer.clone(); async move { officer.get(&format!("/experts?{query}")).await.ok()["items"].as_array().unwrap().clone() } };
        let whole = list("state=submitted").await;
        assert_eq!((whole.len(), &whole[0]["name"], &whole[0]["load_cap"]), (1, &json!("陈静"), &json!(30)));
        assert_eq!(whole[0]["affiliations"].as_array().unwrap().len(), 3);
        assert_eq!(list("state=draft&speciality=law").await[0]["name"], "赵宁");
        assert_eq!(list(&format!("area_code={DISTRICT}&q=%E9%99%88%E9%9D%99")).await.len(), 1);
        assert_eq!(cast.officer.get("/experts/export?state=submitted").await.header("x-rows"), "1");
        assert_eq!(import(&cast.officer, &right, true).await.faults(), ["/cells/B2 expert_exists", "/cells/B3 expert_exists"]);
        cast.officer.act(&path(&whole[0]), "approve", Value::Null).await.refused(409, "same_person");
        let template = cast.officer.get("/experts/import/template").await;
        let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        let file = uploaded_sheet(&cast.officer, "模板.xlsx", kind, &template.bytes).await;
        assert_eq!(cast.officer.post("/experts/import", json!({ "file_id": file, "dry_run": true })).await.faults(), ["/file_id no_rows"]);
    }
}
