//! After the end of a year everything goes on: what was with the bank, what comes back, what is claimed, what ends and what
//! begins. The books hold after every step.

use serde_json::{Value, json};
use yichuang_tests::closing::{self, DECEMBER, NEW_YEAR, assert_sound, balances, successor};
use yichuang_tests::steps::{self, Round, id};
use yichuang_tests::{Cast, World, on_both};

/// A round whose payments were approved in December.
async fn approved_in_december(world: &World, cast: &Cast, requests: &[&str]) -> (Round, Vec<String>, Vec<String>) {
    let (round, projects) = steps::awarded_round(world, cast, requests).await;
    world.at(DECEMBER);
    let mut payments = Vec::new();
    for (grantee, project) in round.grantees.iter().zip(&projects) {
        steps::active_project(cast, grantee, project).await;
        let tranche = steps::requested_tranche(cast, grantee, project).await;
        payments.push(steps::approved_payment(cast, &tranche).await);
    }
    (round, projects, payments)
}

/// The bank's word on a payment.
async fn answered(world: &World, cast: &Cast, batch: &str, payment: &str, result: &str) -> Value {
    let line = steps::bank_line(cast, payment, result, &world.today(), "账户户名不符").await;
    cast.checker.act(batch, "bank-return", steps::bank_return(&[line])).await.ok()
}

/// A payment of a tranche from its request to the bank's word that it is paid.
async fn paid(world: &World, cast: &Cast, round: &Round, tranche: &str) -> (String, String) {
    round.grantees[0].owner.act(tranche, "request", json!({ "note": "申请拨付" })).await.ok();
    let payment = steps::approved_payment(cast, tranche).await;
    let batch = steps::submitted_batch(cast, std::slice::from_ref(&payment)).await;
    answered(world, cast, &batch, &payment, "paid").await;
    (payment, batch)
}

/// The year of the round, closed in January; the allotment that goes on.
async fn year_over(world: &World, cast: &Cast, round: &Round) -> String {
    world.at(NEW_YEAR);
    let fund = closing::fund_of(cast, &round.allotment).await;
    let closed = closing::closed(cast, &fund, 2026).await;
    assert_sound(world, cast).await;
    successor(&closed, &round.allotment)
}

async fn executed(cast: &Cast, kind: &str, amount: &str, about: Value) -> String {
    let mut order = json!({ "kind": kind, "amount": amount, "reason": "按协议第七条办理", "evidence": "会议纪要 2027-01" });
    order.as_object_mut().unwrap().extend(about.as_object().unwrap().clone());
    let path = format!("/fund-orders/{}", id(&cast.maker.post("/fund-orders", order).await.created()));
    cast.checker.act(&path, "check", Value::Null).await.ok();
    assert_eq!(cast.approver.act(&path, "approve", Value::Null).await.ok()["state"], "executed");
    path
}

/// What an account holds in one allotment.
async fn at(cast: &Cast, allotment: &str, account: &str) -> String {
    let trial = cast.auditor.get("/ledger/trial-balance").await.ok();
    let of = trial["by_allotment"].as_array().unwrap().iter().find(|row| row["allotment_id"] == allotment).unwrap().clone();
    let found = of["accounts"].as_array().unwrap().iter().find(|row| row["code"] == account).cloned();
    found.map_or_else(|| "0.00".to_owned(), |row| row["balance"].as_str().unwrap().to_owned())
}

// ---- with the bank over the end of the year ----------------------------------------------------------------

on_both! {
    async fn what_was_with_the_bank_is_paid_or_refused_in_the_new_year(world: World) {
        let cast = Cast::new(&world).await;
        let (round, _, payments) = approved_in_december(&world, &cast, &["200000.00", "100000.00"]).await;
        let batch = steps::submitted_batch(&cast, &payments).await;
        let new = year_over(&world, &cast, &round).await;
        assert_eq!((at(&cast, &new, "B60").await, at(&cast, &round.allotment, "B60").await), ("150000.00".into(), "0.00".into()));
        assert_eq!(at(&cast, &round.allotment, "F1201").await, "-150000.00", "cash and what is owed stay where the cash came in");

        answered(&world, &cast, &batch, &payments[0], "paid").await;
        assert_eq!((at(&cast, &new, "B70").await, at(&cast, &round.allotment, "B70").await), ("100000.00".into(), "0.00".into()));
        assert_eq!((at(&cast, &new, "F1002").await, at(&cast, &round.allotment, "F1002").await), ("0.00".into(), "200000.00".into()));
        assert_sound(&world, &cast).await;
        answered(&world, &cast, &batch, &payments[1], "rejected").await;
        assert_eq!(at(&cast, &new, "B50").await, "50000.00");
        assert_sound(&world, &cast).await;

        // What was refused begins again, out of the new year.
        let tranche = cast.maker.get(&payments[1]).await.ok()["tranche"]["id"].as_str().unwrap().to_owned();
        let tranche = format!("/tranches/{tranche}");
        round.grantees[1].owner.act(&tranche, "request", json!({ "note": "账户已更正" })).await.ok();
        let payment = steps::approved_payment(&cast, &tranche).await;
        let batch = steps::submitted_batch(&cast, std::slice::from_ref(&payment)).await;
        answered(&world, &cast, &batch, &payment, "paid").await;
        assert_eq!(at(&cast, &new, "B70").await, "150000.00");
        assert_sound(&world, &cast).await;
    }
}

