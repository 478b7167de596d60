//! Many at once: money for thirty, two clicks, two tabs, one file. Every race is started from one barrier.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::http::Method;
use serde_json::{Value, json};
use tokio::sync::Barrier;
use tokio::task::JoinSet;
use uuid::Uuid;
use yichuang_base::ids;
use yichuang_domain::schemes::{canonical_json, preset};
use yichuang_store::ids::{AllotmentId, CallId, DecisionId, OrganisationId, ProjectId, ProposalId, UserId};
use yichuang_store::record::{Call, Decision, DecisionLine, Organisation, Project, Proposal};
use yichuang_store::{find, insert_all, lock};
use yichuang_tests::steps::{self, assert_none};
use yichuang_tests::{Actor, Answer, Cast, World, on_both};

/// Runs `n` requests at the same time; the answers come in the order of the runners.
async fn together<F, R>(n: usize, request: F) -> Vec<Answer>
where
    F: Fn(usize) -> R,
    R: Future<Output = Answer> + Send + 'static,
{
    let barrier = Arc::new(Barrier::new(n));
    let mut runners = JoinSet::new();
    for index in 0..n {
        let (start, request) = (barrier.clone(), request(index));
        runners.spawn(async move {
            start.wait().await;
            (index, request.await)
        });
    }
    let mut answers: Vec<(usize, Answer)> = runners.join_all().await;
    answers.sort_by_key(|(index, _)| *index);
    answers.into_iter().map(|(_, answer)| answer).collect()
}

/// How often each status, and code of a refusal, was answered.
fn tally(answers: &[Answer]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for answer in answers {
        let code = answer.body["code"].as_str().filter(|_| answer.status.as_u16() >= 400).unwrap_or_default();
        *counts.entry(format!("{} {code}", answer.status.as_u16()).trim().to_owned()).or_default() += 1;
    }
    counts
}

fn counts<const N: usize>(expected: [(&str, usize); N]) -> BTreeMap<String, usize> {
    expected.map(|(what, n)| (what.to_owned(), n)).into()
}

/// A POST with a key of its own, to be sent in a race.
fn post(actor: &Actor, path: &str, seen: &str, body: &Value) -> impl Future<Output = Answer> + Send + use<> {
    let (actor, path, seen, body) = (actor.clone(), path.to_owned(), seen.to_owned(), body.clone());
    async move {
        let call = actor.call(Method::POST, &path).if_match(&seen);
        if body.is_null() { call.send().await } else { call.json(body).send().await }
    }
}

/// Money for exactly this many of the racers.
const PLACES: usize = 30;
const RACERS: usize = 64;
/// What each of them asks for, in fen.
const EACH: i64 = 1_000_000;

/// The line of a decision that recommends what was asked for.
fn funding_line(id: Uuid, decision_id: DecisionId, proposal_id: ProposalId) -> DecisionLine {
    DecisionLine {
        id,
        decision_id,
        proposal_id,
        place: Some(1),
        shown: Some("90.00".to_owned()),
        requested_fen: EACH,
        recommended_fen: EACH,
        recommend_reason: None,
        approved_fen: None,
        outcome: "recommend".to_owned(),
    }
}

