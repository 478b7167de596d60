//! `make bench`: the steps that handle thousands of things at once, on PostgreSQL, and the computation behind them.
//!
//! A batch of five thousand payments gets its file, and the bank's answer about all of them comes in; the reviews of five
//! hundred proposals by nine people are sealed and computed. What was made once through the product is copied by set-based
//! statements; what is measured goes over HTTP like everything else. The bank's side has its raw counterpart: as many
//! journals, postings and seals as plain rows, written in the same run without the product.
#![allow(clippy::unwrap_used, reason = "a broken assumption should stop the run")]

use std::sync::Arc;
use std::time::{Duration, Instant};

use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};
use yichuang_base::caller::Caller;
use yichuang_base::ids::random_bytes;
use yichuang_base::recusal;
use yichuang_base::uow::Uow;
use yichuang_domain::reviews::{AggregatePolicy, Exact, aggregate, diagnostics};
use yichuang_money::payments::digest;
use yichuang_store::record::{PayeeAccount, Payment, User};
use yichuang_store::reviews as review_rows;
use yichuang_store::{accounts, find, get_many, ids};
use yichuang_tests::bulk::{self, NONE, Sizes};
use yichuang_tests::steps::{self, id};
use yichuang_tests::{Cast, World};

/// Every fourth proposal becomes a project with a payment.
const PAYMENTS: Sizes = Sizes { proposals: 20_000, organisations: 2_000, needs: 0 };
const LINES: usize = 5_000;
const PROPOSALS: usize = 500;
const REVIEWERS: usize = 9;

#[tokio::main]
async fn main() {
    bank().await;
    reviews().await;
    computation();
}

fn line(name: &str, took: Duration, limit: f64) {
    let seconds = took.as_secs_f64();
    let verdict = if seconds < limit { "within" } else { "ABOVE" };
    println!("{name:<52} {:>9.2} ms, {verdict} {} ms", seconds * 1000.0, limit * 1000.0);
}

async fn timed<T>(work: impl Future<Output = T>) -> (T, Duration) {
    let start = Instant::now();
    let done = work.await;
    (done, start.elapsed())
}

async fn texts(world: &World, query: &str) -> Vec<(String, String)> {
    let conn = world.app.store.read();
    let rows = conn.query_all_raw(Statement::from_string(conn.get_database_backend(), query)).await.unwrap();
    rows.iter().map(|row| (row.try_get("", "one").unwrap(), row.try_get("", "two").unwrap())).collect()
}

// ---- the bank ----------------------------------------------------------------------------------------------

async fn bank() {
    let world = World::postgres().await;
    eprintln!("{LINES} approved payments …");
    let firsts = bulk::firsts(&world).await;
    bulk::grow(&world, &firsts, NONE, PAYMENTS).await;
    approved(&world, firsts.id("payments")).await;
    let cast = &firsts.cast;
    let payments = texts(&world, "SELECT id::text AS one, number AS two FROM payments WHERE number LIKE 'PAYB-%' ORDER BY number").await;
    assert_eq!(payments.len(), LINES);
    let chosen: Vec<&str> = payments.iter().map(|(id, _)| id.as_str()).collect();
    let (created, took) = timed(cast.maker.post("/batches", json!({ "payment_ids": chosen }))).await;
    let batch = format!("/batches/{}", id(&created.created()));
    println!("create a batch of {LINES} payments{:>32.1} ms", took.as_secs_f64() * 1000.0);
    cast.maker.act(&batch, "lock", Value::Null).await.ok();
    cast.approver.act(&batch, "approve", Value::Null).await.ok();
    let (generated, took) = timed(cast.maker.act(&batch, "generate", Value::Null)).await;
    generated.ok();
    line(&format!("write the bank file of {LINES} payments"), took, 3.0);
    cast.maker.act(&batch, "submit", Value::Null).await.ok();
    let amount = amount_of(cast, chosen[0]).await;
    let lines: Vec<String> = payments.iter().map(|(_, number)| format!("{number},paid,{amount},{},", world.today())).collect();
    let (imported, took) = timed(cast.checker.act(&batch, "bank-return", steps::bank_return(&lines))).await;
    assert_eq!(imported.ok()["paid_count"], LINES);
    line(&format!("take in the bank's answer of {LINES} lines"), took, 5.0);
    let ((), raw) = timed(raw_rows(&world)).await;
    println!("as many journals, postings and seals as plain rows{:>19.1} ms", raw.as_secs_f64() * 1000.0);
    world.end().await;
}

async fn amount_of(cast: &Cast, payment: &str) -> String {
    cast.maker.get(&format!("/payments/{payment}")).await.ok()["amount"].as_str().unwrap().to_owned()
}

