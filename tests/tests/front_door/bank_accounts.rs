//! Accounts that money is paid to: a second person, a day of rest, and payments that lose their approvals.

use std::sync::Arc;

use axum::http::Method;
use serde_json::{Value, json};
use tokio::sync::Barrier;
use yichuang_base::caller::Scope;
use yichuang_store::ids::OrganisationId;
use yichuang_tests::steps::{self, Grantee, assert_none, id};
use yichuang_tests::{Actor, Cast, on_both};

const NUMBER: &str = "620001000000000776";
const DAY: i64 = 24 * 3600;

fn scope(grantee: &Grantee) -> Scope {
    Scope::Organisation(OrganisationId(grantee.id.parse().unwrap()))
}

/// The change the owner asks for, as a path.
async fn requested(grantee: &Grantee) -> String {
    grantee.owner.put(&grantee.path(), "bank-account", steps::bank_account(&grantee.name, NUMBER)).await.ok();
    let changes = grantee.owner.get(&format!("{}/account-changes", grantee.path())).await.ok();
    format!("/account-changes/{}", id(&changes["items"][0]))
}

async fn state(actor: &Actor, thing: &str) -> String {
    actor.get(thing).await.ok()["state"].as_str().unwrap().to_owned()
}

async fn tail(grantee: &Grantee) -> String {
    grantee.owner.get(&grantee.path()).await.ok()["bank_account"]["masked_number"].as_str().unwrap().to_owned()
}

on_both! {
    async fn a_change_needs_a_second_person_and_a_day_before_it_takes_effect(world: World) {
        let cast = Cast::new(&world).await;
        let grantee = steps::verified_organisation(&world, &cast).await;
        let finance = world.person("财务赵", &[("applicant_finance", scope(&grantee))]).await;
        let before = tail(&grantee).await;
        let change = requested(&grantee).await;
        assert_eq!(tail(&grantee).await, before, "asking changes nothing");
        grantee.owner.put(&grantee.path(), "bank-account", steps::bank_account(&grantee.name, NUMBER)).await.refused(409, "account_change_open");

        grantee.owner.act(&change, "confirm", Value::Null).await.refused(409, "same_person");
        let twin = world.login_of_person("林芳", &[("applicant_finance", scope(&grantee))], Some(grantee.owner.id)).await;
        twin.act(&change, "confirm", Value::Null).await.refused(409, "same_person");
        cast.officer.act(&change, "confirm", Value::Null).await.refused(409, "second_person_exists");
        let shown = grantee.owner.get(&change).await.ok();
        assert_eq!(shown["available_actions"][0]["blockers"][0]["code"], "same_person");
        assert!(!shown.to_string().contains(NUMBER), "{shown}");

        let confirmed = finance.act(&change, "confirm", Value::Null).await.ok();
        assert_eq!((confirmed["state"].as_str(), confirmed["confirmed_as"].as_str()), (Some("confirmed"), Some("organisation")));
        world.later(DAY - 1);
        assert_eq!(steps::clock_strikes(&world).await, 0);
        assert_eq!(tail(&grantee).await, before, "it rests for the whole day");
        world.later(1);
        assert_eq!(steps::clock_strikes(&world).await, 1);
        assert_eq!(tail(&grantee).await, "**** **** 0776");
        assert_eq!(state(&finance, &change).await, "active");
        assert_eq!(steps::clock_strikes(&world).await, 0, "what was done is not done again");
        finance.act(&change, "cancel", json!({ "reason": "太晚了" })).await.refused(409, "illegal_event");
    }
}

on_both! {
    async fn an_officer_confirms_where_the_organisation_has_nobody_else_and_every_owner_is_told(world: World) {
        let cast = Cast::new(&world).await;
        let grantee = steps::verified_organisation(&world, &cast).await;
        world.person("编辑钱", &[("applicant_editor", scope(&grantee))]).await;
        let mails = || world.number("SELECT COUNT(*) FROM outbox WHERE payload LIKE '%收款账户变更%'");
        assert_eq!(mails().await, 0);
        let change = requested(&grantee).await;
        assert_eq!(mails().await, 1);
        let confirmed = cast.officer.act(&change, "confirm", Value::Null).await.ok();
        assert_eq!(confirmed["confirmed_as"], "officer");
        assert_eq!(mails().await, 2);
        world.later(DAY);
        steps::clock_strikes(&world).await;
        assert_eq!(mails().await, 3);
        assert_eq!(world.number("SELECT COUNT(*) FROM outbox WHERE payload LIKE '%part=account%'").await, 3, "each says where to stop it");
    }
}

