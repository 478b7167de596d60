//! Money that moves without a payment: three hands on every order, limits by the ledger, nothing twice.

use axum::http::Method;
use serde_json::{Value, json};
use tokio::task::JoinSet;
use yichuang_tests::steps::{self, Round, assert_none, id};
use yichuang_tests::{Actor, Cast, World, on_both};

/// One project of ¥200,000 whose first tranche (¥100,000) the bank has paid.
pub(super) async fn paid(world: &World, cast: &Cast) -> (Round, String) {
    let (round, projects) = steps::awarded_round(world, cast, &["200000.00"]).await;
    pay_first(world, cast, &round, &projects[0]).await;
    (round, projects.into_iter().next().unwrap().replace("/projects/", ""))
}

/// Signs the agreement of the first project of a round, and lets the bank pay its first tranche.
async fn pay_first(world: &World, cast: &Cast, round: &Round, project: &str) {
    steps::active_project(cast, &round.grantees[0], project).await;
    let tranche = steps::requested_tranche(cast, &round.grantees[0], project).await;
    let payment = steps::approved_payment(cast, &tranche).await;
    let batch = steps::submitted_batch(cast, std::slice::from_ref(&payment)).await;
    let line = steps::bank_line(cast, &payment, "paid", &world.today(), "").await;
    cast.checker.act(&batch, "bank-return", steps::bank_return(&[line])).await.ok();
}

/// A round of one project of ¥200,000 that an allotment with ¥10,000 of its own pays, after `giver` has given it the rest.
async fn paid_out_of_adjusted(world: &World, cast: &Cast, receiver: &str, giver: &str) {
    executed(cast, order("adjustment", "190000.00", &json!({ "allotment_id": giver, "to_allotment_id": receiver }))).await;
    let mut scheme = steps::scheme(world, steps::PRESET).await;
    scheme["budget"]["cap_per_project"] = json!("500000.00");
    let round = steps::submitted_from(world, cast, receiver, "200000.00", &scheme, &["200000.00"]).await;
    steps::reviewed(world, cast, &round).await;
    let projects = steps::awarded(world, cast, &round).await;
    pay_first(world, cast, &round, &projects[0]).await;
}

on_both! {
    async fn adjusted_budget_is_paid_out_of_the_one_account_its_cash_came_in_to(world: World) {
        let cast = Cast::new(&world).await;
        let receiver = steps::approved_allotment(&world, &cast, "10000.00").await;
        let giver = sibling(&cast, &receiver, "290000.00").await;
        paid_out_of_adjusted(&world, &cast, &receiver, &giver).await;
        assert_balances(&cast, &[("B70", "100000.00"), ("F1002", "200000.00"), ("F3001", "-300000.00")]).await;
    }
}

on_both! {
    async fn adjusted_budget_of_another_account_of_the_bank_brings_its_cash_along(world: World) {
        let cast = Cast::new(&world).await;
        let receiver = steps::approved_allotment(&world, &cast, "10000.00").await;
        let giver = steps::approved_allotment(&world, &cast, "290000.00").await;
        paid_out_of_adjusted(&world, &cast, &receiver, &giver).await;
        assert_balances(&cast, &[("B70", "100000.00"), ("F1002", "200000.00"), ("F3001", "-300000.00")]).await;
        let code = |allotment: String| {
            let maker = cast.maker.clone();
            async move { maker.get(&format!("/allotments/{allotment}")).await.ok()["fund"]["code"].as_str().unwrap().to_owned() }
        };
        for (allotment, fen) in [(receiver, 10_000_000), (giver, 10_000_000)] {
            let held = format!("SELECT CAST(SUM(amount_fen) AS BIGINT) FROM balances WHERE account = 'F1002' AND detail = '{}'", code(allotment).await);
            assert_eq!(world.number(&held).await, fen);
        }
    }
}

pub(super) fn order(kind: &str, amount: &str, about: &Value) -> Value {
    let mut order = json!({ "kind": kind, "amount": amount, "reason": "按协议第七条办理", "evidence": "会议纪要 2026-18" });
    order.as_object_mut().unwrap().extend(about.as_object().unwrap().clone());
    order
}

