//! What everybody may read of lottery money: what the books say about it, and nothing about any other.

use serde_json::{Value, json};
use yichuang_tests::steps::{self, id};
use yichuang_tests::{Cast, World, on_both};

use super::fund_orders::{executed, order, paid};

async fn disclosure(world: &World, year: &str) -> Value {
    world.anonymous().get(&format!("/public/lottery-disclosures/{year}")).await.ok()
}

on_both! {
    async fn everybody_reads_what_came_in_what_was_used_and_for_which_projects(world: World) {
        let cast = Cast::new(&world).await;
        assert_eq!(world.anonymous().get("/public/lottery-disclosures").await.ok()["items"], json!([]));
        world.anonymous().get("/public/lottery-disclosures/2026").await.refused(404, "not_found");
        let (round, project) = paid(&world, &cast).await;
        let found = disclosure(&world, "2026").await;
        assert_eq!((&found["year"], &found["until"], &found["demonstration"]), (&json!(2026), &json!(world.today()), &json!(false)));
        let total = &found["total"];
        assert_eq!((&total["allotted"], &total["received"], &total["used"]), (&json!("200000.00"), &json!("200000.00"), &json!("100000.00")));
        assert_eq!((&found["lines"][0]["budget_line"], &found["lines"][0]["area_name"]), (&json!("2296002 为老服务"), &json!("常州市天宁区")));
        let one = &found["projects"][0];
        assert_eq!((&one["id"], &one["organisation_name"]), (&json!(project), &json!(round.grantees[0].name)));
        assert_eq!((&one["approved"], &one["paid"], &one["paid_in_year"]), (&json!("200000.00"), &json!("100000.00"), &json!("100000.00")));
        assert_eq!((&one["planned_beneficiaries"], &one["state"], &one["street_name"]), (&json!(150), &json!("active"), &json!("常州市天宁区")));
        assert_eq!(found["used_elsewhere"], "0.00");

        executed(&cast, order("unspent_return", "10000.00", &json!({ "project_id": project }))).await;
        executed(&cast, order("surrender", "4000.00", &json!({ "project_id": project }))).await;
        let total = disclosure(&world, "2026").await["total"].clone();
        assert_eq!((&total["used"], &total["returned"], &total["surrendered"]), (&json!("90000.00"), &json!("10000.00"), &json!("4000.00")));
        let years = world.anonymous().get("/public/lottery-disclosures").await.ok();
        assert_eq!((&years["items"][0]["year"], &years["items"][0]["used"]), (&json!(2026), &json!("90000.00")));
        world.anonymous().get("/public/lottery-disclosures/2025").await.refused(404, "not_found");
    }
}

on_both! {
    async fn a_project_that_ended_early_is_not_named_and_its_money_is_still_counted(world: World) {
        let cast = Cast::new(&world).await;
        let (_, project) = paid(&world, &cast).await;
        cast.director.act(&format!("/projects/{project}"), "terminate", json!({ "reason": "机构被撤销登记，项目无法继续" })).await.ok();
        let found = disclosure(&world, "2026").await;
        assert_eq!((&found["projects"], &found["total"]["used"], &found["used_elsewhere"]), (&json!([]), &json!("100000.00"), &json!("100000.00")));
        assert!(!found.to_string().contains(&project));
    }
}

on_both! {
    async fn money_of_other_sources_and_awards_that_are_not_agreed_are_not_there(world: World) {
        let cast = Cast::new(&world).await;
        let fiscal = json!({ "code": "TN-CZ", "name": "天宁区财政资金", "source": "fiscal", "area_code": "320402000000" });
        let fiscal = id(&cast.maker.post("/funds", fiscal).await.created());
        let body = json!({ "fiscal_year": 2026, "budget_line": "2080299 其他", "document_no": "天财社〔2026〕98号", "amount": "500.00" });
        let other = cast.maker.post(&format!("/funds/{fiscal}/allotments"), body).await.created();
        cast.approver.act(&format!("/allotments/{}", id(&other)), "approve", Value::Null).await.ok();
        world.anonymous().get("/public/lottery-disclosures/2026").await.refused(404, "not_found");

        let (round, projects) = steps::awarded_round(&world, &cast, &["30000.00"]).await;
        let found = disclosure(&world, "2026").await;
        assert_eq!(found["projects"], json!([]), "the agreement is not signed");
        assert_eq!((&found["total"]["allotted"], &found["total"]["used"]), (&json!("30000.00"), &json!("0.00")));
        let text = found.to_string();
        for hidden in ["2080299", "财政资金", &round.grantees[0].name] {
            assert!(!text.contains(hidden), "{hidden}: {text}");
        }
        steps::active_project(&cast, &round.grantees[0], &projects[0]).await;
        assert_eq!(disclosure(&world, "2026").await["projects"][0]["paid"], "0.00");
    }
}