on_both! {
    async fn an_approval_of_the_old_year_is_taken_back_in_the_new_one(world: World) {
        let cast = Cast::new(&world).await;
        let (round, _, payments) = approved_in_december(&world, &cast, &["200000.00"]).await;
        let new = year_over(&world, &cast, &round).await;
        cast.approver.act(&payments[0], "withdraw-approval", json!({ "reason": "资料有误" })).await.ok();
        assert_eq!((at(&cast, &new, "B50").await, at(&cast, &new, "B55").await), ("100000.00".into(), "0.00".into()));
        assert_sound(&world, &cast).await;
    }
}

// ---- what comes back ---------------------------------------------------------------------------------------

on_both! {
    async fn money_of_a_closed_year_that_comes_back_is_due_again_in_the_open_one(world: World) {
        let cast = Cast::new(&world).await;
        let (round, _, payments) = approved_in_december(&world, &cast, &["200000.00"]).await;
        let batch = steps::submitted_batch(&cast, &payments).await;
        answered(&world, &cast, &batch, &payments[0], "paid").await;
        let new = year_over(&world, &cast, &round).await;
        assert_eq!((at(&cast, &round.allotment, "B70").await, at(&cast, &new, "B70").await), ("100000.00".into(), "0.00".into()));

        let answer = answered(&world, &cast, &batch, &payments[0], "退汇").await;
        assert_eq!(answer["returned_count"], 1);
        assert_eq!((at(&cast, &round.allotment, "B70").await, at(&cast, &round.allotment, "B50").await), ("0.00".into(), "0.00".into()));
        assert_eq!((at(&cast, &new, "B50").await, at(&cast, &new, "B40").await), ("100000.00".into(), "100000.00".into()));
        assert_eq!(at(&cast, &round.allotment, "F1002").await, "200000.00");
        assert_eq!(world.number("SELECT COUNT(*) FROM journals WHERE event = 'E10'").await, 1);
        assert_sound(&world, &cast).await;

        let tranche = cast.maker.get(&payments[0]).await.ok()["tranche"]["id"].as_str().unwrap().to_owned();
        paid(&world, &cast, &round, &format!("/tranches/{tranche}")).await;
        assert_eq!((at(&cast, &new, "B70").await, at(&cast, &round.allotment, "F1002").await), ("100000.00".into(), "100000.00".into()));
        assert_sound(&world, &cast).await;
    }
}