/// The copies get the digests, hands, accounts and balances that the product would have given them.
async fn approved(world: &World, first: &str) {
    for statement in [
        "UPDATE payee_accounts a SET account_name = o.name FROM organisations o WHERE o.id = a.organisation_id".to_owned(),
        "INSERT INTO balances (amount_fen, account, allotment_id, detail) SELECT p.amount_fen, 'B55', r.allotment_id, p.id::text \
         FROM payments p JOIN projects r ON r.id = p.project_id WHERE p.number LIKE 'PAYB-%'"
            .to_owned(),
        "INSERT INTO balances (amount_fen, account, allotment_id, detail) SELECT -p.amount_fen, 'F2202', r.allotment_id, p.tranche_id::text \
         FROM payments p JOIN projects r ON r.id = p.project_id WHERE p.number LIKE 'PAYB-%'"
            .to_owned(),
        "UPDATE balances SET amount_fen = amount_fen + (SELECT SUM(amount_fen) FROM payments) WHERE account = 'F1002'".to_owned(),
    ] {
        world.sql(&statement).await.unwrap();
    }
    let conn = world.app.store.read();
    let copies = texts(world, "SELECT id::text AS one, payee_account_id::text AS two FROM payments WHERE number LIKE 'PAYB-%'").await;
    let parsed = |text: &String| text.parse().unwrap();
    let payments: Vec<ids::PaymentId> = copies.iter().map(|(id, _)| ids::PaymentId(parsed(id))).collect();
    let accounts: Vec<ids::PayeeAccountId> = copies.iter().map(|(_, id)| ids::PayeeAccountId(parsed(id))).collect();
    let accounts = get_many::<PayeeAccount>(&conn, &accounts).await.unwrap();
    let accounts: std::collections::HashMap<_, _> = accounts.into_iter().map(|account| (account.id, account)).collect();
    let mut rows = Vec::new();
    for payment in get_many::<Payment>(&conn, &payments).await.unwrap() {
        let digest =
            digest(&accounts[&payment.payee_account_id], payment.amount_fen, payment.tranche_id, payment.project_id, payment.tiers_version);
        rows.push(format!("('{}'::uuid, '{digest}')", payment.id));
    }
    let values = rows.join(", ");
    world
        .sql(&format!("UPDATE payments SET digest = v.digest FROM (VALUES {values}) AS v (id, digest) WHERE payments.id = v.id"))
        .await
        .unwrap();
    let hands = format!(
        "INSERT INTO approvals SELECT made.* FROM approvals one, payments p, LATERAL jsonb_populate_record(one, \
         jsonb_build_object('id', gen_random_uuid(), 'subject_id', p.id, 'digest', p.digest)) AS made \
         WHERE one.subject_id = '{first}' AND p.number LIKE 'PAYB-%'"
    );
    world.sql(&hands).await.unwrap();
    world.sql("ANALYZE").await.unwrap();
}

/// What the ledger keeps of such an answer, without the product: one transaction, one statement a table.
async fn raw_rows(world: &World) {
    for (table, rows) in [("raw_journals", LINES), ("raw_postings", LINES * 4), ("raw_seals", LINES)] {
        let made = format!(
            "CREATE TABLE {table} AS SELECT gen_random_uuid() AS id, n AS amount_fen, repeat('0', 64) AS text FROM generate_series(1, {rows}) AS n"
        );
        world.sql(&made).await.unwrap();
    }
}

// ---- reviews -----------------------------------------------------------------------------------------------

async fn reviews() {
    let world = World::postgres().await;
    eprintln!("{PROPOSALS} proposals with {REVIEWERS} reviews each …");
    let mut cast = Cast::new(&world).await;
    while cast.reviewers.len() < REVIEWERS {
        let name = format!("评委第{}", cast.reviewers.len() + 1);
        cast.reviewers.push(world.person(&name, &[("reviewer", world.district().await)]).await);
    }
    let round = steps::submitted_round(&world, &cast, &["20000.00"]).await;
    steps::screened(&world, &cast, &round.call, &round.proposals).await;
    steps::started_review(&cast, &round.call).await;
    steps::everything_scored(&cast, &round).await;
    copied(&world, &round.proposals[0]).await;
    enveloped(&world, &round.call).await;
    let (results, took) = timed(steps::sealed(&cast, &round.call, false)).await;
    assert_eq!(results["rows"].as_array().unwrap().len(), PROPOSALS);
    line(&format!("seal and compute {PROPOSALS} × {REVIEWERS} over HTTP"), took, 0.2);
    gate(&world, &cast, &round.grantees[0].id, &round.proposals[0]).await;
    world.end().await;
}

/// A copied envelope is that of another review and does not open: every review gets one of its own.
async fn enveloped(world: &World, call: &str) {
    let conn = world.app.store.begin().await.unwrap();
    let stage = review_rows::stage_of(&conn, ids::CallId(call.parse().unwrap())).await.unwrap().unwrap();
    let key = &world.app.seal_key;
    let mut reviews = review_rows::reviews_of(&conn, stage.id).await.unwrap();
    for review in &mut reviews {
        let plain = key.open(review.envelope.as_deref().unwrap()).unwrap();
        let mut written: serde_json::Value = serde_json::from_slice(&plain).unwrap();
        written["review"] = json!(review.id);
        review.envelope = Some(key.seal(written.to_string().as_bytes(), random_bytes()).unwrap());
    }
    yichuang_store::update_all(&conn, reviews).await.unwrap();
    conn.commit().await.unwrap();
}

