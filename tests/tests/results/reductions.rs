//! A reduction falls on the instalments that nobody has asked for, to the fen, through three hands; what was signed is what is
//! carried out.

use serde_json::{Value, json};
use yichuang_tests::closing::assert_sound;
use yichuang_tests::steps::{self, Round, balance, id};
use yichuang_tests::{Cast, World, on_both};

/// An active project of ¥200,000 with instalments of ¥100,000, ¥80,000 and ¥20,000; the first two are due.
async fn active(world: &World, cast: &Cast) -> (Round, String) {
    let (round, mut projects) = steps::awarded_round(world, cast, &["200000.00"]).await;
    steps::active_project(cast, &round.grantees[0], &projects[0]).await;
    steps::due_tranche(cast, &projects[0], 1).await;
    steps::due_tranche(cast, &projects[0], 2).await;
    (round, projects.remove(0))
}

fn order(project: &str, amount: &str) -> Value {
    let project = project.replace("/projects/", "");
    json!({ "kind": "reduction", "amount": amount, "project_id": project, "reason": "中期评估核减", "evidence": "会议纪要 2026-18" })
}

/// Made and checked; the path.
async fn checked(cast: &Cast, project: &str, amount: &str) -> String {
    let path = format!("/fund-orders/{}", id(&cast.maker.post("/fund-orders", order(project, amount)).await.created()));
    cast.checker.act(&path, "check", Value::Null).await.ok();
    path
}

fn amounts(project: &Value) -> Vec<(&str, &str)> {
    project["tranches"].as_array().unwrap().iter().map(|row| (row["amount"].as_str().unwrap(), row["state"].as_str().unwrap())).collect()
}

on_both! {
    async fn a_reduction_falls_on_what_is_open_to_the_fen_and_the_organisation_sees_from_what_to_what(world: World) {
        let cast = Cast::new(&world).await;
        let (round, project) = active(&world, &cast).await;
        let owner = &round.grantees[0].owner;
        owner.act(&steps::tranche(&cast, &project, 1).await, "request", json!({ "note": "申请首期" })).await.ok();

        let refused = cast.maker.post("/fund-orders", order(&project, "100000.01")).await;
        assert_eq!(refused.faults(), ["/amount above_limit"]);
        assert_eq!((&refused.body["errors"][0]["limit"], &refused.body["errors"][0]["actual"]), (&json!("100000.00"), &json!("100000.01")));
        let path = checked(&cast, &project, "33333.33").await;
        let shown = cast.approver.get(&path).await.ok();
        let cuts: Vec<_> = shown["reduction"]["tranches"].as_array().unwrap().iter().map(|cut| cut["to"].as_str().unwrap()).collect();
        assert_eq!((cuts, &shown["reduction"]["to"]), (vec!["53333.34", "13333.33"], &json!("166666.67")));
        cast.approver.act(&path, "approve", Value::Null).await.ok();

        let after = owner.get(&project).await.ok();
        assert_eq!(amounts(&after), [("100000.00", "requested"), ("53333.34", "due"), ("13333.33", "planned")]);
        assert_eq!((&after["approved"], &after["totals"]["contracted"]), (&json!("166666.67"), &json!("166666.67")));
        let told = &after["reductions"][0];
        assert_eq!((&told["from"], &told["to"], &told["reason"]), (&json!("200000.00"), &json!("166666.67"), &json!("中期评估核减")));
        assert_eq!(world.number("SELECT COUNT(*) FROM outbox WHERE payload LIKE '%核减为 166666.67 元%'").await, 1);
        let books = [balance(&cast, "B20").await, balance(&cast, "B40").await, balance(&cast, "B50").await, balance(&cast, "F2202").await];
        assert_eq!(books, ["33333.33", "13333.33", "153333.34", "-153333.34"]);
        assert_sound(&world, &cast).await;

        // Everything that is open: its instalments are cancelled, what was asked for is still paid.
        let path = checked(&cast, &project, "66666.67").await;
        cast.approver.act(&path, "approve", Value::Null).await.ok();
        let after = owner.get(&project).await.ok();
        assert_eq!(amounts(&after).iter().map(|(_, state)| *state).collect::<Vec<_>>(), ["requested", "cancelled", "cancelled"]);
        assert_eq!((&after["approved"], after["reductions"].as_array().unwrap().len()), (&json!("100000.00"), 2));
        let books = [balance(&cast, "B20").await, balance(&cast, "B40").await, balance(&cast, "B50").await];
        assert_eq!(books, ["100000.00", "0.00", "100000.00"]);
        let tranche = steps::tranche(&cast, &project, 1).await;
        steps::approved_payment(&cast, &tranche).await;
        assert_sound(&world, &cast).await;
    }
}

on_both! {
    async fn a_reduction_and_a_payment_request_at_once_one_comes_first_and_what_was_signed_is_what_is_done(world: World) {
        let cast = Cast::new(&world).await;
        let (round, project) = active(&world, &cast).await;
        let nothing = cast.maker.post("/fund-orders", order(&project, "200000.00")).await;
        assert_eq!(nothing.faults(), ["/amount nothing_left"]);
        let path = checked(&cast, &project, "50000.00").await;
        let tranche = steps::tranche(&cast, &project, 2).await;
        let owner = &round.grantees[0].owner;
        let (approved, requested) = tokio::join!(
            cast.approver.act(&path, "approve", Value::Null),
            owner.act(&tranche, "request", json!({ "note": "申请第二期" })),
        );
        let after = owner.get(&project).await.ok();
        let (amount, state) = amounts(&after)[1];
        if approved.status == 200 {
            assert_eq!(amount, "60000.00");
            assert!((requested.status == 412 && state == "due") || (requested.status == 200 && state == "requested"), "{}", requested.body);
        } else {
            assert_eq!(approved.faults(), ["/amount figures_changed"]);
            approved.refused(409, "not_executable");
            assert_eq!((amount, state), ("80000.00", "requested"));
            let again = checked(&cast, &project, "50000.00").await;
            cast.approver.act(&again, "approve", Value::Null).await.ok();
        }
        let after = owner.get(&project).await.ok();
        assert_eq!((&after["approved"], balance(&cast, "B20").await), (&json!("150000.00"), "50000.00".to_owned()));
        assert_sound(&world, &cast).await;
    }
}