on_both! {
    async fn what_was_paid_in_two_years_is_recovered_from_the_latest_first(world: World) {
        let cast = Cast::new(&world).await;
        let (round, projects, payments) = approved_in_december(&world, &cast, &["200000.00"]).await;
        let batch = steps::submitted_batch(&cast, &payments).await;
        answered(&world, &cast, &batch, &payments[0], "paid").await;
        let new = year_over(&world, &cast, &round).await;
        let tranche = steps::due_tranche(&cast, &projects[0], 2).await;
        assert_eq!(at(&cast, &new, "B50").await, "80000.00");
        let (second, second_batch) = paid(&world, &cast, &round, &tranche).await;
        assert_eq!(cast.officer.get(&projects[0]).await.ok()["totals"]["paid"], "180000.00", "of both years");
        let project = json!({ "project_id": projects[0].replace("/projects/", "") });
        let here = async |account: &str| (at(&cast, &round.allotment, account).await, at(&cast, &new, account).await);
        let both = |old: &str, new: &str| (old.to_owned(), new.to_owned());

        let clawback = executed(&cast, "clawback", "100000.00", project.clone()).await;
        assert_eq!(here("F1221").await, both("100000.00", "0.00"));
        assert_sound(&world, &cast).await;
        let about = json!({ "clawback_id": clawback.replace("/fund-orders/", "") });
        executed(&cast, "clawback_receipt", "90000.00", about).await;
        assert_eq!((here("B70").await, here("B80").await), (both("90000.00", "0.00"), both("10000.00", "80000.00")));
        assert_sound(&world, &cast).await;
        executed(&cast, "unspent_return", "5000.00", project.clone()).await;
        assert_eq!((here("B70").await, here("B80").await), (both("85000.00", "0.00"), both("15000.00", "80000.00")));
        assert_sound(&world, &cast).await;

        let order = json!({ "kind": "reuse", "amount": "80000.01", "reason": "转回可用", "evidence": "纪要", "project_id": project["project_id"] });
        let refused = cast.maker.post("/fund-orders", order).await;
        assert_eq!((refused.faults(), &refused.body["errors"][0]["actual"]), (vec!["/kind year_closed".to_owned()], &json!("2026")));
        executed(&cast, "reuse", "60000.00", project.clone()).await;
        assert_eq!(at(&cast, &new, "B20").await, "60000.00");
        executed(&cast, "surrender", "35000.00", project).await;
        assert_eq!((here("B80").await, here("B95").await), (both("0.00", "0.00"), both("15000.00", "20000.00")));
        assert_sound(&world, &cast).await;

        // What the bank sends back now was paid in the new year, and what is left of it lies in the closed one.
        let answer = answered(&world, &cast, &second_batch, &second, "退汇").await;
        assert_eq!(answer["returned_count"], 1, "{answer:#}");
        assert_eq!((at(&cast, &round.allotment, "B70").await, at(&cast, &new, "B50").await), ("5000.00".into(), "80000.00".into()));
        assert_sound(&world, &cast).await;
    }
}

// ---- what ends and what begins -----------------------------------------------------------------------------

on_both! {
    async fn a_project_that_ends_in_the_new_year_gives_back_to_it(world: World) {
        let cast = Cast::new(&world).await;
        let (round, projects) = steps::awarded_round(&world, &cast, &["200000.00", "100000.00"]).await;
        steps::active_project(&cast, &round.grantees[0], &projects[0]).await;
        steps::due_tranche(&cast, &projects[0], 1).await;
        let new = year_over(&world, &cast, &round).await;
        assert_eq!((at(&cast, &new, "B30").await, at(&cast, &new, "B50").await), ("100000.00".into(), "100000.00".into()));
        for project in &projects {
            cast.director.act(project, "terminate", json!({ "reason": "单位放弃" })).await.ok();
            assert_sound(&world, &cast).await;
        }
        assert_eq!((at(&cast, &new, "B20").await, at(&cast, &new, "B40").await), ("300000.00".into(), "0.00".into()));
        assert_eq!(at(&cast, &round.allotment, "F2202").await, "0.00");
    }
}

on_both! {
    async fn a_call_whose_allotment_was_carried_awards_from_the_new_one(world: World) {
        let cast = Cast::new(&world).await;
        let round = steps::reviewed_call(&world, &cast, &["200000.00"]).await;
        let new = year_over(&world, &cast, &round).await;
        assert_eq!(at(&cast, &new, "B20").await, "200000.00");
        steps::approved_decision(&cast, &round.call).await;
        assert_eq!((at(&cast, &new, "B20").await, at(&cast, &new, "B30").await), ("0.00".into(), "200000.00".into()));
        assert_eq!(at(&cast, &round.allotment, "B30").await, "0.00");
        assert_sound(&world, &cast).await;
    }
}

on_both! {
    async fn an_award_of_the_old_year_is_agreed_and_paid_in_the_new_one(world: World) {
        let cast = Cast::new(&world).await;
        let (round, projects) = steps::awarded_round(&world, &cast, &["200000.00"]).await;
        let new = year_over(&world, &cast, &round).await;
        steps::active_project(&cast, &round.grantees[0], &projects[0]).await;
        assert_eq!((at(&cast, &new, "B30").await, at(&cast, &new, "B40").await), ("0.00".into(), "200000.00".into()));
        let tranche = steps::due_tranche(&cast, &projects[0], 1).await;
        paid(&world, &cast, &round, &tranche).await;
        assert_eq!((at(&cast, &new, "B40").await, at(&cast, &new, "B70").await), ("100000.00".into(), "100000.00".into()));
        assert_eq!((at(&cast, &new, "F1002").await, at(&cast, &round.allotment, "F1002").await), ("0.00".into(), "100000.00".into()));
        assert_sound(&world, &cast).await;
    }
}