/// An order with the first two hands on it.
async fn checked(cast: &Cast, order: Value) -> String {
    let made = cast.maker.post("/fund-orders", order).await.created();
    let path = format!("/fund-orders/{}", id(&made));
    cast.checker.act(&path, "check", Value::Null).await.ok();
    path
}

/// An order with all three hands on it.
pub(super) async fn executed(cast: &Cast, order: Value) -> String {
    let path = checked(cast, order).await;
    assert_eq!(cast.approver.act(&path, "approve", Value::Null).await.ok()["state"], "executed");
    path
}

/// A write-off with every hand of the highest tier.
async fn written_off(world: &World, cast: &Cast, order: Value) {
    let path = checked(cast, order).await;
    let second = world.person("审批赵", &[("finance_approver", world.district().await)]).await;
    assert_eq!(second.act(&path, "approve", Value::Null).await.ok()["state"], "checked");
    let early = cast.approver.act(&path, "approve", Value::Null).await;
    assert_eq!(early.faults(), ["/director director_needed"]);
    cast.director.act(&path, "endorse", json!({ "minutes": "天民党组纪要〔2026〕21号" })).await.ok();
    assert_eq!(cast.approver.act(&path, "approve", Value::Null).await.ok()["state"], "executed");
}

/// Another login of the same human being, with another role.
async fn again(world: &World, of: &Actor, role: &str) -> Actor {
    world.login_of_person(&format!("{}（第二账号）", of.name), &[(role, world.district().await)], Some(of.id)).await
}

async fn assert_balances(cast: &Cast, expected: &[(&str, &str)]) {
    for (account, amount) in expected {
        assert_eq!(steps::balance(cast, account).await, *amount, "{account}");
    }
    assert_none(&steps::broken_identities(cast).await);
}

/// The second allotment of a fund, approved.
async fn sibling(cast: &Cast, allotment: &str, amount: &str) -> String {
    let fund = cast.maker.get(&format!("/allotments/{allotment}")).await.ok()["fund"]["id"].clone();
    let body = json!({ "fiscal_year": 2026, "budget_line": "2296003 儿童关爱", "document_no": "天财社〔2026〕99号", "amount": amount });
    let made = cast.maker.post(&format!("/funds/{}/allotments", fund.as_str().unwrap()), body).await.created();
    let path = format!("/allotments/{}", id(&made));
    cast.approver.act(&path, "approve", Value::Null).await.ok();
    id(&made)
}

// ---- recovery ----------------------------------------------------------------------------------------------

on_both! {
    async fn what_was_paid_is_claimed_collected_given_up_and_used_again_and_the_books_hold_at_every_step(world: World) {
        let cast = Cast::new(&world).await;
        let (_, project) = paid(&world, &cast).await;
        assert_balances(&cast, &[("B70", "100000.00"), ("F1221", "0.00")]).await;

        let clawback = executed(&cast, order("clawback", "60000.00", &json!({ "project_id": project }))).await;
        assert_balances(&cast, &[("B70", "100000.00"), ("F1221", "60000.00")]).await;
        let about = json!({ "clawback_id": clawback.replace("/fund-orders/", "") });

        executed(&cast, order("clawback_receipt", "45000.00", &about)).await;
        assert_balances(&cast, &[("B70", "55000.00"), ("B80", "45000.00"), ("F1221", "15000.00")]).await;
        assert_eq!(cast.auditor.get(&clawback).await.ok()["receivable"], "15000.00");

        written_off(&world, &cast, order("write_off", "15000.00", &about)).await;
        assert_balances(&cast, &[("F1221", "0.00"), ("B70", "55000.00")]).await;

        let available = steps::balance(&cast, "B20").await;
        executed(&cast, order("reuse", "40000.00", &json!({ "project_id": project }))).await;
        executed(&cast, order("surrender", "5000.00", &json!({ "project_id": project }))).await;
        executed(&cast, order("unspent_return", "10000.00", &json!({ "project_id": project }))).await;
        assert_balances(&cast, &[("B80", "10000.00"), ("B70", "45000.00"), ("B95", "5000.00"), ("F3901", "5000.00")]).await;
        assert_ne!(steps::balance(&cast, "B20").await, available);

        let list = cast.auditor.get("/fund-orders?kind=clawback").await.ok();
        assert_eq!((&list["items"][0]["number"], &list["items"][0]["receivable"]), (&json!("SX2026-0001"), &json!("0.00")));
        let steps: Vec<_> = list["items"][0]["approvals"].as_array().unwrap().iter().map(|hand| hand["step"].clone()).collect();
        assert_eq!(steps, ["maker", "checker", "approver"]);
    }
}

