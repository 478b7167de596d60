//! Amount tiers: a payment that is split meets the tier of its sum, and a write-off the highest.

use serde_json::{Value, json};
use yichuang_base::caller::Scope;
use yichuang_tests::steps::{self, Round, assert_none, id};
use yichuang_tests::{Actor, Cast, World, on_both};

/// From ¥150,000 on a second approver, from ¥190,000 on also the director.
fn tiers() -> Value {
    json!({
        "window_days": 90, "count_by": "payee", "reason": "按区内控办法",
        "tiers": [
            { "from": "150000.00", "hands": ["second_approver"] },
            { "from": "190000.00", "hands": ["second_approver", "director"] },
        ],
    })
}

async fn administrators(world: &World) -> (Actor, Actor) {
    let system = world.person("系统管理员", &[("system_admin", Scope::Platform)]).await;
    (system, world.person("安全管理员", &[("security_admin", Scope::Platform)]).await)
}

async fn in_force(world: &World) {
    let (system, security) = administrators(world).await;
    system.post("/payment-tiers", tiers()).await.created();
    security.push("/payment-tiers/1/confirm").await.ok();
}

/// An active project of ¥200,000 with tranches of ¥100,000, ¥80,000 and ¥20,000.
async fn active(world: &World, cast: &Cast) -> (Round, String) {
    let (round, mut projects) = steps::awarded_round(world, cast, &["200000.00"]).await;
    steps::active_project(cast, &round.grantees[0], &projects[0]).await;
    (round, projects.remove(0))
}

async fn requested(cast: &Cast, round: &Round, project: &str, seq: usize) -> String {
    let tranche = steps::due_tranche(cast, project, seq).await;
    round.grantees[0].owner.act(&tranche, "request", json!({ "note": "申请拨付" })).await.ok();
    tranche
}

/// Payments of these tranches of one project, all made out and then checked.
async fn checked(cast: &Cast, (round, project): &(Round, String), seqs: &[usize]) -> Vec<String> {
    let mut payments = Vec::new();
    for seq in seqs {
        let tranche = requested(cast, round, project, *seq).await;
        payments.push(steps::prepared_payment(cast, &tranche).await);
    }
    for payment in &payments {
        cast.checker.act(payment, "check", Value::Null).await.ok();
    }
    payments
}

async fn second_approver(world: &World) -> Actor {
    world.person("审批赵", &[("finance_approver", world.district().await)]).await
}

fn actions(shown: &Value) -> Vec<&str> {
    shown["available_actions"].as_array().unwrap().iter().map(|action| action["event"].as_str().unwrap()).collect()
}

on_both! {
    async fn a_split_payment_needs_the_second_approver_of_its_sum_and_says_why(world: World) {
        in_force(&world).await;
        let cast = Cast::new(&world).await;
        let second = second_approver(&world).await;
        let payments = checked(&cast, &active(&world, &cast).await, &[1, 2]).await;

        let shown = cast.approver.get(&payments[0]).await.ok();
        assert_eq!(shown["readiness"][0]["code"], "second_approver_needed");
        let words = "needs a second approver because 2 payments to this payee in 90 days total 180000.00";
        assert_eq!(shown["readiness"][0]["detail"], words);
        assert_eq!((&shown["demand"]["total"], &shown["demand"]["count"]), (&json!("180000.00"), &json!(2)));
        assert!(actions(&shown).contains(&"co_approve"));

        let first = cast.approver.act(&payments[0], "approve", Value::Null).await.ok();
        assert_eq!((&first["state"], first["approvals"].as_array().unwrap().len()), (&json!("checked"), 3));
        assert_eq!(steps::balance(&cast, "B55").await, "0.00", "nothing is let go by the first of two");
        let twice = cast.approver.act(&payments[0], "approve", Value::Null).await;
        assert_eq!(twice.faults(), ["/second_approver same_person"]);
        let done = second.act(&payments[0], "approve", Value::Null).await.ok();
        assert_eq!((&done["state"], &done["readiness"]), (&json!("approved"), &json!([])));
        assert_eq!(done["demand"]["hands"], json!(["second_approver"]), "what was asked for is kept");
        let steps: Vec<_> = done["approvals"].as_array().unwrap().iter().map(|hand| hand["step"].clone()).collect();
        assert_eq!(steps, ["maker", "checker", "approver", "second_approver"]);

        second.act(&payments[1], "approve", Value::Null).await.ok();
        assert_eq!(cast.approver.act(&payments[1], "approve", Value::Null).await.ok()["state"], "approved");
        let batch = steps::submitted_batch(&cast, &payments).await;
        assert_eq!(cast.maker.get(&batch).await.ok()["line_count"], 2);
        assert_none(&steps::broken_identities(&cast).await);
    }
}

on_both! {
    async fn of_two_parts_that_are_approved_at_once_neither_passes_with_three_hands(world: World) {
        in_force(&world).await;
        let cast = Cast::new(&world).await;
        let second = second_approver(&world).await;
        let payments = checked(&cast, &active(&world, &cast).await, &[1, 2]).await;
        let (a, b) = tokio::join!(
            cast.approver.act(&payments[0], "approve", Value::Null),
            second.act(&payments[1], "approve", Value::Null)
        );
        for answer in [a, b] {
            assert_eq!(answer.ok()["state"], "checked");
        }
        let (a, b) = tokio::join!(
            second.act(&payments[0], "approve", Value::Null),
            cast.approver.act(&payments[1], "approve", Value::Null)
        );
        for answer in [a, b] {
            assert_eq!(answer.ok()["state"], "approved");
        }
        assert_eq!(steps::balance(&cast, "B55").await, "180000.00");
    }
}