on_both! {
    async fn what_was_carried_is_carried_again_and_its_cash_stays_where_it_came_in(world: World) {
        let cast = Cast::new(&world).await;
        let (round, projects, payments) = approved_in_december(&world, &cast, &["200000.00"]).await;
        let batch = steps::submitted_batch(&cast, &payments).await;
        answered(&world, &cast, &batch, &payments[0], "paid").await;
        let second = year_over(&world, &cast, &round).await;
        world.at("2028-01-04T01:00:00Z");
        let fund = closing::fund_of(&cast, &round.allotment).await;
        let closed = closing::closed(&cast, &fund, 2027).await;
        let third = successor(&closed, &second);
        let view = cast.maker.get(&format!("/allotments/{third}")).await.ok();
        assert_eq!((&view["fiscal_year"], &view["origin_id"], &view["amount"]), (&json!(2028), &json!(round.allotment), &json!("100000.00")));
        assert_sound(&world, &cast).await;
        // The bank sends back what it paid two years before, and the whole of it is paid out of the third year.
        answered(&world, &cast, &batch, &payments[0], "退汇").await;
        assert_eq!((at(&cast, &third, "B50").await, at(&cast, &second, "B50").await), ("100000.00".into(), "0.00".into()));
        assert_sound(&world, &cast).await;
        let tranche = steps::due_tranche(&cast, &projects[0], 2).await;
        paid(&world, &cast, &round, &tranche).await;
        assert_eq!((at(&cast, &third, "B70").await, at(&cast, &round.allotment, "F1002").await), ("80000.00".into(), "120000.00".into()));
        assert_sound(&world, &cast).await;
    }
}

on_both! {
    async fn a_carried_and_a_fresh_allotment_of_one_line_and_year_are_kept_apart(world: World) {
        let cast = Cast::new(&world).await;
        let (round, projects) = steps::awarded_round(&world, &cast, &["200000.00"]).await;
        steps::active_project(&cast, &round.grantees[0], &projects[0]).await;
        let carried = year_over(&world, &cast, &round).await;
        let fund = closing::fund_of(&cast, &round.allotment).await;
        let body = json!({ "fiscal_year": 2027, "budget_line": "2296002 为老服务", "document_no": "天财社〔2027〕1号", "amount": "50000.00" });
        let fresh = id(&cast.maker.post(&format!("/funds/{fund}/allotments"), body.clone()).await.created());
        cast.approver.act(&format!("/allotments/{fresh}"), "approve", Value::Null).await.ok();
        cast.maker.post(&format!("/funds/{fund}/allotments"), body).await.refused(409, "allotment_exists");
        let open = cast.maker.get(&format!("/allotments?fund_id={fund}&fiscal_year=2027&state=approved")).await.ok();
        assert_eq!(open["items"].as_array().unwrap().len(), 2);

        let tranche = steps::due_tranche(&cast, &projects[0], 1).await;
        paid(&world, &cast, &round, &tranche).await;
        assert_eq!((at(&cast, &carried, "B70").await, at(&cast, &fresh, "B70").await), ("100000.00".into(), "0.00".into()));
        assert_eq!((at(&cast, &fresh, "F1002").await, balances(&cast, &fresh).await["available"].clone()), ("50000.00".into(), json!("50000.00")));
        // A new call names the one or the other.
        let mut call = steps::call_document("50000.00", &fresh, &Value::Null);
        for (key, value) in [("opens_at", "2027-01-04T00:00:00Z"), ("closes_at", "2027-02-10T16:00:00Z")] {
            call[key] = json!(value);
        }
        call["year"] = json!(2027);
        let call = id(&cast.officer.post("/calls", call).await.created());
        assert_eq!(cast.officer.get(&format!("/calls/{call}")).await.ok()["allotment_id"], json!(fresh));
        world.at("2028-01-04T01:00:00Z");
        let closed = closing::closed(&cast, &fund, 2027).await;
        assert_eq!((closed["allotment_count"].clone(), closed["carried"].clone()), (json!(2), json!("150000.00")));
        assert_ne!(successor(&closed, &fresh), successor(&closed, &carried));
        assert_sound(&world, &cast).await;
    }
}
