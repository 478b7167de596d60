//! `make bench`: reports of the books over a million postings on PostgreSQL.
//!
//! Ten thousand projects, each with six rounds of award, agreement, due tranche, approval, export and payment, are copied by
//! set-based statements and pass the triggers of the ledger. Every report must stay under five seconds.
#![allow(clippy::unwrap_used, reason = "a broken assumption should stop the run")]

use std::time::{Duration, Instant};

use yichuang_tests::bulk::{self, NONE, Sizes};
use yichuang_tests::{Actor, World};

/// Every fourth proposal becomes a project.
const SIZES: Sizes = Sizes { proposals: 40_000, organisations: 2_000, needs: 0 };
/// Rounds of postings for each project, of eighteen postings each.
const ROUNDS: u32 = 6;
const TURNS: usize = 5;
const LIMIT: Duration = Duration::from_secs(5);

/// The legs of one round as rows of event, line, layer, account, detail and sign.
const LEGS: &str = "(VALUES \
    ('E03', 1, 'B', 'B30', 'award', 1), ('E03', 2, 'B', 'B20', 'none', -1), \
    ('E04', 1, 'B', 'B40', 'contract', 1), ('E04', 2, 'B', 'B30', 'award', -1), \
    ('E05', 1, 'B', 'B50', 'tranche', 1), ('E05', 2, 'B', 'B40', 'contract', -1), \
    ('E05', 3, 'F', 'F5001', 'contract', 1), ('E05', 4, 'F', 'F2202', 'tranche', -1), \
    ('E06', 1, 'B', 'B55', 'payment', 1), ('E06', 2, 'B', 'B50', 'tranche', -1), \
    ('E07', 1, 'B', 'B60', 'payment', 1), ('E07', 2, 'B', 'B55', 'payment', -1), \
    ('E07', 3, 'F', 'F2202', 'tranche', 1), ('E07', 4, 'F', 'F1201', 'payment', -1), \
    ('E08', 1, 'B', 'B70', 'contract', 1), ('E08', 2, 'B', 'B60', 'payment', -1), \
    ('E08', 3, 'F', 'F1201', 'payment', 1), ('E08', 4, 'F', 'F1002', 'none', -1)) AS leg (event, line_no, layer, account, detail, sign)";
/// The projects that were copied, with what details name.
const PROJECTS: &str = "(SELECT r.id, r.allotment_id, r.proposal_id, g.id AS contract, t.id AS tranche, p.id AS payment, \
    row_number() OVER (ORDER BY r.id) AS n FROM projects r JOIN agreements g ON g.project_id = r.id \
    JOIN tranches t ON t.project_id = r.id JOIN payments p ON p.project_id = r.id WHERE r.number LIKE 'XMB-%') AS one";

#[tokio::main]
async fn main() {
    let world = World::postgres().await;
    eprintln!("one of each …");
    let firsts = bulk::firsts(&world).await;
    eprintln!("{} proposals …", SIZES.proposals);
    bulk::grow(&world, &firsts, NONE, SIZES).await;
    post(&world).await;
    let postings = world.number("SELECT COUNT(*) FROM postings").await;
    println!("{postings} postings");
    let anonymous = world.anonymous();
    let auditor = &firsts.cast.auditor;
    for (actor, path) in [
        (auditor, "/fund-reports?period=2026-07&by=source"),
        (auditor, "/fund-reports?period=2026&by=budget_line"),
        (auditor, "/fund-reports?period=2026&by=project"),
        (auditor, "/fund-reports?period=2026&by=area"),
        (auditor, "/fund-reports/payment-plan?year=2026"),
        (&anonymous, "/public/lottery-disclosures"),
        (&anonymous, "/public/lottery-disclosures/2026"),
    ] {
        let took = median(actor, path).await;
        println!("{path:<44} {:>8.0} ms", took.as_secs_f64() * 1000.0);
        assert!(took < LIMIT, "{path} took {took:?}");
    }
    world.end().await;
}

/// Six rounds for each project, one month after the other; sealed, and refused if they did not balance.
async fn post(world: &World) {
    let journal = "md5(one.id::text || '-' || round || '-' || leg.event)::uuid";
    let rounds = format!("generate_series(1, {ROUNDS}) AS round");
    eprintln!("journals …");
    let journals = format!(
        "INSERT INTO journals (id, event, biz_date, memo, subject_kind, subject_id, created_by, created_at) \
         SELECT {journal}, leg.event, '2026-' || lpad((5 + round)::text, 2, '0') || '-15', 'bench', 'project', {journal}, \
         (SELECT created_by FROM journals LIMIT 1), 0 FROM {PROJECTS}, {rounds}, {LEGS} WHERE leg.line_no = 1"
    );
    world.sql(&journals).await.unwrap();
    eprintln!("postings …");
    let postings = format!(
        "INSERT INTO postings (journal_id, line_no, layer, account, allotment_id, detail, amount_fen) \
         SELECT {journal}, leg.line_no, leg.layer, leg.account, one.allotment_id, CASE leg.detail WHEN 'award' THEN one.proposal_id::text \
         WHEN 'contract' THEN one.contract::text WHEN 'tranche' THEN one.tranche::text WHEN 'payment' THEN one.payment::text ELSE '-' END, \
         leg.sign * (100 + one.n) FROM {PROJECTS}, {rounds}, {LEGS}"
    );
    world.sql(&postings).await.unwrap();
    eprintln!("seals …");
    // The bench is about reading: authority for all of it comes in one posting, and the digests are not checked.
    let seals = "INSERT INTO journal_seals (journal_id, postings, sha256) \
                 SELECT journal_id, COUNT(*), repeat('0', 64) FROM postings WHERE journal_id NOT IN (SELECT journal_id FROM journal_seals) \
                 GROUP BY journal_id";
    world.sql(seals).await.unwrap();
    let authority = "INSERT INTO journals SELECT md5('authority')::uuid, 'E01', '2026-06-01', 'bench', 'allotment', subject_id, NULL, \
                     created_by, 0 FROM journals WHERE event = 'E01' LIMIT 1";
    world.sql(authority).await.unwrap();
    let legs = "INSERT INTO postings SELECT md5('authority')::uuid, leg.line_no, 'B', leg.account, had.allotment_id, '-', leg.sign * had.fen \
                FROM (SELECT allotment_id, 1000000 - SUM(amount_fen) AS fen FROM postings WHERE account = 'B20' GROUP BY allotment_id \
                ORDER BY 2 DESC LIMIT 1) AS had, (VALUES (1, 'B20', 1), (2, 'B10', -1)) AS leg (line_no, account, sign)";
    world.sql(legs).await.unwrap();
    world.sql("INSERT INTO journal_seals VALUES (md5('authority')::uuid, 2, repeat('0', 64))").await.unwrap();
    world.sql("ANALYZE").await.unwrap();
}

async fn median(actor: &Actor, path: &str) -> Duration {
    let mut times = Vec::new();
    for _ in 0..TURNS {
        let start = Instant::now();
        let answer = actor.get(path).await;
        times.push(start.elapsed());
        answer.ok();
    }
    times.sort_unstable();
    times[TURNS / 2]
}
