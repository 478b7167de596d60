//! Needs from a table: a dry run that names every fault by its cell, then all of them or none.

use serde_json::{Value, json};
use yichuang_tests::needs::{STREET, small_areas};
use yichuang_tests::steps::uploaded_sheet;
use yichuang_tests::{Actor, Answer, Cast, on_both};

const HEAD: &str = "地区*,需求内容*,来源,联系方式,标题,类别,涉及人数,资助金额（元）,自筹不少于";

/// Uploads rows as a CSV file and imports it, or only looks.
async fn import(actor: &Actor, rows: &[&str], dry_run: bool) -> Answer {
    let text = format!("{HEAD}\r\n{}\r\n", rows.join("\r\n"));
    let file = uploaded_sheet(actor, "需求.csv", "text/csv", text.as_bytes()).await;
    actor.post("/needs/import/sheet", json!({ "file_id": file, "dry_run": dry_run })).await
}

on_both! {
    async fn every_fault_is_named_by_its_cell_and_nothing_is_entered(world: World) {
        small_areas(&world).await;
        let cast = Cast::new(&world).await;
        let rows = [
            "翠竹社区,楼道没有扶手，老人上下楼困难,走访调研,,,为老服务,120人,\"66,000\",6600",
            "没有的社区,短,,,,老人,-3,,",
            "",
            "福建省,这里不是本区的需求,,,,,,10,20",
            "翠竹社区,楼道没有扶手，老人上下楼困难,,,,,,,",
            "翠竹社区,=1+1 算出来的需求,,,,,,,",
        ];
        let expected = [
            "/cells/B7 formula", "/cells/A3 unknown", "/cells/B3 too_short", "/cells/F3 not_allowed", "/cells/G3 wrong_format",
            "/cells/5 forbidden", "/cells/B6 repeated",
        ];
        let dry = import(&cast.officer, &rows, true).await;
        assert_eq!(dry.faults(), expected);
        assert_eq!(dry.ok()["rows"], 5);
        let refused = import(&cast.officer, &rows, false).await;
        assert_eq!(refused.faults(), expected);
        refused.refused(422, "invalid");
        assert_eq!(world.number("SELECT COUNT(*) FROM needs").await, 0);
    }
}

on_both! {
    async fn a_right_table_is_entered_whole_on_the_way_of_a_single_need_and_not_twice(world: World) {
        small_areas(&world).await;
        let cast = Cast::new(&world).await;
        let street = format!("{STREET},街道口袋公园缺座椅,resident,13861234567,口袋公园座椅,,,,");
        let rows = ["翠竹社区,楼道没有扶手，老人上下楼困难,走访调研,,,为老服务,120人,\"66,000\",6600", &street];
        let dry = import(&cast.officer, &rows, true).await;
        assert_eq!(dry.faults(), Vec::<String>::new());
        assert_eq!(world.number("SELECT COUNT(*) FROM needs").await, 0, "a dry run enters nothing");
        let done = import(&cast.officer, &rows, false).await.ok();
        assert_eq!((done["numbers"].as_array().unwrap().len(), &done["faults"]), (2, &json!([])));
        let list = cast.officer.get("/needs").await.ok();
        let one = list["items"].as_array().unwrap().iter().find(|item| item["area_name"] == "翠竹社区").unwrap();
        let one = cast.officer.get(&format!("/needs/{}", one["id"].as_str().unwrap())).await.ok();
        assert_eq!((&one["state"], &one["head_count"], &one["amount"], &one["category"]), (&json!("reported"), &json!(120), &json!("66000.00"), &json!("elderly")));
        assert_eq!((&one["level"], one["due_on"].is_string()), (&json!("bureau"), true), "answered like any other, by the first level where somebody is there");
        assert_eq!(import(&cast.officer, &rows, false).await.faults(), ["/cells/B2 repeated", "/cells/B3 repeated"]);
    }
}

on_both! {
    async fn a_wrong_head_and_the_empty_template_are_refused_and_the_template_is_read(world: World) {
        let cast = Cast::new(&world).await;
        let file = uploaded_sheet(&cast.officer, "需求.csv", "text/csv", "地区,标题,颜色\n翠竹社区,扶手,红\n".as_bytes()).await;
        let seen = cast.officer.post("/needs/import/sheet", json!({ "file_id": file, "dry_run": true })).await;
        assert_eq!(seen.faults(), ["/cells/C1 unknown_header", "/cells/1 missing_header", "/cells/C2 cell_without_header"]);
        let template = cast.officer.get("/needs/import/template").await;
        let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        assert_eq!((template.status.as_u16(), template.header("content-type")), (200, kind));
        let file = uploaded_sheet(&cast.officer, "模板.xlsx", kind, &template.bytes).await;
        let seen = cast.officer.post("/needs/import/sheet", json!({ "file_id": file, "dry_run": true })).await;
        assert_eq!(seen.faults(), ["/file_id no_rows"]);
        let nobody: Value = world.person("另一主管", &[("programme_officer", world.district().await)]).await
            .post("/needs/import/sheet", json!({ "file_id": file, "dry_run": true })).await.refused(422, "invalid");
        assert_eq!(nobody["errors"][0]["pointer"], "/file_id", "an upload of somebody else");
    }
}