on_both! {
    async fn nothing_is_claimed_returned_or_given_up_twice(world: World) {
        let cast = Cast::new(&world).await;
        let (_, project) = paid(&world, &cast).await;
        let about = json!({ "project_id": project });
        let above = cast.maker.post("/fund-orders", order("clawback", "100000.01", &about)).await;
        assert_eq!(above.faults(), ["/amount above_limit"]);
        assert_eq!(above.body["errors"][0]["limit"], "100000.00");

        let first = executed(&cast, order("clawback", "60000.00", &about)).await;
        assert_eq!(cast.maker.post("/fund-orders", order("clawback", "40000.01", &about)).await.faults(), ["/amount above_limit"]);
        assert_eq!(cast.maker.post("/fund-orders", order("unspent_return", "40000.01", &about)).await.faults(), ["/amount above_limit"]);
        let clawback = json!({ "clawback_id": first.replace("/fund-orders/", "") });
        written_off(&world, &cast, order("write_off", "60000.00", &clawback)).await;
        assert_eq!(cast.maker.post("/fund-orders", order("clawback", "40000.01", &about)).await.faults(), ["/amount above_limit"]);
        assert_eq!(cast.maker.post("/fund-orders", order("clawback_receipt", "0.01", &clawback)).await.faults(), ["/amount above_limit"]);
        assert_eq!(cast.maker.post("/fund-orders", order("reuse", "0.01", &about)).await.faults(), ["/amount above_limit"]);
        assert_none(&steps::broken_identities(&cast).await);
    }
}

on_both! {
    async fn of_two_claims_that_are_too_much_together_one_is_executed(world: World) {
        let cast = Cast::new(&world).await;
        let (_, project) = paid(&world, &cast).await;
        let about = json!({ "project_id": project });
        let orders = [
            checked(&cast, order("clawback", "70000.00", &about)).await,
            checked(&cast, order("clawback", "70000.00", &about)).await,
        ];
        let second = world.person("审批赵", &[("finance_approver", world.district().await)]).await;
        let (a, b) = tokio::join!(cast.approver.act(&orders[0], "approve", Value::Null), second.act(&orders[1], "approve", Value::Null));
        let mut statuses = [a.status.as_u16(), b.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409]);
        assert_balances(&cast, &[("F1221", "70000.00")]).await;
    }
}

// ---- three hands -------------------------------------------------------------------------------------------

on_both! {
    async fn three_persons_none_of_the_organisation_act_on_an_order_whichever_login_they_use(world: World) {
        let cast = Cast::new(&world).await;
        let (round, project) = paid(&world, &cast).await;
        let made = cast.maker.post("/fund-orders", order("clawback", "100.00", &json!({ "project_id": project }))).await.created();
        let path = format!("/fund-orders/{}", id(&made));
        let maker = again(&world, &cast.maker, "finance_checker").await;
        assert_eq!(maker.act(&path, "check", Value::Null).await.faults(), ["/checker same_person"]);
        let grantee = again(&world, &round.grantees[0].owner, "finance_checker").await;
        assert_eq!(grantee.act(&path, "check", Value::Null).await.faults(), ["/checker payee_person"]);
        let waits = maker.get(&path).await.ok();
        assert_eq!(waits["available_actions"][0]["blockers"][0]["code"], "same_person", "{waits:#}");
        cast.checker.act(&path, "check", Value::Null).await.ok();
        let checker = again(&world, &cast.checker, "finance_approver").await;
        checker.act(&path, "approve", Value::Null).await.refused(409, "hands_not_separate");
        cast.approver.act(&path, "approve", Value::Null).await.ok();
        cast.approver.act(&path, "reject", json!({ "reason": "已经执行的不能退回" })).await.refused(409, "illegal_event");
        assert_eq!(world.number("SELECT COUNT(*) FROM journals WHERE event = 'E11'").await, 1);
    }
}