/// What the visibility gate adds to an object: the question which proposals do not exist for a person, here one from whom all
/// proposals of an organisation are kept.
async fn gate(world: &World, cast: &Cast, organisation: &str, proposal: &str) {
    let conflict = json!({
        "user_id": cast.director.id, "organisation_id": organisation, "kind": "litigation", "severity": "hard",
        "asked_by_applicant": false, "pinned": true, "reason": "与该单位有未结诉讼",
    });
    cast.officer.post("/conflicts/records", conflict).await.created();
    world.sql("ANALYZE").await.unwrap();
    let conn = world.app.store.read();
    let user: User = find(&conn, ids::UserId(cast.director.id)).await.unwrap().unwrap();
    let who = Caller::new(&user, &accounts::grants_of(&conn, user.id).await.unwrap());
    let other: User = find(&conn, ids::UserId(cast.officer.id)).await.unwrap().unwrap();
    let free = Caller::new(&other, &accounts::grants_of(&conn, other.id).await.unwrap());
    for (name, who) in [("nothing hidden", free), ("500 hidden", who)] {
        let uow = Uow::new(Arc::new(world.app.store.read()), world.app.clone(), Some(who), world.app.clock.now(), "bench".to_owned());
        let proposal = ids::ProposalId(proposal.parse().unwrap());
        let start = Instant::now();
        for _ in 0..ASKED {
            recusal::is_hidden(&uow, proposal).await.unwrap();
        }
        line(&format!("the visibility gate of one object, {name}"), start.elapsed() / ASKED, 0.0002);
        let start = Instant::now();
        for _ in 0..ASKED {
            recusal::hidden(&uow).await.unwrap();
        }
        line(&format!("the visibility gate of a page of 20, for each of them, {name}"), start.elapsed() / ASKED / 20, 0.0002);
    }
}

/// How often the gate is asked.
const ASKED: u32 = 500;

/// The proposal with its assignments and reviews, many times.
async fn copied(world: &World, proposal: &str) {
    let series = format!("generate_series(1, {}) AS n", PROPOSALS - 1);
    let id = |of: &str| format!("md5({of} || '-' || n)::uuid");
    for (table, changes, of) in [
        ("proposals", "'number', one.number || '-' || n".to_owned(), format!("one.id = '{proposal}'")),
        ("assignments", format!("'proposal_id', {}", id("one.proposal_id::text")), format!("one.proposal_id = '{proposal}'")),
        (
            "reviews",
            format!("'assignment_id', {}", id("one.assignment_id::text")),
            format!("one.assignment_id IN (SELECT id FROM assignments WHERE proposal_id = '{proposal}')"),
        ),
    ] {
        let sql = format!(
            "INSERT INTO {table} SELECT made.* FROM {table} AS one, {series}, \
             LATERAL jsonb_populate_record(one, jsonb_build_object('id', {}, {changes})) AS made WHERE {of}",
            id("one.id::text")
        );
        world.sql(&sql).await.unwrap_or_else(|error| panic!("{table}: {error}"));
    }
    world.sql("ANALYZE").await.unwrap();
}

// ---- computation -------------------------------------------------------------------------------------------

fn computation() {
    let policy = AggregatePolicy::trimmed(1, 1, 5, 3);
    let rated: Vec<Vec<(u32, Exact)>> = (0..10_000_u32)
        .map(|p| (0..7).map(|r| (r, Exact::new(i128::from(6000 + (p * 7 + r * 131) % 4000), 100).unwrap())).collect())
        .collect();
    let start = Instant::now();
    let valued = rated.iter().filter(|rated| aggregate(rated, &policy).unwrap().value.is_some()).count();
    line("aggregate 10,000 × 7", start.elapsed(), 0.1);
    assert_eq!(valued, rated.len());

    let document = panel_of(150, 500);
    let start = Instant::now();
    let found = diagnostics::diagnose(&document, &|_| Vec::new()).unwrap();
    line("all diagnostics of 500 × 7 by 150 reviewers", start.elapsed(), 1.0);
    assert_eq!(found.pivot.without.len(), 150);
}

/// The input of a computation in which every reviewer reads some of the proposals, seven read each.
fn panel_of(reviewers: usize, proposals: usize) -> Value {
    let golden: Value = serde_json::from_str(include_str!("../../data/golden/review_golden.json")).unwrap();
    let (criteria, mut policy) = (golden["input"]["criteria"].clone(), golden["input"]["policy"].clone());
    policy["stage_weights_bp"] = json!({ "written": 10_000 });
    policy["shortlist"] = json!(proposals);
    let mut written = Vec::new();
    for proposal in 0..proposals {
        for nth in 0..7 {
            let reviewer = (proposal * 7 + nth) % reviewers;
            let points = (0..4).map(|n| format!("{}", 4 + (proposal * 3 + reviewer * 5 + n) % 6));
            let scores: Vec<String> = points.collect();
            written.push(json!({ "proposal": format!("P{proposal:03}"), "reviewer": format!("R{reviewer:03}"), "scores": scores }));
        }
    }
    json!({ "criteria": criteria, "policy": policy, "written_scores": written, "defence_scores": {} })
}
