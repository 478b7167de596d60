//! Organisations from a sheet: every fault by its cell, all or nothing, once.

use std::io::Cursor;

use calamine::{Reader as _, Xlsx};
use serde_json::{Value, json};
use yichuang_base::caller::Scope;
use yichuang_domain::uscc::{OrganisationKind, Uscc};
use yichuang_server::jobs;
use yichuang_tests::steps::{self, uploaded_sheet};
use yichuang_tests::world::DISTRICT;
use yichuang_tests::{Actor, Answer, Cast, World, on_both};

const HEAD: &str = "组织名称*,统一社会信用代码*,组织类型*,所在地区*,登记管理机关,登记日期,业务范围,法定代表人,联系人,联系电话,联系邮箱,评估等级,连续年检合格次数,负责人邮箱*,银行账号,开户银行,联行号";

fn code(seed: &str) -> String {
    Uscc::for_demonstration(OrganisationKind::SocialService, "320402", seed.as_bytes()).unwrap().to_string()
}

/// A complete row.
fn row(n: usize) -> String {
    format!(
        "天宁区导入示例{n}号服务中心,{},社会服务机构,常州市天宁区,常州市天宁区民政局,2020/3/1,为老服务,法人{n},联系人{n},0519-8100{n:04},c{n}@example.org,3A,2,owner{n}@example.org,62000100000099{n:04},示例银行第1支行,105290000019",
        code(&format!("import {n}"))
    )
}

fn sheet(rows: &[String]) -> Vec<u8> {
    format!("{HEAD}\r\n{}\r\n", rows.join("\r\n")).into_bytes()
}

async fn csv(actor: &Actor, bytes: &[u8]) -> Value {
    json!({ "file_id": uploaded_sheet(actor, "天宁区社会组织.csv", "text/csv", bytes).await, "area_code": DISTRICT })
}

async fn check(actor: &Actor, input: &Value) -> Value {
    actor.post("/organisation-imports/check", input.clone()).await.ok()
}

fn cells(list: &Value) -> Vec<String> {
    list.as_array()
        .unwrap()
        .iter()
        .map(|fault| format!("{} {}", fault["cell"].as_str().unwrap(), fault["code"].as_str().unwrap()))
        .collect()
}

on_both! {
    async fn a_sheet_is_imported_whole_its_owners_are_invited_and_a_second_time_nothing_happens(world: World) {
        let cast = Cast::new(&world).await;
        let incomplete = format!("天宁区导入示例协会,{},社会团体,320402000000,,,,,,,,,,Late@Example.org,,,", code("late"));
        let input = csv(&cast.officer, &sheet(&[row(1), row(2), incomplete])).await;
        let seen = check(&cast.officer, &input).await;
        assert_eq!((&seen["row_count"], &seen["ready"], &seen["faults"]), (&json!(3), &json!(true), &json!([])), "{seen:#}");
        assert_eq!(world.number("SELECT COUNT(*) FROM organisations").await, 0, "looking changes nothing");

        let done = cast.officer.post("/organisation-imports", input.clone()).await.created();
        let states: Vec<&str> = done["rows"].as_array().unwrap().iter().map(|row| row["state"].as_str().unwrap()).collect();
        assert_eq!((states, &done["rows"][2]["row"]), (vec!["submitted", "submitted", "draft"], &json!(4)));
        let before = world.rows().await;
        let again = csv(&cast.officer, &sheet(&[row(1), row(2), format!("天宁区导入示例协会,{},社会团体,320402000000,,,,,,,,,,Late@Example.org,,,", code("late"))])).await;
        assert!(check(&cast.officer, &again).await["imported"].is_string());
        let repeated = cast.officer.post("/organisation-imports", again).await.created();
        assert_eq!(repeated["id"], done["id"]);
        assert_eq!(world.rows().await["organisations"], before["organisations"]);
        assert_eq!(world.rows().await["organisation_invitations"], 3);

        let first = format!("/organisations/{}", done["rows"][0]["organisation_id"].as_str().unwrap());
        cast.officer.act(&first, "verify", Value::Null).await.refused(409, "own_organisation");
        let other = world.person("另一主管", &[("programme_officer", world.district().await)]).await;
        other.act(&first, "verify", Value::Null).await.ok();
        cast.officer.patch(&first, json!({ "name": "改名" })).await.refused(403, "forbidden");
        while jobs::once(&world.app).await.unwrap() > 0 {}
        assert_eq!(world.number("SELECT COUNT(*) FROM organisation_invitations WHERE state = 'open' AND role = 'applicant_owner'").await, 3);
        let list = cast.officer.get("/organisation-imports").await.ok();
        assert_eq!((&list["items"][0]["row_count"], &list["items"][0]["file_name"]), (&json!(3), &json!("天宁区社会组织.csv")));
    }
}

