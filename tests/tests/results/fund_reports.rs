//! Reports of the books: they say what the sealed postings say, for the days they are about, and add up to the trial balance.

use std::sync::Arc;

use serde_json::{Value, json};
use yichuang_base::caller::{Caller, Scope};
use yichuang_base::ledger as books;
use yichuang_base::uow::Uow;
use yichuang_domain::ledger::LedgerEvent;
use yichuang_domain::schemes::{canonical_json, sha256_hex};
use yichuang_domain::time::{Day, Timestamp};
use yichuang_store::ids::{AllotmentId, UserId};
use yichuang_store::record::User;
use yichuang_store::{accounts, areas, find};
use yichuang_tests::steps::{self, id};
use yichuang_tests::{Actor, Cast, World, on_both};

use super::fund_orders::{executed, order, paid};

/// The figures that are positions of the budget layer, with their accounts.
const POSITIONS: [(&str, &str); 10] = [
    ("available", "B20"),
    ("reserved", "B30"),
    ("committed", "B40"),
    ("due", "B50"),
    ("approved", "B55"),
    ("in_transit", "B60"),
    ("paid", "B70"),
    ("recovered", "B80"),
    ("carried_out", "B90"),
    ("surrendered", "B95"),
];

async fn report(actor: &Actor, query: &str) -> Value {
    actor.get(&format!("/fund-reports?{query}")).await.ok()
}

/// The month of a day, and its last day.
fn month_of(day: &str) -> (String, String) {
    let month = day[..7].to_owned();
    let last = (28..=31).rev().map(|day| format!("{month}-{day}")).find(|day| Day::parse(day).is_ok()).unwrap();
    (month, last)
}

/// The total says what the trial balance says, and authority is the other side of B10.
async fn assert_total_is_the_trial_balance(cast: &Cast, report: &Value) {
    for (figure, account) in POSITIONS {
        assert_eq!(report["total"][figure], steps::balance(cast, account).await, "{figure}");
    }
    let authority = steps::balance(cast, "B10").await;
    assert_eq!(report["total"]["authority"], authority.trim_start_matches('-'), "authority");
}

/// The digest is that of everything else in the answer.
fn assert_digest(report: &Value) {
    let mut rest = report.clone();
    let digest = rest.as_object_mut().unwrap().remove("sha256").unwrap();
    assert_eq!(digest, sha256_hex(canonical_json(&rest).as_bytes()));
}

/// More authority for an allotment, dated at an instant, as if somebody posted it then.
async fn allotted_at(world: &World, cast: &Cast, allotment: &str, instant: &str) {
    let conn = world.app.store.begin().await.unwrap();
    let user: User = find(&conn, UserId(cast.maker.id)).await.unwrap().unwrap();
    let who = Caller::new(&user, &accounts::grants_of(&conn, user.id).await.unwrap());
    let uow = Uow::new(Arc::new(conn), world.app.clone(), Some(who), Timestamp::parse(instant).unwrap(), "test".to_owned());
    let allotment = AllotmentId(allotment.parse().unwrap());
    let place = books::place_of(&uow, allotment).await.unwrap();
    let event = LedgerEvent::Allot { place, amount: "1.00".parse().unwrap() };
    books::post(&uow, &event, ("allotment", allotment.0), "补记").await.unwrap();
    Arc::into_inner(uow.conn).unwrap().commit().await.unwrap();
}

on_both! {
    async fn the_report_of_a_past_month_stays_as_it_is_until_somebody_posts_into_that_month(world: World) {
        let cast = Cast::new(&world).await;
        let (round, project) = paid(&world, &cast).await;
        let (month, last) = month_of(&world.today());
        let then = report(&cast.auditor, &format!("period={month}")).await;
        assert_digest(&then);
        assert_total_is_the_trial_balance(&cast, &then).await;
        let row = &then["items"][0];
        assert_eq!((&row["key"], &row["name"]), (&json!("welfare_lottery"), &json!("福彩公益金")));
        assert_eq!((&row["authority"], &row["committed"], &row["paid"]), (&json!("200000.00"), &json!("100000.00"), &json!("100000.00")));
        assert_eq!((&row["paid_in_period"], &row["returned_in_period"], &row["execution_bp"]), (&json!("100000.00"), &json!("0.00"), &json!(5000)));

        world.morning_after(&last);
        executed(&cast, order("unspent_return", "10000.00", &json!({ "project_id": project }))).await;
        executed(&cast, order("surrender", "4000.00", &json!({ "project_id": project }))).await;
        let (next, _) = month_of(&world.today());
        assert_ne!(month, next);
        assert_eq!(report(&cast.auditor, &format!("period={month}")).await, then, "nothing was posted into that month");
        let later = report(&cast.auditor, &format!("period={next}")).await;
        assert_digest(&later);
        assert_total_is_the_trial_balance(&cast, &later).await;
        let row = &later["items"][0];
        assert_eq!((&row["paid"], &row["recovered"], &row["surrendered"]), (&json!("90000.00"), &json!("6000.00"), &json!("4000.00")));
        assert_eq!((&row["paid_in_period"], &row["returned_in_period"], &row["returned"]), (&json!("0.00"), &json!("10000.00"), &json!("10000.00")));
        let year = report(&cast.auditor, "period=2026").await;
        let row = &year["items"][0];
        assert_eq!((&row["paid_in_period"], &row["returned_in_period"], &row["execution_bp"]), (&json!("100000.00"), &json!("10000.00"), &json!(4500)));

        allotted_at(&world, &cast, &round.allotment, &format!("{last}T03:00:00Z")).await;
        let now = report(&cast.auditor, &format!("period={month}")).await;
        assert_eq!((&now["total"]["authority"], &now["total"]["available"]), (&json!("200001.00"), &json!("1.00")));
        assert_ne!(now["sha256"], then["sha256"]);
        let before = report(&cast.auditor, "period=2026-05").await;
        assert_eq!((&before["items"], &before["total"]["authority"]), (&json!([]), &json!("0.00")));
        assert_eq!(before["total"]["execution_bp"], Value::Null);
    }
}