/// Calls at their decision, each with one ranked proposal and a proposed decision to fund it. They are written
/// into the database directly: what is raced is the approval.
async fn proposed_decisions(world: &World, cast: &Cast, allotment: &str, organisation: &str) -> Vec<Uuid> {
    let (now, allotment, conn) = (world.app.clock.now(), AllotmentId(allotment.parse().unwrap()), world.app.store.begin().await.unwrap());
    let organisation: Organisation = find(&conn, OrganisationId(organisation.parse().unwrap())).await.unwrap().unwrap();
    let scheme = canonical_json(&serde_json::to_value(preset(steps::PRESET).unwrap()).unwrap());
    let officer = UserId(cast.officer.id);
    let (mut calls, mut proposals, mut decisions, mut lines) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for n in 1..=RACERS {
        let call = Call {
            id: CallId(ids::new_id(now)),
            number: format!("YC2026-{n:04}"),
            title: format!("征集{n}"),
            year: 2026,
            area_code: organisation.area_code.clone(),
            area_path: organisation.area_path.clone(),
            host_name: "天宁区民政局".to_owned(),
            scheme_preset: steps::PRESET.to_owned(),
            scheme: scheme.clone(),
            budget_fen: EACH,
            allotment_id: Some(allotment),
            opens_at: now.micros() - 2,
            closes_at: now.micros() - 1,
            announcement: String::new(),
            document: "{}".to_owned(),
            revision: 1,
            copied_from: None,
            round_of: None,
            round: 1,
            demonstration: false,
            state: "deciding".to_owned(),
            version: 1,
            created_by: officer,
            approved_by: Some(UserId(cast.director.id)),
            published_at: Some(now.micros()),
            created_at: now.micros(),
            updated_at: now.micros(),
        };
        let proposal = Proposal {
            id: ProposalId(ids::new_id(now)),
            number: format!("P2026-{n:04}"),
            call_id: call.id,
            call_revision: 1,
            organisation_id: organisation.id,
            title: format!("项目{n}"),
            category: Some("elderly".to_owned()),
            document: "{}".to_owned(),
            requested_fen: EACH,
            matching_fen: EACH,
            recommended_fen: None,
            approved_fen: None,
            snapshot: None,
            snapshot_sha256: None,
            submitted_at: Some(now.micros()),
            screening: "{}".to_owned(),
            corrections: 0,
            demonstration: false,
            state: "ranked".to_owned(),
            version: 1,
            created_by: officer,
            created_at: now.micros(),
            updated_at: now.micros(),
        };
        let decision = Decision {
            id: DecisionId(ids::new_id(now)),
            call_id: call.id,
            run_id: None,
            method: "strict_rank_stop".to_owned(),
            budget_fen: EACH,
            total_fen: EACH,
            reason: String::new(),
            return_reason: None,
            state: "proposed".to_owned(),
            version: 1,
            created_by: officer,
            approved_by: None,
            approved_at: None,
            created_at: now.micros(),
            updated_at: now.micros(),
        };
        lines.push(funding_line(ids::new_id(now), decision.id, proposal.id));
        calls.push(call);
        proposals.push(proposal);
        decisions.push(decision);
    }
    let made = decisions.iter().map(|decision| decision.id.0).collect();
    insert_all(&conn, calls).await.unwrap();
    insert_all(&conn, proposals).await.unwrap();
    insert_all(&conn, decisions).await.unwrap();
    insert_all(&conn, lines).await.unwrap();
    conn.commit().await.unwrap();
    made
}

on_both! {
    async fn sixty_four_decisions_race_for_the_money_of_thirty_and_exactly_thirty_get_it(world: World) {
        let cast = Cast::new(&world).await;
        let grantee = steps::verified_organisation(&world, &cast).await;
        let allotment = steps::approved_allotment(&world, &cast, "300000.00").await;
        let decisions = proposed_decisions(&world, &cast, &allotment, &grantee.id).await;
        let mut directors = vec![cast.director.clone()];
        for name in ["孙局长", "吴局长", "郑局长"] {
            directors.push(world.person(name, &[("programme_director", world.district().await)]).await);
        }
        let answers = together(RACERS, |n| {
            post(&directors[n % directors.len()], &format!("/decisions/{}/approve", decisions[n]), "\"1\"", &Value::Null)
        }).await;
        assert_eq!(tally(&answers), counts([("200", PLACES), ("409 insufficient_balance", RACERS - PLACES)]));
        let refused = answers.iter().find(|answer| answer.status.as_u16() == 409).unwrap();
        assert_eq!((&refused.body["available"], &refused.body["requested"]), (&json!("0.00"), &json!("10000.00")));
        assert_eq!(steps::balance(&cast, "B20").await, "0.00");
        assert_eq!(steps::balance(&cast, "B30").await, "300000.00");
        assert_none(&steps::broken_identities(&cast).await);
        assert_eq!(world.number("SELECT COUNT(*) FROM proposals WHERE state = 'recommended'").await, 30);
        assert_eq!(world.number("SELECT COUNT(*) FROM decisions WHERE state = 'proposed'").await, 34);
        assert_eq!(world.number("SELECT COUNT(*) FROM journals WHERE event = 'E03'").await, 30);
        let report = yichuang_base::ledger::verify(&world.app.store.read()).await.unwrap();
        assert!(report.is_sound(), "{report:#?}");
    }
}

/// A payment that waits for its approver.
async fn checked_payment(world: &World, cast: &Cast) -> String {
    let (round, projects) = steps::awarded_round(world, cast, &["200000.00"]).await;
    steps::active_project(cast, &round.grantees[0], &projects[0]).await;
    let tranche = steps::requested_tranche(cast, &round.grantees[0], &projects[0]).await;
    let payment = steps::prepared_payment(cast, &tranche).await;
    cast.checker.act(&payment, "check", Value::Null).await.ok();
    payment
}

