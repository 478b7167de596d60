//! What must hold when machines fail in the middle of money: a process that dies at any statement, a database that goes
//! away, a clock that is set back. The list of all cases is `docs/failure-cases.md`.

use std::time::Duration;

use axum::http::Method;
use serde_json::Value;
use yichuang_server::jobs;
use yichuang_store::ids::ProjectId;
use yichuang_store::lock;
use yichuang_store::record::Project;
use yichuang_tests::steps::{self, assert_none};
use yichuang_tests::{Actor, Answer, Cast, Server, World, closing, on_both};

const FILES: &str = "SELECT COUNT(*) FROM journals WHERE event = 'E07'";
const PAID: &str = "SELECT COUNT(*) FROM journals WHERE event = 'E08'";

async fn state(of: &Actor, thing: &str) -> String {
    of.get(thing).await.ok()["state"].as_str().unwrap().to_owned()
}

/// Sends the request again and again with one key, and each time the process dies one statement later, until it lives.
/// After every death `check` looks at what is there. Returns the deaths and the answer.
async fn dying_at_every_statement(world: &World, send: impl AsyncFn() -> Answer, check: impl AsyncFn()) -> (i64, Answer) {
    for nth in 1.. {
        let (answer, died) = world.statements.dying_after(nth, send()).await;
        if !died {
            return (nth - 1, answer);
        }
        assert_eq!(answer.status.as_u16(), 500, "statement {nth}: {}", answer.body);
        check().await;
    }
    unreachable!()
}

on_both! {
    async fn a_process_that_dies_at_any_statement_of_a_bank_file_or_of_the_banks_answer_loses_nothing_and_does_nothing_twice(world: World) {
        let cast = Cast::new(&world).await;
        let (_, payments) = steps::approved_payments(&world, &cast, &["200000.00", "100000.00"]).await;
        let batch = steps::approved_batch(&cast, &payments).await;
        let (path, seen) = (format!("{batch}/generate"), cast.maker.etag(&batch).await);
        let generate = async || cast.maker.call(Method::POST, &path).if_match(&seen).key("generate").send().await;
        let nothing = async || {
            assert_eq!(world.number(FILES).await, 0);
            assert_eq!(state(&cast.maker, &batch).await, "approved");
        };
        let (deaths, answer) = dying_at_every_statement(&world, generate, nothing).await;
        let generated = answer.ok();
        assert!(deaths > 10, "only {deaths} statements");
        let file = cast.maker.get(&format!("{batch}/bank-file")).await;
        assert_eq!(yichuang_domain::schemes::sha256_hex(&file.bytes), generated["file_sha256"]);
        assert_eq!((world.number(FILES).await, steps::balance(&cast, "B60").await.as_str()), (2, "150000.00"));

        cast.maker.act(&batch, "submit", Value::Null).await.ok();
        let (path, seen) = (format!("{batch}/bank-return"), cast.checker.etag(&batch).await);
        let day = world.today();
        let lines = [
            steps::bank_line(&cast, &payments[0], "paid", &day, "").await,
            steps::bank_line(&cast, &payments[1], "rejected", &day, "账号户名不符").await,
        ];
        let import = async || cast.checker.call(Method::POST, &path).if_match(&seen).key("import").json(steps::bank_return(&lines)).send().await;
        let nothing = async || {
            assert_eq!(world.number(PAID).await, 0);
            assert_eq!(world.number("SELECT COUNT(*) FROM bank_returns").await, 0);
            assert_eq!(steps::balance(&cast, "B60").await, "150000.00");
        };
        let (deaths, answer) = dying_at_every_statement(&world, import, nothing).await;
        answer.ok();
        assert!(deaths > 10, "only {deaths} statements");
        assert_eq!((state(&cast.maker, &payments[0]).await, state(&cast.maker, &payments[1]).await), ("paid".into(), "rejected".into()));
        assert_eq!((world.number(PAID).await, steps::balance(&cast, "B60").await.as_str()), (1, "0.00"));
        assert_none(&steps::broken_identities(&cast).await);
    }
}

/// Holds the second project, sends the request and waits until the server stands before that lock, half-way.
async fn held(world: &World, cast: &Cast, payment: &str) -> yichuang_store::Conn {
    let view = cast.maker.get(payment).await.ok();
    let project = ProjectId(view["project"]["id"].as_str().unwrap().parse().unwrap());
    let holder = world.app.store.begin().await.unwrap();
    lock::<Project>(&holder, project).await.unwrap().unwrap();
    holder
}