on_both! {
    async fn approvals_of_an_order_lapse_after_thirty_days(world: World) {
        let cast = Cast::new(&world).await;
        let (_, project) = paid(&world, &cast).await;
        let path = checked(&cast, order("clawback", "100.00", &json!({ "project_id": project }))).await;
        world.later(30 * 86_400 + 1);
        let answer = cast.approver.act(&path, "approve", Value::Null).await;
        assert_eq!(answer.faults(), ["/maker approval_lapsed", "/checker approval_lapsed"]);
        answer.refused(409, "not_executable");
        let shown = cast.approver.get(&path).await.ok();
        let approve = shown["available_actions"].as_array().unwrap().iter().find(|action| action["event"] == "approve").cloned().unwrap();
        assert_eq!(approve["blockers"][0]["code"], "approval_lapsed");
        cast.approver.act(&path, "reject", json!({ "reason": "审批已过期，请重新办理" })).await.ok();
        assert_balances(&cast, &[("F1221", "0.00")]).await;
    }
}

on_both! {
    async fn an_order_is_refused_or_taken_back_with_a_reason_and_then_moves_nothing(world: World) {
        let cast = Cast::new(&world).await;
        let (_, project) = paid(&world, &cast).await;
        let about = json!({ "project_id": project });
        let refused = checked(&cast, order("clawback", "100.00", &about)).await;
        let answer = cast.approver.act(&refused, "reject", json!({ "reason": "依据不足" })).await.ok();
        assert_eq!((&answer["state"], &answer["refusal"]), (&json!("rejected"), &json!("依据不足")));
        let made = cast.maker.post("/fund-orders", order("clawback", "100.00", &about)).await.created();
        let path = format!("/fund-orders/{}", id(&made));
        let other = world.person("经办周", &[("finance_maker", world.district().await)]).await;
        other.act(&path, "withdraw", json!({ "reason": "不是我办的" })).await.refused(409, "not_maker");
        assert_eq!(cast.maker.act(&path, "withdraw", json!({ "reason": "金额有误" })).await.ok()["state"], "withdrawn");
        cast.approver.act(&path, "approve", Value::Null).await.refused(409, "illegal_event");
        assert_balances(&cast, &[("F1221", "0.00")]).await;
    }
}

on_both! {
    async fn the_database_refuses_to_change_or_remove_an_order_that_has_ended(world: World) {
        let cast = Cast::new(&world).await;
        let (_, project) = paid(&world, &cast).await;
        executed(&cast, order("clawback", "100.00", &json!({ "project_id": project }))).await;
        for sql in ["UPDATE fund_orders SET amount_fen = 1", "DELETE FROM fund_orders"] {
            assert!(world.sql(sql).await.is_err(), "{sql}");
        }
    }
}

// ---- adjustments -------------------------------------------------------------------------------------------