on_both! {
    async fn every_fault_is_named_by_its_cell_and_nothing_is_half_loaded(world: World) {
        let cast = Cast::new(&world).await;
        let known = steps::registered_organisation(&world).await;
        let uscc = known.owner.get(&known.path()).await.ok()["uscc"].as_str().unwrap().to_owned();
        let taken = row(3).replace(&code("import 3"), &uscc);
        let unknown = row(4).replace("常州市天宁区,常州市天宁区民政局", "福建省,常州市天宁区民政局");
        let wrong = row(5).replace(&code("import 5"), "52310115MJ9000022X").replace("2020/3/1", "三月一日").replace("owner5@example.org", "owner5");
        let twice = row(6).replace(&code("import 6"), &code("import 1"));
        let input = csv(&cast.officer, &sheet(&[row(1), row(2), taken, unknown, wrong, twice])).await;
        let before = world.rows().await;
        let seen = check(&cast.officer, &input).await;
        let expected = ["B4 uscc_taken", "D5 unknown_area", "B6 check_digit", "F6 wrong_format", "N6 wrong_email", "B7 duplicate"];
        assert_eq!(cells(&seen["faults"]), expected);
        assert_eq!((&seen["ready"], &seen["faults"][0]["limit"]), (&json!(false), &json!(known.name)));
        let refused = cast.officer.post("/organisation-imports", input).await;
        assert_eq!(refused.faults(), expected.map(|one| format!("/cells/{one}")));
        refused.refused(422, "invalid");
        let after = world.rows().await;
        for table in ["organisations", "organisation_imports", "organisation_invitations", "organisation_keys", "outbox"] {
            assert_eq!(before[table], after[table], "{table}");
        }
    }
}

on_both! {
    async fn what_looks_like_a_registered_organisation_is_a_warning(world: World) {
        let cast = Cast::new(&world).await;
        let known = steps::registered_organisation(&world).await;
        known.owner.patch(&known.path(), json!({ "name": "导入示例1号服务中心", "contact_phone": "0519 8100 0001" })).await.ok();
        let input = csv(&cast.officer, &sheet(&[row(1)])).await;
        let seen = check(&cast.officer, &input).await;
        assert_eq!((cells(&seen["warnings"]), &seen["ready"]), (vec!["A2 same_as_registered".to_owned(), "J2 same_as_registered".to_owned()], &json!(true)));
    }
}

on_both! {
    async fn only_the_officer_of_the_area_imports_and_only_their_own_upload(world: World) {
        let cast = Cast::new(&world).await;
        let mut input = csv(&cast.officer, &sheet(&[row(1)])).await;
        let other = world.person("另一主管", &[("programme_officer", world.district().await)]).await;
        let stranger: Answer = other.post("/organisation-imports", input.clone()).await;
        assert_eq!(stranger.faults(), ["/file_id unknown"]);
        input["area_code"] = json!("350000000000");
        cast.officer.post("/organisation-imports", input.clone()).await.refused(403, "forbidden");
        input["area_code"] = json!("999999999999");
        assert_eq!(cast.officer.post("/organisation-imports/check", input).await.faults(), ["/area_code unknown"]);
    }
}

on_both! {
    async fn the_template_is_a_workbook_that_the_import_reads(world: World) {
        let cast = Cast::new(&world).await;
        let template = cast.officer.get("/organisation-imports/template").await;
        let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        assert_eq!((template.status.as_u16(), template.header("content-type")), (200, kind));
        let file = uploaded_sheet(&cast.officer, "模板.xlsx", kind, &template.bytes).await;
        let seen = cast.officer.post("/organisation-imports/check", json!({ "file_id": file, "area_code": DISTRICT })).await.faults();
        assert_eq!(seen, ["/file_id no_rows"]);
    }
}