/// Waits until somebody else's transaction of this database waits for a lock.
async fn somebody_waits(world: &World) {
    let waiting = "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    for _ in 0..400 {
        if world.number(waiting).await > 0 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("nobody waits for a lock");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_killed_half_way_through_a_bank_file_leaves_nothing_and_the_same_key_makes_it() {
    let world = World::postgres().await;
    let cast = Cast::new(&world).await;
    let (_, payments) = steps::approved_payments(&world, &cast, &["200000.00", "199999.99"]).await;
    let batch = steps::approved_batch(&cast, &payments).await;
    let (path, seen) = (format!("{batch}/generate"), cast.maker.etag(&batch).await);
    let server = Server::start(&world).await;
    let holder = held(&world, &cast, &payments[1]).await;
    let unanswered = cast.maker.at(&server).call(Method::POST, &path).if_match(&seen).key("generate").begin().await;
    somebody_waits(&world).await;
    server.kill();
    drop(unanswered);
    holder.rollback().await.unwrap();
    assert_eq!(world.number(FILES).await, 0);
    let server = Server::start(&world).await;
    cast.maker.at(&server).call(Method::POST, &path).if_match(&seen).key("generate").send().await.ok();
    assert_eq!((world.number(FILES).await, steps::balance(&cast, "B60").await.as_str()), (2, "199999.99"));
    assert_none(&steps::broken_identities(&cast).await);
    drop(server);
    world.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_goes_away_in_the_middle_of_an_import_keeps_no_line_and_the_same_key_imports_all() {
    let world = World::postgres().await;
    let cast = Cast::new(&world).await;
    let (_, payments) = steps::approved_payments(&world, &cast, &["200000.00", "100000.00"]).await;
    let batch = steps::submitted_batch(&cast, &payments).await;
    let (path, seen, day) = (format!("{batch}/bank-return"), cast.checker.etag(&batch).await, world.today());
    let mut lines = Vec::new();
    for payment in &payments {
        lines.push(steps::bank_line(&cast, payment, "paid", &day, "").await);
    }
    let import = || cast.checker.call(Method::POST, &path).if_match(&seen).key("import").json(steps::bank_return(&lines)).send();
    let holder = held(&world, &cast, &payments[1]).await;
    let gone = async {
        somebody_waits(&world).await;
        // What a restart does to every session of the server.
        world
            .sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")
            .await
    };
    let (answer, ended) = tokio::join!(import(), gone);
    ended.unwrap();
    answer.refused(500, "internal");
    holder.rollback().await.unwrap();
    assert_eq!(world.number(PAID).await, 0);
    assert_eq!(world.number("SELECT COUNT(*) FROM bank_returns").await, 0);
    assert_eq!(steps::balance(&cast, "B60").await, "150000.00");
    import().await.ok();
    assert_eq!((world.number(PAID).await, steps::balance(&cast, "B60").await.as_str()), (2, "0.00"));
    assert_none(&steps::broken_identities(&cast).await);
    world.end().await;
}

on_both! {
    async fn a_clock_that_is_set_back_does_nothing_twice_and_loses_nothing(world: World) {
        let cast = Cast::new(&world).await;
        let (round, payments) = steps::approved_payments(&world, &cast, &["200000.00", "100000.00"]).await;
        let first = steps::submitted_batch(&cast, &payments[..1]).await;
        let (path, seen, day) = (format!("{first}/bank-return"), cast.checker.etag(&first).await, world.today());
        let line = [steps::bank_line(&cast, &payments[0], "paid", &day, "").await];
        let import = |key: &'static str, body| cast.checker.call(Method::POST, &path).if_match(&seen).key(key).json(body).send();
        let paid = import("import", steps::bank_return(&line)).await;
        while jobs::once(&world.app).await.unwrap() > 0 {}
        steps::clock_strikes(&world).await;
        let before = world.rows().await;

        world.later(-2 * 86_400);
        while jobs::once(&world.app).await.unwrap() > 0 {}
        steps::clock_strikes(&world).await;
        assert_eq!(world.rows().await, before, "two days that come again do nothing again");
        let again = import("import", steps::bank_return(&line)).await;
        assert_eq!((again.header("idempotency-replayed"), &again.bytes), ("true", &paid.bytes));
        import("another", steps::bank_return(&line)).await;
        assert_eq!(world.number(PAID).await, 1);
        let late = round.grantees[0].owner.post("/proposals", serde_json::json!({ "call_id": round.call, "organisation_id": round.grantees[0].id })).await;
        assert_eq!(late.status.as_u16(), 409, "a call that was closed stays closed: {}", late.body);

        // Whatever goes on meanwhile goes on, and is in the chain after what came before it.
        let second = steps::submitted_batch(&cast, &payments[1..]).await;
        world.later(2 * 86_400);
        steps::clock_strikes(&world).await;
        let line = [steps::bank_line(&cast, &payments[1], "paid", &world.today(), "").await];
        cast.checker.act(&second, "bank-return", steps::bank_return(&line)).await.ok();
        assert_eq!((world.number(FILES).await, world.number(PAID).await), (2, 2));
        assert_eq!(steps::balance(&cast, "B70").await, "150000.00");
        closing::assert_sound(&world, &cast).await;
    }
}