on_both! {
    async fn a_part_that_is_made_out_while_another_is_approved_counts_for_one_of_both_at_least(world: World) {
        in_force(&world).await;
        let cast = Cast::new(&world).await;
        let (round, project) = active(&world, &cast).await;
        let tranches = [requested(&cast, &round, &project, 1).await, requested(&cast, &round, &project, 2).await];
        let first = steps::prepared_payment(&cast, &tranches[0]).await;
        cast.checker.act(&first, "check", Value::Null).await.ok();
        let path = format!("{}/payment", tranches[1]);
        let (approved, made) = tokio::join!(cast.approver.act(&first, "approve", Value::Null), cast.maker.push(&path));
        approved.ok();
        let other = format!("/payments/{}", id(&made.created()));
        cast.checker.act(&other, "check", Value::Null).await.ok();
        let shown = cast.approver.act(&other, "approve", Value::Null).await.ok();
        assert_eq!(shown["state"], "checked", "the later part meets the tier of both");
    }
}

on_both! {
    async fn the_director_names_the_minutes_before_the_last_approver(world: World) {
        in_force(&world).await;
        let cast = Cast::new(&world).await;
        let second = second_approver(&world).await;
        let payments = checked(&cast, &active(&world, &cast).await, &[1, 2, 3]).await;
        let payment = &payments[2];
        cast.approver.act(payment, "approve", Value::Null).await.ok();
        let early = second.act(payment, "approve", Value::Null).await;
        assert_eq!(early.faults(), ["/director director_needed"]);
        early.refused(409, "not_payable");
        let minutes = json!({ "minutes": "天民党组纪要〔2026〕18号" });
        assert!(actions(&cast.director.get(payment).await.ok()).contains(&"endorse"));
        let endorsed = cast.director.act(payment, "endorse", minutes.clone()).await.ok();
        assert_eq!(endorsed["approvals"].as_array().unwrap().iter().find(|hand| hand["step"] == "director").unwrap()["note"], minutes["minutes"]);
        assert_eq!(second.act(payment, "approve", Value::Null).await.ok()["state"], "approved");
        cast.director.act(payment, "endorse", minutes).await.refused(409, "illegal_event");
    }
}

on_both! {
    async fn what_was_paid_longer_ago_than_the_window_is_not_added(world: World) {
        in_force(&world).await;
        let cast = Cast::new(&world).await;
        let project = active(&world, &cast).await;
        let first = checked(&cast, &project, &[1]).await.remove(0);
        assert_eq!(cast.approver.act(&first, "approve", Value::Null).await.ok()["state"], "approved");
        world.later(91 * 86_400);
        let later = checked(&cast, &project, &[2]).await.remove(0);
        let done = cast.approver.act(&later, "approve", Value::Null).await.ok();
        assert_eq!((&done["state"], &done["demand"]["count"]), (&json!("approved"), &json!(1)));
    }
}

on_both! {
    async fn tiers_are_proposed_by_one_administrator_and_confirmed_by_another(world: World) {
        let (system, security) = administrators(&world).await;
        let mut wrong = tiers();
        wrong["tiers"][1]["from"] = json!("150000.00");
        wrong["tiers"][1]["hands"] = json!(["director"]);
        let answer = system.post("/payment-tiers", wrong).await;
        assert_eq!(answer.faults(), ["/tiers/1/from not_rising", "/tiers/1/hands needs_less"]);
        answer.refused(422, "invalid");

        let shown = system.post("/payment-tiers", tiers()).await.created();
        assert_eq!((&shown["in_force"]["version"], &shown["proposed"]["version"], &shown["may_confirm"]), (&json!(0), &json!(1), &json!(false)));
        let both = world.login_of_person("系统管理员（第二账号）", &[("security_admin", Scope::Platform)], Some(system.id)).await;
        both.push("/payment-tiers/1/confirm").await.refused(409, "same_person");
        let shown = security.push("/payment-tiers/1/confirm").await.ok();
        assert_eq!((&shown["in_force"]["version"], &shown["proposed"]), (&json!(1), &Value::Null));
        security.push("/payment-tiers/1/confirm").await.refused(409, "illegal_event");
        security.push("/payment-tiers/7/confirm").await.refused(404, "not_found");
        assert!(world.sql("UPDATE payment_tiers SET document = '{}'").await.is_err(), "the database keeps what was confirmed");
        assert!(world.sql("DELETE FROM payment_tiers").await.is_err());
    }
}

on_both! {
    async fn a_payment_under_way_stays_under_the_tiers_it_was_made_out_by(world: World) {
        let cast = Cast::new(&world).await;
        let payments = checked(&cast, &active(&world, &cast).await, &[1, 2]).await;
        in_force(&world).await;
        assert_eq!(cast.approver.act(&payments[0], "approve", Value::Null).await.ok()["state"], "approved");
        let bound = "UPDATE payments SET tiers_version = 1 WHERE state = 'checked'";
        world.sql(bound).await.unwrap();
        let answer = cast.approver.act(&payments[1], "approve", Value::Null).await;
        assert_eq!(answer.faults(), ["/digest digest_changed"], "the version is part of what was approved");
    }
}