async fn assert_approved_once(world: &World, cast: &Cast) {
    assert_eq!(world.number("SELECT COUNT(*) FROM approvals WHERE step = 'approver'").await, 1);
    assert_eq!(world.number("SELECT COUNT(*) FROM journals WHERE event = 'E06'").await, 1);
    assert_eq!(steps::balance(cast, "B55").await, "100000.00");
    assert_none(&steps::broken_identities(cast).await);
}

on_both! {
    async fn a_double_click_with_two_keys_approves_a_payment_once(world: World) {
        let cast = Cast::new(&world).await;
        let payment = checked_payment(&world, &cast).await;
        let seen = cast.approver.etag(&payment).await;
        let answers = together(2, |_| post(&cast.approver, &format!("{payment}/approve"), &seen, &Value::Null)).await;
        assert_eq!(tally(&answers), counts([("200", 1), ("412 stale", 1)]));
        assert_approved_once(&world, &cast).await;
    }
}

on_both! {
    async fn of_two_approvers_at_the_same_time_one_approves(world: World) {
        let cast = Cast::new(&world).await;
        let payment = checked_payment(&world, &cast).await;
        let second = world.person("审批赵", &[("finance_approver", world.district().await)]).await;
        let approvers = [&cast.approver, &second];
        let seen = cast.approver.etag(&payment).await;
        let answers = together(2, |n| post(approvers[n], &format!("{payment}/approve"), &seen, &Value::Null)).await;
        assert_eq!(tally(&answers), counts([("200", 1), ("412 stale", 1)]));
        assert_approved_once(&world, &cast).await;
    }
}

on_both! {
    async fn one_key_sent_sixteen_times_at_once_has_one_effect_and_one_answer(world: World) {
        let cast = Cast::new(&world).await;
        let payment = checked_payment(&world, &cast).await;
        let seen = cast.approver.etag(&payment).await;
        let answers = together(16, |_| {
            let (approver, payment, seen) = (cast.approver.clone(), payment.clone(), seen.clone());
            async move { approver.call(Method::POST, &format!("{payment}/approve")).if_match(&seen).key("approve-once").send().await }
        }).await;
        assert_eq!(tally(&answers), counts([("200", 16)]));
        let replays = answers.iter().filter(|answer| answer.header("idempotency-replayed") == "true").count();
        assert_eq!(replays, 15);
        assert!(answers.iter().all(|answer| answer.bytes == answers[0].bytes && answer.header("etag") == answers[0].header("etag")));
        assert_approved_once(&world, &cast).await;
        let other = cast.approver.call(Method::POST, &format!("{payment}/reject")).if_match(&seen).key("approve-once");
        // A key belongs to its operation: the same text means something else at another one.
        other.json(json!({ "reason": "重复" })).send().await.refused(412, "stale");
    }
}

on_both! {
    async fn a_key_that_comes_back_with_another_body_is_refused_and_a_refusal_is_replayed(world: World) {
        let cast = Cast::new(&world).await;
        let fund = json!({ "code": "TN-1", "name": "天宁区福彩公益金", "source": "welfare_lottery", "area_code": yichuang_tests::world::DISTRICT });
        let send = |key: &'static str, body: Value| cast.maker.call(Method::POST, "/funds").key(key).json(body).send();
        let first = send("fund", fund.clone()).await;
        assert_eq!(send("fund", fund.clone()).await.bytes, first.bytes);
        let mut other = fund.clone();
        other["name"] = json!("另一个名称");
        send("fund", other).await.refused(422, "idempotency_key_reused");
        let refused = send("again", fund.clone()).await;
        refused.clone().refused(409, "fund_code_taken");
        let replayed = send("again", fund).await;
        assert_eq!(replayed.header("idempotency-replayed"), "true");
        replayed.refused(409, "fund_code_taken");
        assert_eq!(world.number("SELECT COUNT(*) FROM funds").await, 1);
    }
}