/// The rows of the first sheet of a workbook, as texts.
fn table(answer: &Answer) -> Vec<Vec<String>> {
    assert_eq!(answer.status, 200, "{}", answer.body);
    let mut workbook: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(answer.bytes.clone())).unwrap();
    let name = workbook.sheet_names()[0].clone();
    workbook.worksheet_range(&name).unwrap().rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
}

on_both! {
    async fn a_faulty_sheet_comes_back_with_a_column_that_says_what_is_wrong_with_each_row(world: World) {
        let cast = Cast::new(&world).await;
        let wrong = row(2).replace("2020/3/1", "三月一日").replace("法人2", "=1+1");
        let input = csv(&cast.officer, &sheet(&[row(1), wrong])).await;
        assert_eq!(cells(&check(&cast.officer, &input).await["faults"]), ["F3 wrong_format", "H3 formula"]);
        let answer = cast.officer.post("/organisation-imports/check/sheet", input).await;
        let rows = table(&answer);
        assert_eq!((rows[0][0].as_str(), rows[0][1].as_str(), rows[0].last().unwrap().as_str()), ("行", "组织名称", "结果"));
        assert_eq!((rows[1][0].as_str(), rows[1].last().unwrap().as_str()), ("2", "可以导入"));
        assert_eq!(rows[2][1], "天宁区导入示例2号服务中心");
        assert_eq!(rows[2].last().unwrap(), "错误 F3 登记日期：格式不正确\n错误 H3 法定代表人：含有公式，请改为数值");
        assert_eq!(rows.len(), 3);
    }
}

on_both! {
    async fn what_came_of_an_import_is_a_sheet_for_who_may_see_the_import(world: World) {
        let cast = Cast::new(&world).await;
        let incomplete = format!("天宁区导入示例协会,{},社会团体,320402000000,,,,,,,,,,late@example.org,,,", code("late"));
        let input = csv(&cast.officer, &sheet(&[row(1), incomplete])).await;
        let done = cast.officer.post("/organisation-imports", input).await.created();
        let path = format!("/organisation-imports/{}/result", done["id"].as_str().unwrap());
        let rows = table(&cast.officer.get(&path).await);
        let last: Vec<&str> = rows.iter().map(|row| row[5].as_str()).collect();
        assert_eq!(last, ["结果", "已登记并提交核验", "已登记，等待负责人补充资料后提交"]);
        assert_eq!(rows[2][..5], ["3", "天宁区导入示例协会", code("late").as_str(), "late@example.org", "草稿"]);
        assert_eq!(cast.officer.get("/organisation-imports/running").await.ok(), json!({ "items": [] }));
        let elsewhere = world.person("福建主管", &[("programme_officer", Scope::Area("/nowhere/".to_owned()))]).await;
        elsewhere.get(&path).await.refused(404, "not_found");
    }
}

/// Rows are counted while they are registered; a second look from outside sees the figure grow to all of them.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_running_import_says_how_far_it_is() {
    let world = World::sqlite().await;
    let cast = Cast::new(&world).await;
    let rows: Vec<String> = (1..=60).map(row).collect();
    let input = csv(&cast.officer, &sheet(&rows)).await;
    let file = input["file_id"].clone();
    let other = world.person("另一主管", &[("programme_officer", world.district().await)]).await;
    let officer = cast.officer.clone();
    let import = tokio::spawn(async move { officer.post("/organisation-imports", input).await.created() });
    let mut seen = Vec::new();
    while !import.is_finished() {
        let running = cast.officer.get("/organisation-imports/running").await.ok();
        if let Some(one) = running["items"].as_array().unwrap().first() {
            assert_eq!((&one["file_id"], &one["rows"]), (&file, &json!(60)));
            seen.push(one["done"].as_u64().unwrap());
        }
        assert_eq!(other.get("/organisation-imports/running").await.ok()["items"], json!([]), "nobody else's business");
    }
    assert_eq!(import.await.unwrap()["row_count"], 60);
    assert!(seen.is_sorted() && seen.len() > 1 && seen.last() > seen.first(), "{seen:?}");
    assert_eq!(cast.officer.get("/organisation-imports/running").await.ok()["items"], json!([]));
    world.end().await;
}