on_both! {
    async fn money_is_adjusted_inside_one_source_only_and_not_beyond_what_is_available(world: World) {
        let cast = Cast::new(&world).await;
        let from = steps::approved_allotment(&world, &cast, "100000.00").await;
        let to = sibling(&cast, &from, "1000.00").await;
        let about = |from: &str, to: &str| json!({ "allotment_id": from, "to_allotment_id": to });
        executed(&cast, order("adjustment", "30000.00", &about(&from, &to))).await;
        let balances = async |id: &str| cast.maker.get(&format!("/allotments/{id}")).await.ok()["balances"].clone();
        assert_eq!((&balances(&from).await["available"], &balances(&from).await["authority"]), (&json!("70000.00"), &json!("70000.00")));
        assert_eq!(balances(&to).await["available"], "31000.00");
        assert_none(&steps::broken_identities(&cast).await);

        let fiscal = json!({ "code": "TN-CZ", "name": "天宁区财政资金", "source": "fiscal", "area_code": "320402000000" });
        let fiscal = id(&cast.maker.post("/funds", fiscal).await.created());
        let body = json!({ "fiscal_year": 2026, "budget_line": "2080299 其他", "document_no": "天财社〔2026〕98号", "amount": "500.00" });
        let other = cast.maker.post(&format!("/funds/{fiscal}/allotments"), body).await.created();
        cast.approver.act(&format!("/allotments/{}", id(&other)), "approve", Value::Null).await.ok();
        let wrong = cast.maker.post("/fund-orders", order("adjustment", "70000.01", &about(&from, &id(&other)))).await;
        assert_eq!(wrong.faults(), ["/amount above_limit", "/to_allotment_id cross_source"]);
        let wrong = cast.maker.post("/fund-orders", order("adjustment", "0.00", &json!({ "allotment_id": from, "project_id": from }))).await;
        assert_eq!(wrong.faults(), ["/to_allotment_id missing", "/project_id unexpected", "/amount too_small"]);
        assert_eq!(cast.maker.post("/fund-orders", order("adjustment", "1.00", &about(&from, &from))).await.faults(), ["/to_allotment_id same_allotment"]);
    }
}

on_both! {
    async fn opposite_adjustments_at_once_all_go_through_and_no_fen_is_lost(world: World) {
        let cast = Cast::new(&world).await;
        let one = steps::approved_allotment(&world, &cast, "100000.00").await;
        let other = sibling(&cast, &one, "100000.00").await;
        let mut orders = Vec::new();
        for n in 0..8 {
            let (from, to) = if n % 2 == 0 { (&one, &other) } else { (&other, &one) };
            orders.push(checked(&cast, order("adjustment", "1000.00", &json!({ "allotment_id": from, "to_allotment_id": to }))).await);
        }
        let mut runners = JoinSet::new();
        for path in orders {
            let approver = cast.approver.clone();
            runners.spawn(async move { approver.act(&path, "approve", Value::Null).await });
        }
        while let Some(answer) = runners.join_next().await {
            answer.unwrap().ok();
        }
        for allotment in [&one, &other] {
            assert_eq!(cast.maker.get(&format!("/allotments/{allotment}")).await.ok()["balances"]["available"], "100000.00");
        }
        assert_balances(&cast, &[("B20", "200000.00")]).await;
    }
}

on_both! {
    async fn a_budget_that_is_cut_at_the_moment_of_an_award_pays_for_one_of_both(world: World) {
        let cast = Cast::new(&world).await;
        let round = steps::reviewed_call(&world, &cast, &["30000.00"]).await;
        let decision = steps::proposed_decision(&cast, &round.call).await;
        let allotment = cast.officer.get(&format!("/calls/{}", round.call)).await.ok()["allotment_id"].as_str().unwrap().to_owned();
        let available = cast.maker.get(&format!("/allotments/{allotment}")).await.ok()["balances"]["available"].clone();
        let to = sibling(&cast, &allotment, "1.00").await;
        let about = json!({ "allotment_id": allotment, "to_allotment_id": to });
        let cut = checked(&cast, order("adjustment", available.as_str().unwrap(), &about)).await;
        let award = format!("/decisions/{}/approve", id(&decision));
        let (a, b) = tokio::join!(
            cast.approver.act(&cut, "approve", Value::Null),
            cast.director.call(Method::POST, &award).if_match("\"1\"").json(steps::signature(&decision)).send(),
        );
        let mut statuses = [a.status.as_u16(), b.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409], "{} / {}", a.body, b.body);
        assert_none(&steps::broken_identities(&cast).await);
    }
}