on_both! {
    async fn a_change_that_is_stopped_never_takes_effect(world: World) {
        let cast = Cast::new(&world).await;
        let grantee = steps::verified_organisation(&world, &cast).await;
        let second = world.person("第二负责人", &[("applicant_owner", scope(&grantee))]).await;
        let before = tail(&grantee).await;
        let change = requested(&grantee).await;
        second.act(&change, "confirm", Value::Null).await.ok();
        let stopped = second.act(&change, "cancel", json!({ "reason": "并非本单位申请" })).await.ok();
        assert_eq!((stopped["state"].as_str(), stopped["reason"].as_str()), (Some("cancelled"), Some("并非本单位申请")));
        world.later(2 * DAY);
        assert_eq!(steps::clock_strikes(&world).await, 0);
        assert_eq!(tail(&grantee).await, before);
        let again = requested(&grantee).await;
        cast.officer.act(&again, "cancel", json!({ "reason": "电话核实，非本单位申请" })).await.ok();
        assert_eq!(state(&second, &again).await, "cancelled");
    }
}

on_both! {
    async fn a_number_in_full_is_an_act_on_the_record_and_is_kept_nowhere(world: World) {
        let cast = Cast::new(&world).await;
        let grantee = steps::verified_organisation(&world, &cast).await;
        requested(&grantee).await;
        let changes = grantee.owner.get(&format!("{}/account-changes", grantee.path())).await.ok();
        let reveal = format!("/bank-accounts/{}/reveal", id(&changes["items"][0]["account"]));
        cast.maker.post(&reveal, json!({})).await.refused(422, "invalid");
        let ask = || cast.maker.call(Method::POST, &reveal).key("one").json(json!({ "reason": "电话核对账号" })).send();
        assert_eq!(ask().await.ok()["account_number"], NUMBER);
        ask().await.refused(409, "answer_not_kept");
        assert_eq!(world.number(&format!("SELECT COUNT(*) FROM idempotency_keys WHERE sealed_body LIKE '%{NUMBER}%'")).await, 0);
        assert_eq!(world.number(&format!("SELECT COUNT(*) FROM payee_accounts WHERE account_sealed LIKE '%{NUMBER}%'")).await, 0);
        let trail = cast.auditor.get(&format!("/audit-events?subject_id={}&limit=100", grantee.id)).await.ok();
        let found = trail["items"].as_array().unwrap().iter().find(|event| event["action"] == "organisation.reveal_account").cloned().unwrap();
        assert_eq!((found["reason"].as_str(), found["actor_id"].as_str()), (Some("电话核对账号"), Some(cast.maker.id.to_string().as_str())));
        cast.director.post(&reveal, json!({ "reason": "好奇" })).await.refused(403, "forbidden");
        let stranger = world.person("外人", &[("applicant_owner", Scope::Organisation(OrganisationId(yichuang_base::ids::new_id(world.app.clock.now()))))]).await;
        stranger.post(&reveal, json!({ "reason": "好奇" })).await.refused(404, "not_found");
    }
}

on_both! {
    async fn open_payments_lose_their_approvals_with_the_account_and_money_goes_to_the_new_one(world: World) {
        let cast = Cast::new(&world).await;
        let (round, payments) = steps::approved_payments(&world, &cast, &["200000.00"]).await;
        let grantee = &round.grantees[0];
        let change = requested(grantee).await;
        cast.officer.act(&change, "confirm", Value::Null).await.ok();
        assert_eq!(state(&cast.maker, &payments[0]).await, "approved", "until it takes effect the old account is the right one");
        world.later(DAY);
        steps::clock_strikes(&world).await;
        let fallen = cast.maker.get(&payments[0]).await.ok();
        assert_eq!((fallen["state"].as_str(), fallen["reason"].as_str()), (Some("void"), Some("收款账户已变更")));
        assert_none(&steps::broken_identities(&cast).await);
        cast.maker.post("/batches", json!({ "payment_ids": steps::ids(&payments) })).await.refused(409, "not_payable");

        let tranche = format!("/tranches/{}", fallen["tranche"]["id"].as_str().unwrap());
        grantee.owner.act(&tranche, "request", json!({ "note": "账户已变更" })).await.ok();
        let anew = steps::approved_payment(&cast, &tranche).await;
        let batch = steps::generated_batch(&cast, &[anew]).await;
        let file = String::from_utf8(cast.maker.get(&format!("{batch}/bank-file")).await.bytes).unwrap();
        assert!(file.contains(NUMBER), "{file}");
        assert_none(&steps::broken_identities(&cast).await);
    }
}

on_both! {
    async fn an_exported_payment_stays_what_it_is(world: World) {
        let cast = Cast::new(&world).await;
        let (round, payments) = steps::approved_payments(&world, &cast, &["200000.00"]).await;
        let batch = steps::generated_batch(&cast, &payments).await;
        let change = requested(&round.grantees[0]).await;
        cast.officer.act(&change, "confirm", Value::Null).await.ok();
        world.later(DAY);
        steps::clock_strikes(&world).await;
        assert_eq!(state(&cast.maker, &payments[0]).await, "exported", "the bank may have it already");
        assert_eq!(state(&cast.maker, &batch).await, "generated");
        assert_eq!(state(&cast.officer, &change).await, "active");
    }
}

