//! The trail as a chain: seals what has happened since the last seal, and checks everything that was ever sealed.

use serde_json::{Value, json};
use uuid::Uuid;
use yichuang_domain::trail::{GENESIS, event_sha256, seal_sha256};
use yichuang_store::audit_chain::{self as rows, AuditSeal, Link};
use yichuang_store::record::AuditEvent;
use yichuang_store::{Conn, StoreError};

use crate::app::App;
use crate::problem::Problem;

/// At most this many events under one seal.
const MOST: u64 = 2_000;

/// Seals every event that waits, in transactions of at most 2,000 events; says how many there were. When another process
/// seals at the same time it does so alone.
pub async fn seal(app: &App) -> Result<u64, Problem> {
    let mut sealed = 0;
    loop {
        match next(app).await {
            Ok(0) | Err(StoreError::Duplicate(_) | StoreError::Stale | StoreError::Retry) => return Ok(sealed),
            Ok(count) => sealed += count,
            Err(error) => return Err(error.into()),
        }
    }
}

async fn next(app: &App) -> Result<u64, StoreError> {
    let conn = app.store.begin().await?;
    let head = rows::head(&conn).await?;
    let events = rows::waiting(&conn, MOST).await?;
    if events.is_empty() {
        return Ok(0);
    }
    let links: Vec<(Uuid, String)> = events.iter().map(|event| (event.id, digest(event))).collect();
    let (seq, previous) = head.map_or((1, GENESIS.to_owned()), |head| (head.seq + 1, head.sha256));
    let seal = AuditSeal {
        seq,
        events: i32::try_from(links.len()).map_err(|_| StoreError::Broken("too many events under one seal".to_owned()))?,
        sha256: seal_sha256(seq, &previous, links.iter().map(|(_, sha256)| sha256.as_str())),
        previous_sha256: previous,
        sealed_at: app.clock.machine().micros(),
    };
    rows::put(&conn, &seal, &links).await?;
    conn.commit().await?;
    Ok(links.len() as u64)
}

/// The digest of everything that is stored of an event.
fn digest(event: &AuditEvent) -> String {
    event_sha256(&json!({
        "id": event.id, "at": event.at, "actor_id": event.actor_id, "action": event.action, "subject_kind": event.subject_kind,
        "subject_id": event.subject_id, "before": event.before, "after": event.after, "reason": event.reason, "request_id": event.request_id,
    }))
}

/// What a check of the whole chain found.
#[derive(Clone, Debug, Default)]
pub struct Report {
    pub seals: u64,
    pub events: u64,
    /// Events that the next seal takes.
    pub waiting: i64,
    /// The digest of the newest seal, to be kept outside; nothing while there is none.
    pub head: Option<String>,
    pub findings: Vec<Value>,
}

/// Seals that are read at a time.
const CHUNK: u64 = 200;

/// Computes every digest anew, from the first seal to the newest.
pub async fn verify(conn: &Conn) -> Result<Report, StoreError> {
    let mut report = Report::default();
    let (mut seq, mut previous) = (0, GENESIS.to_owned());
    loop {
        let seals = rows::after(conn, seq, CHUNK).await?;
        if seals.is_empty() {
            break;
        }
        for seal in seals {
            let links = rows::links(conn, seal.seq).await?;
            report.findings.extend(findings(&seal, seq + 1, &previous, &links));
            report.seals += 1;
            report.events += links.len() as u64;
            (seq, previous) = (seal.seq, seal.sha256);
        }
    }
    report.head = (seq > 0).then_some(previous);
    let (waiting, unlinked) = rows::loose(conn).await?;
    report.waiting = waiting;
    if unlinked > 0 {
        report.findings.push(json!({ "code": "events_unlinked", "count": unlinked }));
    }
    Ok(report)
}

/// What is wrong with one seal, which should have this number and name this digest.
fn findings(seal: &AuditSeal, seq: i32, previous: &str, links: &[Link]) -> Vec<Value> {
    let mut found = Vec::new();
    if seal.seq != seq {
        found.push(json!({ "code": "seal_missing", "seal": seq }));
    }
    if seal.previous_sha256 != previous {
        found.push(json!({ "code": "chain_broken", "seal": seal.seq }));
    }
    for link in links {
        match &link.event {
            None => found.push(json!({ "code": "event_missing", "seal": seal.seq, "event": link.event_id })),
            Some(event) if digest(event) != link.sha256 => {
                found.push(json!({ "code": "event_changed", "seal": seal.seq, "event": link.event_id, "action": event.action }));
            }
            Some(_) => {}
        }
    }
    let digests = links.iter().map(|link| link.sha256.as_str());
    if i32::try_from(links.len()) != Ok(seal.events) || seal_sha256(seal.seq, &seal.previous_sha256, digests) != seal.sha256 {
        found.push(json!({ "code": "seal_broken", "seal": seal.seq }));
    }
    found
}