// ---- the end of a project ----------------------------------------------------------------------------------

on_both! {
    async fn a_project_that_ends_early_gives_back_what_nobody_has_drawn_and_keeps_what_was_paid(world: World) {
        let cast = Cast::new(&world).await;
        let (_, project) = paid(&world, &cast).await;
        let path = format!("/projects/{project}");
        steps::due_tranche(&cast, &path, 2).await;
        let before = cast.director.get(&path).await.ok();
        let open: Vec<_> = before["tranches"].as_array().unwrap().iter().map(|tranche| tranche["state"].clone()).collect();
        assert_eq!(open[..2], ["paid", "due"]);
        assert!(before["available_actions"].as_array().unwrap().iter().any(|action| action["event"] == "terminate"), "{before:#}");
        let ended = cast.director.act(&path, "terminate", json!({ "reason": "中期评估不合格" })).await.ok();
        assert_eq!(ended["state"], "terminated");
        let states: Vec<_> = ended["tranches"].as_array().unwrap().iter().map(|tranche| tranche["state"].clone()).collect();
        assert_eq!(states[0], "paid");
        assert!(states[1..].iter().all(|state| *state == "cancelled"), "{states:?}");
        assert_balances(&cast, &[("B40", "0.00"), ("B50", "0.00"), ("B70", "100000.00"), ("F2202", "0.00")]).await;
        cast.director.act(&path, "terminate", json!({ "reason": "再次终止" })).await.refused(409, "illegal_event");
        executed(&cast, order("clawback", "100000.00", &json!({ "project_id": project }))).await;
        assert_balances(&cast, &[("F1221", "100000.00"), ("F5001", "0.00")]).await;
    }
}

on_both! {
    async fn a_project_without_a_signed_agreement_ends_and_its_award_is_available_again(world: World) {
        let cast = Cast::new(&world).await;
        let (round, projects) = steps::awarded_round(&world, &cast, &["200000.00"]).await;
        let agreement = cast.officer.post(&format!("{}/agreement", projects[0]), steps::agreement_document()).await.created();
        let agreement = format!("/agreements/{}", id(&agreement));
        cast.officer.act(&agreement, "offer", Value::Null).await.ok();
        steps::signed(&round.grantees[0].owner, &agreement).await;
        assert_eq!(steps::balance(&cast, "B30").await, "200000.00");
        cast.director.act(&projects[0], "terminate", json!({ "reason": "单位放弃立项" })).await.ok();
        assert_balances(&cast, &[("B30", "0.00"), ("B40", "0.00")]).await;
        let late = cast.director.get(&agreement).await.ok();
        assert_eq!(late["state"], "cancelled");
    }
}

on_both! {
    async fn a_project_whose_payment_is_under_way_does_not_end_before_it(world: World) {
        let cast = Cast::new(&world).await;
        let (round, projects) = steps::awarded_round(&world, &cast, &["200000.00"]).await;
        steps::active_project(&cast, &round.grantees[0], &projects[0]).await;
        let tranche = steps::requested_tranche(&cast, &round.grantees[0], &projects[0]).await;
        let payment = steps::approved_payment(&cast, &tranche).await;
        let answer = cast.director.act(&projects[0], "terminate", json!({ "reason": "中期评估不合格" })).await;
        assert_eq!(answer.faults().len(), 1);
        answer.refused(409, "payment_under_way");
        // At the same moment the payment goes into a file, or the project ends: never both.
        let batch = steps::approved_batch(&cast, std::slice::from_ref(&payment)).await;
        let (end, file) = tokio::join!(
            cast.director.act(&projects[0], "terminate", json!({ "reason": "中期评估不合格" })),
            cast.maker.act(&batch, "generate", Value::Null),
        );
        assert_eq!((end.status.as_u16(), file.status.as_u16()), (409, 200), "{} / {}", end.body, file.body);
        assert_none(&steps::broken_identities(&cast).await);
    }
}
