//! `make bench`: every list and every search behind it, at two sizes of the database.
//!
//! For each request: SQL statements (those that only find out who asks apart), how PostgreSQL reads the tables, how many rows
//! it looks at and how long it takes at both sizes, and the time of the same statements without the server. What is measured
//! and its raw counterpart run in the same minute on the same machine; the columns `growth` and `over raw` are the figures,
//! not the milliseconds. Rows are counted: their growth does not depend on the machine.
//!
//! `BENCH_LISTS="listCalls searchPublic"` measures only these and prints how PostgreSQL carries out their statements.
#![allow(clippy::unwrap_used, reason = "a broken assumption should stop the run")]

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use sea_orm::{ConnectionTrait, Statement};
use serde_json::Value;
use yichuang_tests::bulk::{self, Firsts, NONE, Sizes};
use yichuang_tests::contract::{document, operations};
use yichuang_tests::statements::{is_admission, of_operation};
use yichuang_tests::{Actor, World};

const SMALL: Sizes = Sizes { proposals: 2_000, organisations: 500, needs: 1_000 };
const LARGE: Sizes = Sizes { proposals: 20_000, organisations: 5_000, needs: 10_000 };
const TURNS: usize = 15;
/// The beginning of a word is looked for in another way than a pair of Chinese characters.
const WORDS: [(&str, &str); 3] = [("common word", bulk::COMMON), ("beginning", bulk::BEGINNING), ("rare word", bulk::RARE)];
/// The operations to look at closely, by their names in the contract.
const ONLY: &str = "BENCH_LISTS";

/// One request of the bench.
struct Asked {
    name: String,
    path: String,
    actor: Actor,
}

/// What came of it.
struct Measured {
    statements: usize,
    admission: usize,
    reads: Reads,
    request: Duration,
    raw: Duration,
}

/// What PostgreSQL reads for a request.
#[derive(Default)]
struct Reads {
    /// `index` names the index, `SEQ` the table that is read whole.
    by: BTreeSet<String>,
    /// Rows of tables and entries of indices that were looked at.
    rows: i64,
}

#[tokio::main]
async fn main() {
    let world = World::postgres().await;
    eprintln!("one of each …");
    let firsts = bulk::firsts(&world).await;
    eprintln!("{} proposals …", SMALL.proposals);
    bulk::grow(&world, &firsts, NONE, SMALL).await;
    let asked = requests(&world, &firsts).await;
    let small = all(&world, &asked).await;
    eprintln!("{} proposals …", LARGE.proposals);
    bulk::grow(&world, &firsts, SMALL, LARGE).await;
    let large = all(&world, &asked).await;
    println!(
        "{:<44} {:>4} {:>4} {:>9} {:>9} {:>7} {:>9} {:>9} {:>7} {:>7} {:>7}  read by",
        "request", "sql", "who", "ms small", "ms large", "growth", "ms raw", "over raw", "rows", "large", "growth"
    );
    for ((asked, small), large) in asked.iter().zip(&small).zip(&large) {
        report(asked, small, large);
    }
    world.end().await;
}

fn report(asked: &Asked, small: &Measured, large: &Measured) {
    let millis = |time: Duration| time.as_secs_f64() * 1000.0;
    let (before, after, raw) = (millis(small.request), millis(large.request), millis(large.raw));
    let by: Vec<&str> = large.reads.by.iter().map(String::as_str).collect();
    let (few, many) = (small.reads.rows, large.reads.rows);
    println!(
        "{:<44} {:>4} {:>4} {before:>9.2} {after:>9.2} {:>7.2} {raw:>9.2} {:>9.2} {few:>7} {many:>7} {:>7.2}  {}",
        asked.name,
        large.statements,
        large.admission,
        after / before,
        after / raw.max(0.001),
        ratio(many, few),
        by.join(", ")
    );
}

#[expect(clippy::cast_precision_loss, reason = "a ratio for people to read")]
fn ratio(many: i64, few: i64) -> f64 {
    many as f64 / few.max(1) as f64
}

