//! `make bench`: four figures, each a ratio to raw PostgreSQL statements of the same run on the same machine.
//!
//! What is measured and its raw counterpart take turns, so that load from elsewhere falls on both alike. Reading
//! is compared with one primary-key SELECT of the same row; posting a payment (its approval: three hands checked,
//! journal E06 written and sealed, audit, mail) with one single-row INSERT that commits by itself. So is a journal alone (its
//! row, postings, seal and balances in one transaction), posted by eight at once to eight allotments and to one.
#![allow(clippy::unwrap_used, reason = "a broken assumption should stop the run")]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};
use yichuang_base::caller::Caller;
use yichuang_base::ledger as books;
use yichuang_base::uow::Uow;
use yichuang_domain::ledger::{LedgerEvent, Place};
use yichuang_store::ids::{AllotmentId, UserId};
use yichuang_store::record::User;
use yichuang_store::{accounts, find};
use yichuang_tests::steps::{active_project, approved_allotment, awarded_round, etag, prepared_payment, requested_tranche};
use yichuang_tests::{Actor, Cast, World};

/// Turns, reads a turn, and payments that are approved at once.
const TURNS: usize = 60;
const READS: usize = 20;
const AT_ONCE: usize = 8;

/// The times of one thing.
#[derive(Default)]
struct Times(Vec<Duration>);

impl Times {
    fn total(&self) -> f64 {
        self.0.iter().sum::<Duration>().as_secs_f64()
    }

    /// The time that this share of all (in hundredths) did not pass, in milliseconds.
    fn millis(&mut self, hundredths: usize) -> f64 {
        self.0.sort_unstable();
        self.0[(self.0.len() - 1) * hundredths / 100].as_secs_f64() * 1000.0
    }
}

#[tokio::main]
async fn main() {
    let world = World::postgres().await;
    let cast = Cast::new(&world).await;
    let load = load();
    eprintln!("preparing {AT_ONCE} projects …");
    let (round, projects) = awarded_round(&world, &cast, &["20000.00"; AT_ONCE]).await;
    let mut tranches = Vec::new();
    for (grantee, project) in round.grantees.iter().zip(&projects) {
        active_project(&cast, grantee, project).await;
        tranches.push((grantee.owner.clone(), requested_tranche(&cast, grantee, project).await));
    }
    world.sql("CREATE TABLE raw_rows (id BIGINT PRIMARY KEY, amount_fen BIGINT NOT NULL)").await.unwrap();
    let proposal = &round.proposals[0];
    let (mut reads, mut selects, mut posts, mut inserts) = (Times::default(), Times::default(), Times::default(), Times::default());
    let (mut posting, mut inserting) = (0.0, 0.0);
    for turn in 0..=TURNS {
        if turn == 1 {
            // The first turn warms caches and connections.
            (reads, selects, posts, inserts) = Default::default();
            (posting, inserting) = (0.0, 0.0);
        }
        for _ in 0..READS {
            reads.0.push(read(&cast.officer, proposal).await);
            selects.0.push(select(&world, proposal).await);
        }
        let prepared = ready(&cast, &tranches).await;
        posting += all_at_once(&mut posts, prepared.iter().map(|payment| approve(cast.approver.clone(), payment.clone()))).await;
        inserting += all_at_once(&mut inserts, (0..AT_ONCE).map(|n| insert(world.clone(), turn * AT_ONCE + n))).await;
        for (owner, tranche) in &tranches {
            take_back(&cast, owner, tranche).await;
        }
    }
    journals(&world, &cast).await;
    report("read one proposal over HTTP", "of raw primary-key reads", selects.total() / reads.total(), &mut reads, &mut selects);
    report("post one payment, 8 at once", "of raw single-row commits", inserting / posting, &mut posts, &mut inserts);
    println!("machine: {} cores, load {load} before and {} after", cores(), self::load());
    world.end().await;
}

/// Journals alone: eight writers with an allotment each, and eight with one.
async fn journals(world: &World, cast: &Cast) {
    let mut places = Vec::new();
    let who = unit(world, cast).await.who;
    for _ in 0..AT_ONCE {
        let allotment = approved_allotment(world, cast, "1000.00").await;
        let uow = unit(world, cast).await;
        places.push(books::place_of(&uow, AllotmentId(allotment.parse().unwrap())).await.unwrap());
    }
    let hot = vec![places[0].clone(); AT_ONCE];
    for (name, places, goal) in [("post a journal, 8 allotments", &places, 0.40), ("post a journal, one allotment", &hot, 0.20)] {
        let (mut posts, mut inserts) = (Times::default(), Times::default());
        let (mut posting, mut inserting) = (0.0, 0.0);
        for _ in 0..TURNS {
            posting += all_at_once(&mut posts, places.iter().map(|place| post(world.clone(), who.clone(), place.clone()))).await;
            let raw = (0..AT_ONCE).map(|_| insert(world.clone(), FREE.fetch_add(1, Ordering::Relaxed)));
            inserting += all_at_once(&mut inserts, raw).await;
        }
        report(name, &format!("of raw single-row commits, goal {goal:.2}"), inserting / posting, &mut posts, &mut inserts);
    }
}