on_both! {
    async fn a_payment_approved_in_the_moment_the_account_changes_never_keeps_the_old_account(world: World) {
        let cast = Cast::new(&world).await;
        let (round, payments) = steps::approved_payments(&world, &cast, &["200000.00", "100000.00"]).await;
        let (first, second) = (&round.grantees[0], &round.grantees[1]);
        for payment in &payments {
            cast.approver.act(payment, "withdraw-approval", json!({ "reason": "重新走一遍" })).await.ok();
        }
        let mut checked = Vec::new();
        for (grantee, payment) in [first, second].into_iter().zip(&payments) {
            let tranche = format!("/tranches/{}", cast.maker.get(payment).await.ok()["tranche"]["id"].as_str().unwrap());
            grantee.owner.act(&tranche, "request", json!({})).await.ok();
            let payment = steps::prepared_payment(&cast, &tranche).await;
            cast.checker.act(&payment, "check", Value::Null).await.ok();
            let change = requested(grantee).await;
            cast.officer.act(&change, "confirm", Value::Null).await.ok();
            checked.push(payment);
        }
        world.later(DAY);
        let start = Arc::new(Barrier::new(4));
        let mut runners = tokio::task::JoinSet::new();
        for payment in checked.clone() {
            let (approver, start) = (cast.approver.clone(), start.clone());
            let seen = approver.etag(&payment).await;
            runners.spawn(async move {
                start.wait().await;
                let answer = approver.call(Method::POST, &format!("{payment}/approve")).if_match(&seen).send().await;
                assert!([200, 409, 412].contains(&answer.status.as_u16()), "{}", answer.body);
            });
        }
        for _ in 0..2 {
            let (world, start) = (world.clone(), start.clone());
            runners.spawn(async move {
                start.wait().await;
                steps::clock_strikes(&world).await;
            });
        }
        runners.join_all().await;
        // A clock that met another transaction leaves its row to the next round.
        steps::clock_strikes(&world).await;
        for (grantee, payment) in [first, second].into_iter().zip(&checked) {
            assert_eq!(tail(grantee).await, "**** **** 0776");
            assert_eq!(state(&cast.maker, payment).await, "void", "approved or not, it is not paid to the old account");
        }
        assert_eq!(world.number("SELECT COUNT(*) FROM account_changes WHERE state = 'active'").await, 2);
        assert_eq!(world.number("SELECT COUNT(*) FROM payee_accounts WHERE active AND account_tail = '0776'").await, 2);
        assert_none(&steps::broken_identities(&cast).await);
    }
}

on_both! {
    async fn two_who_confirm_at_once_confirm_once_and_a_stop_wins_or_loses_whole(world: World) {
        let cast = Cast::new(&world).await;
        let grantee = steps::verified_organisation(&world, &cast).await;
        let mut racers = Vec::new();
        for n in 0..4 {
            racers.push(world.person(&format!("财务{n}"), &[("applicant_finance", scope(&grantee))]).await);
        }
        let change = requested(&grantee).await;
        let seen = grantee.owner.etag(&change).await;
        let start = Arc::new(Barrier::new(racers.len()));
        let mut runners = tokio::task::JoinSet::new();
        for (n, racer) in racers.into_iter().enumerate() {
            let (start, change, seen) = (start.clone(), change.clone(), seen.clone());
            runners.spawn(async move {
                start.wait().await;
                let verb = if n == 0 { "cancel" } else { "confirm" };
                let call = racer.call(Method::POST, &format!("{change}/{verb}")).if_match(&seen);
                let answer = if n == 0 { call.json(json!({ "reason": "停止变更" })).send().await } else { call.send().await };
                answer.status.as_u16()
            });
        }
        let mut statuses = runners.join_all().await;
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 412, 412, 412]);
    }
}

on_both! {
    async fn the_database_itself_refuses_one_person_twice_and_a_rest_that_is_too_short(world: World) {
        let cast = Cast::new(&world).await;
        let grantee = steps::verified_organisation(&world, &cast).await;
        requested(&grantee).await;
        let same = "UPDATE account_changes SET confirmed_by = requested_by, confirmed_by_person = requested_by_person, confirmed_at = 1, \
                    rests_until_at = 86400000001, state = 'confirmed'";
        assert!(world.sql(same).await.is_err());
        let other = world.literal(cast.officer.id);
        let short = format!(
            "UPDATE account_changes SET confirmed_by = {other}, confirmed_by_person = {other}, confirmed_at = 1, rests_until_at = 86400000000, state = 'confirmed'"
        );
        assert!(world.sql(&short).await.is_err());
        let early = format!(
            "UPDATE account_changes SET confirmed_by = {other}, confirmed_by_person = {other}, confirmed_at = 1, rests_until_at = 86400000001, \
             activated_at = 86400000000, state = 'active'"
        );
        assert!(world.sql(&early).await.is_err());
    }
}