on_both! {
    async fn however_the_rows_are_made_they_add_up_to_the_same_total(world: World) {
        let cast = Cast::new(&world).await;
        let (round, project) = paid(&world, &cast).await;
        let other = steps::approved_allotment(&world, &cast, "500.00").await;
        let total = report(&cast.maker, "period=2026").await["total"].clone();
        assert_eq!(total["authority"], "200500.00");
        for by in ["source", "fund", "budget_line", "project", "area"] {
            let found = report(&cast.director, &format!("period=2026&by={by}")).await;
            assert_eq!(found["total"], total, "{by}");
            assert_digest(&found);
        }
        let funds = report(&cast.auditor, "period=2026&by=fund").await;
        assert_eq!(funds["items"].as_array().unwrap().len(), 2);
        let fund = cast.auditor.get(&format!("/allotments/{other}")).await.ok()["fund"].clone();
        let only = report(&cast.auditor, &format!("period=2026&by=fund&fund_id={}", id(&fund))).await;
        assert_eq!((&only["items"][0]["number"], &only["total"]["authority"]), (&fund["code"], &json!("500.00")));

        let projects = report(&cast.auditor, "period=2026&by=project").await;
        let rows = projects["items"].as_array().unwrap();
        let one = rows.iter().find(|row| row["key"] == project).unwrap();
        assert_eq!((&one["authority"], &one["paid"], &one["execution_bp"]), (&json!("200000.00"), &json!("100000.00"), &json!(5000)));
        let unbound = rows.iter().find(|row| row["key"].is_null()).unwrap();
        assert_eq!((&unbound["authority"], &unbound["available"]), (&json!("500.00"), &json!("500.00")));
        let places = report(&cast.auditor, "period=2026&by=area").await;
        let place = places["items"].as_array().unwrap().iter().find(|row| !row["key"].is_null()).unwrap().clone();
        assert_eq!((&place["name"], &place["paid"]), (&json!("常州市天宁区"), &json!("100000.00")));
        assert_eq!(round.grantees.len(), 1);
        let lines = report(&cast.auditor, "period=2026&by=budget_line&fiscal_year=2026").await;
        assert_eq!(lines["items"][0]["name"], "2296002 为老服务");
        assert_eq!(report(&cast.auditor, "period=2026&fiscal_year=2027").await["items"], json!([]));
        for wrong in ["period=2026-13", "period=26", "period=2026-07-01", "by=weather", "year=2026"] {
            assert_eq!(cast.auditor.get(&format!("/fund-reports?{wrong}")).await.status, 400, "{wrong}");
        }
    }
}

on_both! {
    async fn a_report_shows_the_money_of_ones_own_area_to_those_who_keep_or_check_the_books(world: World) {
        let cast = Cast::new(&world).await;
        paid(&world, &cast).await;
        let fujian = Scope::Area(areas::find(&world.app.store.read(), "350000000000").await.unwrap().unwrap().path);
        let maker = world.person("经办外地", &[("finance_maker", fujian.clone())]).await;
        let approver = world.person("审批外地", &[("finance_approver", fujian)]).await;
        let fund = json!({ "code": "FJ-CZ", "name": "福建省财政资金", "source": "fiscal", "area_code": "350000000000" });
        let fund = id(&maker.post("/funds", fund).await.created());
        let body = json!({ "fiscal_year": 2026, "budget_line": "2080299 其他", "document_no": "闽财社〔2026〕1号", "amount": "700.00" });
        let allotment = id(&maker.post(&format!("/funds/{fund}/allotments"), body).await.created());
        approver.act(&format!("/allotments/{allotment}"), "approve", Value::Null).await.ok();

        let sources = |report: &Value| report["items"].as_array().unwrap().iter().map(|row| row["key"].clone()).collect::<Vec<_>>();
        assert_eq!(sources(&report(&maker, "period=2026").await), [json!("fiscal")]);
        assert_eq!(sources(&report(&cast.auditor, "period=2026").await), [json!("welfare_lottery")]);
        assert_eq!(report(&cast.auditor, &format!("period=2026&fund_id={fund}")).await["items"], json!([]));
        assert_eq!(maker.get("/fund-reports/payment-plan?year=2026").await.ok()["items"], json!([]));
        let everywhere = world.person("审计总", &[("auditor", Scope::Platform)]).await;
        assert_eq!(sources(&report(&everywhere, "period=2026").await), [json!("fiscal"), json!("welfare_lottery")]);
        for actor in [&cast.officer, &cast.reviewers[0]] {
            actor.get("/fund-reports?period=2026").await.refused(403, "forbidden");
            actor.get("/fund-reports/payment-plan").await.refused(403, "forbidden");
        }
    }
}