on_both! {
    async fn of_two_tabs_with_one_etag_one_saves_and_the_other_is_told(world: World) {
        let cast = Cast::new(&world).await;
        let (call, _) = steps::funded_call(&world, &cast, "250000.00").await;
        let grantee = steps::verified_organisation(&world, &cast).await;
        let proposal = steps::drafted_proposal(&grantee, &call, steps::proposal_document("20000.00")).await;
        let path = format!("/proposals/{proposal}");
        let seen = grantee.owner.etag(&path).await;
        let titles = ["左边的标签页", "右边的标签页"];
        let answers = together(2, |n| {
            let (owner, path, seen) = (grantee.owner.clone(), path.clone(), seen.clone());
            async move { owner.call(Method::PATCH, &path).if_match(&seen).json(json!({ "title": titles[n] })).send().await }
        }).await;
        assert_eq!(tally(&answers), counts([("200", 1), ("412 stale", 1)]));
        let won = answers.iter().position(|answer| answer.status.as_u16() == 200).unwrap();
        assert_eq!(grantee.owner.get(&path).await.ok()["title"], titles[won]);
    }
}

on_both! {
    async fn one_bank_return_imported_twice_at_once_pays_once(world: World) {
        let cast = Cast::new(&world).await;
        let (_, payments) = steps::approved_payments(&world, &cast, &["200000.00"]).await;
        let batch = steps::submitted_batch(&cast, &payments).await;
        let line = steps::bank_line(&cast, &payments[0], "paid", &world.today(), "").await;
        let (file, seen) = (steps::bank_return(&[line]), cast.checker.etag(&batch).await);
        let answers = together(4, |_| post(&cast.checker, &format!("{batch}/bank-return"), &seen, &file)).await;
        assert_eq!(tally(&answers), counts([("200", 1), ("412 stale", 3)]));
        cast.checker.act(&batch, "bank-return", file).await.refused(409, "already_imported");
        assert_eq!(world.number("SELECT COUNT(*) FROM bank_returns").await, 1);
        assert_eq!(world.number("SELECT COUNT(*) FROM journals WHERE event = 'E08'").await, 1);
        assert_eq!(steps::balance(&cast, "B70").await, "100000.00");
        assert_none(&steps::broken_identities(&cast).await);
    }
}

on_both! {
    async fn a_payment_that_two_makers_put_into_batches_at_once_is_in_one(world: World) {
        let cast = Cast::new(&world).await;
        let (_, payments) = steps::approved_payments(&world, &cast, &["200000.00"]).await;
        let second = world.person("经办钱", &[("finance_maker", world.district().await)]).await;
        let makers = [&cast.maker, &second];
        let body = json!({ "payment_ids": steps::ids(&payments) });
        let answers = together(2, |n| post(makers[n], "/batches", "\"0\"", &body)).await;
        assert_eq!(tally(&answers), counts([("201", 1), ("409 not_payable", 1)]));
        assert_eq!(world.number("SELECT COUNT(*) FROM batches").await, 1);
    }
}

on_both! {
    async fn two_requests_for_a_payment_of_one_tranche_make_one_payment(world: World) {
        let cast = Cast::new(&world).await;
        let (round, projects) = steps::awarded_round(&world, &cast, &["200000.00"]).await;
        steps::active_project(&cast, &round.grantees[0], &projects[0]).await;
        let tranche = steps::requested_tranche(&cast, &round.grantees[0], &projects[0]).await;
        let answers = together(2, |_| post(&cast.maker, &format!("{tranche}/payment"), "\"0\"", &Value::Null)).await;
        assert_eq!(tally(&answers), counts([("201", 1), ("409 payment_exists", 1)]));
        assert_eq!(world.number("SELECT COUNT(*) FROM payments").await, 1);
    }
}

/// SQLite has one writer at a time and nothing inside a transaction to wait for.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_postgres_a_request_that_waited_too_long_has_no_outcome_and_its_key_can_be_sent_again() {
    let world = World::postgres().await;
    let cast = Cast::new(&world).await;
    let payment = checked_payment(&world, &cast).await;
    let seen = cast.approver.etag(&payment).await;
    let path = format!("{payment}/approve");
    let approve = || cast.approver.call(Method::POST, &path).if_match(&seen).key("waited").send();
    let holder = world.app.store.begin().await.unwrap();
    let view = cast.approver.get(&payment).await.ok();
    let project = ProjectId(view["project"]["id"].as_str().unwrap().parse().unwrap());
    lock::<Project>(&holder, project).await.unwrap().unwrap();
    let waited = approve().await;
    assert_eq!(waited.header("retry-after"), "2");
    waited.refused(409, "busy");
    holder.rollback().await.unwrap();
    approve().await.ok();
    assert_approved_once(&world, &cast).await;
    world.end().await;
}