/// Every list of the contract, plain and with the words it can be searched for.
async fn requests(world: &World, firsts: &Firsts) -> Vec<Asked> {
    let district = world.district().await;
    let auditor = world.person("审计陈", &[("auditor", district)]).await;
    let security = world.person("安全员", &[("security_admin", yichuang_base::caller::Scope::Platform)]).await;
    let mut found = Vec::new();
    let lists = operations(document()).into_iter().filter(|operation| operation.method == "GET" && operation.takes("limit"));
    for operation in lists.filter(|operation| only().is_none_or(|only| only.split(' ').any(|id| id == operation.id))) {
        let roles: Vec<&str> = operation.spec["x-roles"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        let of = operation.path.trim_start_matches("/public").trim_matches('/').split('/').next().unwrap();
        let address = if operation.path.contains('{') { operation.address(firsts.id(of)) } else { operation.address("") };
        let actors = [(&auditor, "auditor"), (&firsts.owner, "applicant_owner"), (&security, "security_admin")];
        let may: Vec<_> = actors.into_iter().filter(|(_, role)| roles.contains(role)).collect();
        let anonymous = (world.anonymous(), "public");
        let may = if roles == ["public"] { vec![(&anonymous.0, anonymous.1)] } else { may };
        for (actor, role) in may.into_iter().take(2) {
            let named = |more: &str| format!("{} {role} {more}", operation.id);
            found.push(Asked { name: named(""), path: address.clone(), actor: actor.clone() });
            for (kind, word) in WORDS.iter().filter(|_| operation.takes("q")) {
                found.push(Asked { name: named(kind), path: format!("{address}?q={word}"), actor: actor.clone() });
            }
        }
    }
    found
}

fn only() -> Option<String> {
    std::env::var(ONLY).ok()
}

async fn all(world: &World, asked: &[Asked]) -> Vec<Measured> {
    let mut found = Vec::new();
    for one in asked {
        found.push(measure(world, one).await);
    }
    found
}

async fn measure(world: &World, asked: &Asked) -> Measured {
    let (answer, heard) = world.statements.during(asked.actor.get(&asked.path)).await;
    answer.ok();
    let admission = heard.iter().filter(|statement| is_admission(statement)).count();
    let own = of_operation(heard.clone());
    let mut reads = Reads::default();
    for statement in &own {
        explain(world, statement, &mut reads).await;
    }
    let (mut requests, mut raws) = (Vec::new(), Vec::new());
    for _ in 0..TURNS {
        let start = Instant::now();
        let answer = asked.actor.get(&asked.path).await;
        requests.push(start.elapsed());
        answer.ok();
        let conn = world.app.store.read();
        let start = Instant::now();
        for statement in &heard {
            conn.query_all_raw(statement.clone()).await.unwrap();
        }
        raws.push(start.elapsed());
    }
    Measured { statements: own.len(), admission, reads, request: median(requests), raw: median(raws) }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// Adds how PostgreSQL carries out a statement.
async fn explain(world: &World, statement: &Statement, reads: &mut Reads) {
    let explained = async |how: &str| {
        let mut explained = statement.clone();
        explained.sql = format!("EXPLAIN ({how}) {}", statement.sql);
        world.app.store.read().query_all_raw(explained).await.unwrap()
    };
    if only().is_some() {
        eprintln!("\n{}", statement.sql);
        for line in explained("ANALYZE, BUFFERS, COSTS OFF").await {
            eprintln!("  {}", line.try_get_by_index::<String>(0).unwrap());
        }
    }
    let plan: Value = explained("ANALYZE, BUFFERS, FORMAT JSON").await[0].try_get_by_index(0).unwrap();
    walk(&plan[0]["Plan"], reads);
}

fn walk(node: &Value, reads: &mut Reads) {
    let kind = node["Node Type"].as_str().unwrap_or_default();
    let named = |key: &str| node[key].as_str().unwrap_or("?").to_owned();
    if kind == "Seq Scan" {
        reads.by.insert(format!("SEQ({})", named("Relation Name")));
    } else if kind.contains("Index") {
        reads.by.insert(named("Index Name"));
    }
    if kind.contains("Scan") && kind != "Subquery Scan" {
        let count = |key: &str| node[key].as_i64().unwrap_or_default();
        reads.rows += (count("Actual Rows") + count("Rows Removed by Filter")) * count("Actual Loops");
    }
    for inner in node["Plans"].as_array().into_iter().flatten() {
        walk(inner, reads);
    }
}