on_both! {
    async fn the_plan_says_what_is_to_be_paid_what_was_paid_and_what_is_late(world: World) {
        let cast = Cast::new(&world).await;
        let (_, project) = paid(&world, &cast).await;
        let (month, _) = month_of(&world.today());
        let path = format!("/projects/{project}");
        let plan = async || cast.director.get("/fund-reports/payment-plan?year=2026").await.ok();
        let first = plan().await;
        let sum = |plan: &Value, figure: &str| -> i64 {
            let amounts = plan["items"].as_array().unwrap().iter().map(|item| item[figure].as_str().unwrap().replace('.', ""));
            amounts.map(|fen| fen.parse::<i64>().unwrap()).sum()
        };
        assert_eq!((sum(&first, "planned"), sum(&first, "paid"), sum(&first, "overdue")), (10_000_000, 10_000_000, 0));
        assert_eq!(first["undated"], "100000.00");
        let paid_in = first["items"].as_array().unwrap().iter().find(|item| item["paid"] == "100000.00").unwrap();
        assert_eq!((&paid_in["month"], &paid_in["source"]), (&json!(month), &json!("welfare_lottery")));

        let tranche = steps::due_tranche(&cast, &path, 2).await;
        let due = cast.maker.get(&tranche).await.ok()["due_on"].as_str().unwrap().to_owned();
        assert_eq!(sum(&plan().await, "overdue"), 0);
        world.morning_after(&due);
        let late = plan().await;
        assert_eq!((sum(&late, "planned"), sum(&late, "overdue")), (18_000_000, 8_000_000));
        assert_eq!((&late["undated"], &late["as_of"]), (&json!("20000.00"), &json!(world.today())));
        let of_month = late["items"].as_array().unwrap().iter().find(|item| item["month"] == due[..7]).unwrap();
        assert_eq!(of_month["overdue"], "80000.00");
    }
}

on_both! {
    async fn a_payment_is_a_voucher_with_its_amount_in_capitals_and_drafts_for_both_systems(world: World) {
        let cast = Cast::new(&world).await;
        paid(&world, &cast).await;
        let journals = cast.auditor.get("/ledger/journals?limit=100").await.ok();
        let of = |event: &str| id(journals["items"].as_array().unwrap().iter().find(|journal| journal["event"] == event).unwrap());
        let voucher = async |event: &str| cast.maker.get(&format!("/ledger/journals/{}/voucher", of(event))).await.ok();
        let found = voucher("E08").await;
        assert_eq!((&found["amount"], &found["amount_upper"]), (&json!("100000.00"), &json!("壹拾万元整")));
        assert_eq!(found["journal"]["postings"].as_array().unwrap().len(), 4);
        let systems: Vec<&Value> = found["drafts"].as_array().unwrap().iter().map(|draft| &draft["system"]).collect();
        assert_eq!(systems, ["government", "nonprofit"]);
        let books: Vec<&Value> = found["drafts"][0]["entries"].as_array().unwrap().iter().map(|entry| &entry["books"]).collect();
        assert_eq!(books, ["financial", "budget"]);
        assert_eq!(found["drafts"][0]["entries"][0]["amount"], "100000.00");
        let reserved = voucher("E03").await;
        assert_eq!((&reserved["amount"], &reserved["drafts"]), (&json!("200000.00"), &json!([])));
        cast.officer.get(&format!("/ledger/journals/{}/voucher", of("E08"))).await.refused(403, "forbidden");
        cast.maker.get(&format!("/ledger/journals/{}/voucher", yichuang_tests::contract::NO_ID)).await.refused(404, "not_found");
    }
}

on_both! {
    async fn a_report_costs_two_statements_whatever_it_is_about(world: World) {
        let cast = Cast::new(&world).await;
        paid(&world, &cast).await;
        for path in ["/fund-reports?by=source", "/fund-reports?by=project", "/fund-reports?by=area", "/fund-reports/payment-plan"] {
            let (answer, heard) = world.statements.during(cast.auditor.get(path)).await;
            answer.ok();
            assert_eq!(yichuang_tests::statements::of_operation(heard).len(), 2, "{path}");
        }
    }
}