/// Numbers of raw rows that no turn has used.
static FREE: AtomicUsize = AtomicUsize::new(1_000_000_000);

async fn unit(world: &World, cast: &Cast) -> Uow {
    let conn = world.app.store.begin().await.unwrap();
    let user: User = find(&conn, UserId(cast.maker.id)).await.unwrap().unwrap();
    let who = Caller::new(&user, &accounts::grants_of(&conn, user.id).await.unwrap());
    Uow::new(Arc::new(conn), world.app.clone(), Some(who), world.app.clock.now(), "bench".to_owned())
}

async fn post(world: World, who: Option<Caller>, place: Place) -> Duration {
    let event = LedgerEvent::ReceiveCash { place, amount: "0.01".parse().unwrap() };
    let start = Instant::now();
    let conn = Arc::new(world.app.store.begin().await.unwrap());
    let uow = Uow::new(conn, world.app.clone(), who, world.app.clock.now(), "bench".to_owned());
    books::post(&uow, &event, ("allotment", uuid::Uuid::nil()), "bench").await.unwrap();
    Arc::into_inner(uow.conn).unwrap().commit().await.unwrap();
    start.elapsed()
}

fn report(name: &str, of: &str, ratio: f64, ours: &mut Times, raw: &mut Times) {
    let (half, worst, raw) = (ours.millis(50), ours.millis(99), raw.millis(50));
    println!("{name:<28} {ratio:.3} {of} (median {half:.2} ms, 99 % within {worst:.2} ms; raw median {raw:.2} ms)");
}

async fn read(officer: &Actor, proposal: &str) -> Duration {
    let start = Instant::now();
    let answer = officer.get(&format!("/proposals/{proposal}")).await;
    let took = start.elapsed();
    answer.ok();
    took
}

async fn select(world: &World, proposal: &str) -> Duration {
    let conn = world.app.store.read();
    let query = format!("SELECT * FROM proposals WHERE id = '{proposal}'");
    let start = Instant::now();
    let row = conn.query_one_raw(Statement::from_string(conn.get_database_backend(), query)).await.unwrap();
    let took = start.elapsed();
    assert!(row.is_some());
    took
}

/// A checked payment of every requested tranche, with its ETag.
async fn ready(cast: &Cast, tranches: &[(Actor, String)]) -> Vec<(String, String)> {
    let mut payments = Vec::new();
    for (_, tranche) in tranches {
        let payment = prepared_payment(cast, tranche).await;
        let checked = cast.checker.act(&payment, "check", Value::Null).await.ok();
        payments.push((payment, etag(&checked)));
    }
    payments
}

async fn approve(approver: Actor, (payment, etag): (String, String)) -> Duration {
    let path = format!("{payment}/approve");
    let call = approver.call(axum::http::Method::POST, &path).if_match(&etag);
    let start = Instant::now();
    let answer = call.send().await;
    let took = start.elapsed();
    answer.ok();
    took
}

async fn insert(world: World, n: usize) -> Duration {
    let conn = world.app.store.read();
    let statement = format!("INSERT INTO raw_rows (id, amount_fen) VALUES ({n}, 1000000)");
    let start = Instant::now();
    conn.execute_unprepared(&statement).await.unwrap();
    start.elapsed()
}

/// Runs everything at once; gives the seconds from the first start to the last end.
async fn all_at_once<W>(times: &mut Times, work: impl Iterator<Item = W>) -> f64
where
    W: Future<Output = Duration> + Send + 'static,
{
    let start = Instant::now();
    let tasks: Vec<_> = work.map(tokio::spawn).collect();
    for task in tasks {
        times.0.push(task.await.unwrap());
    }
    start.elapsed().as_secs_f64()
}

/// Withdraws the approval and requests the tranche again, so that the next turn finds it as this one did.
async fn take_back(cast: &Cast, owner: &Actor, tranche: &str) {
    let payments = cast.maker.get("/payments?state=approved&limit=100").await.ok();
    let of_tranche = |item: &&Value| tranche.ends_with(item["tranche"]["id"].as_str().unwrap());
    let payment = payments["items"].as_array().unwrap().iter().find(of_tranche).unwrap_or_else(|| panic!("{payments:#}"));
    let path = format!("/payments/{}", payment["id"].as_str().unwrap());
    cast.approver.act(&path, "withdraw-approval", json!({ "reason": "测量结束，撤回审批" })).await.ok();
    owner.act(tranche, "request", json!({ "note": "申请拨付首期款" })).await.ok();
}

fn load() -> String {
    let text = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ').next().unwrap_or("unknown").to_owned()
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, Into::into)
}
