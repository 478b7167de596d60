//! `make bench`: every list and every search behind it, at two sizes of the database.
//!
//! For each request: SQL statements (those that only find out who asks apart), how PostgreSQL reads the tables, the time
//! at both sizes, and the time of the same statements without the server. What is measured and its raw counterpart run
//! in the same minute on the same machine; the columns `growth` and `over raw` are the figures, not the milliseconds.
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
/// A word that everything has, and one that one in a thousand has.
const WORDS: [&str; 2] = ["q=%E7%A4%BE%E5%8C%BA", "q=rareword0777"];

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
    plan: BTreeSet<String>,
    request: Duration,
    raw: Duration,
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
        "{:<44} {:>4} {:>4} {:>9} {:>9} {:>7} {:>9} {:>9}  read by",
        "request", "sql", "who", "ms small", "ms large", "growth", "ms raw", "over raw"
    );
    for ((asked, small), large) in asked.iter().zip(&small).zip(&large) {
        report(asked, small, large);
    }
    world.end().await;
}

fn report(asked: &Asked, small: &Measured, large: &Measured) {
    let millis = |time: Duration| time.as_secs_f64() * 1000.0;
    let (before, after, raw) = (millis(small.request), millis(large.request), millis(large.raw));
    let plan: Vec<&str> = large.plan.iter().map(String::as_str).collect();
    println!(
        "{:<44} {:>4} {:>4} {before:>9.2} {after:>9.2} {:>7.2} {raw:>9.2} {:>9.2}  {}",
        asked.name,
        large.statements,
        large.admission,
        after / before,
        after / raw.max(0.001),
        plan.join(", ")
    );
}

/// Every list of the contract, plain and with the words it can be searched for.
async fn requests(world: &World, firsts: &Firsts) -> Vec<Asked> {
    let district = world.district().await;
    let auditor = world.person("审计陈", &[("auditor", district)]).await;
    let security = world.person("安全员", &[("security_admin", yichuang_base::caller::Scope::Platform)]).await;
    let mut found = Vec::new();
    for operation in operations(document()).into_iter().filter(|operation| operation.method == "GET" && operation.takes("limit")) {
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
            for word in WORDS.iter().filter(|_| operation.takes("q")) {
                let kind = if word.contains("rare") { "rare word" } else { "common word" };
                found.push(Asked { name: named(kind), path: format!("{address}?{word}"), actor: actor.clone() });
            }
        }
    }
    found
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
    let mut plan = BTreeSet::new();
    for statement in &own {
        plan.extend(reads(world, statement).await);
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
    Measured { statements: own.len(), admission, plan, request: median(requests), raw: median(raws) }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// How each table is read: `index` names the index, `SEQ` the table that is read whole.
async fn reads(world: &World, statement: &Statement) -> BTreeSet<String> {
    let conn = world.app.store.read();
    let mut explained = statement.clone();
    explained.sql = format!("EXPLAIN (FORMAT JSON) {}", statement.sql);
    let row = conn.query_one_raw(explained).await.unwrap().unwrap();
    let plan: Value = row.try_get_by_index(0).unwrap();
    let mut found = BTreeSet::new();
    walk(&plan[0]["Plan"], &mut found);
    found
}

fn walk(node: &Value, found: &mut BTreeSet<String>) {
    let kind = node["Node Type"].as_str().unwrap_or_default();
    let named = |key: &str| node[key].as_str().unwrap_or("?").to_owned();
    if kind == "Seq Scan" {
        found.insert(format!("SEQ({})", named("Relation Name")));
    } else if kind.contains("Index") {
        found.insert(named("Index Name"));
    }
    for inner in node["Plans"].as_array().into_iter().flatten() {
        walk(inner, found);
    }
}
