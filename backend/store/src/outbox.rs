//! Work that must happen because of a change, written with the change and done afterwards by any process.

use sea_orm::prelude::Uuid;
use sea_orm::{ConnectionTrait, DbBackend};

use crate::conn::{Conn, Store};
use crate::error::StoreError;

#[derive(Clone, Debug)]
pub struct Job {
    pub id: Uuid,
    pub kind: String,
    pub payload: String,
    pub attempts: i32,
}

/// Attempts after which a job is put aside for the administrator to look at.
pub const MAX_ATTEMPTS: i32 = 8;

pub async fn put(conn: &Conn, id: Uuid, kind: &str, payload: &str, now: i64) -> Result<(), StoreError> {
    let sql = "INSERT INTO outbox (id, kind, payload, run_at, attempts, created_at) VALUES ($1, $2, $3, $4, 0, $4)";
    conn.run(sql, [id.into(), kind.into(), payload.into(), now.into()]).await?;
    Ok(())
}

/// Many jobs of one kind, each with its id and payload, in one statement for every 500.
pub async fn put_all(conn: &Conn, kind: &str, jobs: &[(Uuid, String)], now: i64) -> Result<(), StoreError> {
    for chunk in jobs.chunks(500) {
        let mut values = vec![kind.into(), now.into()];
        let mut rows = Vec::with_capacity(chunk.len());
        for (id, payload) in chunk {
            let n = values.len();
            rows.push(format!("(${}, $1, ${}, $2, 0, $2)", n + 1, n + 2));
            values.extend([(*id).into(), payload.as_str().into()]);
        }
        let sql = format!("INSERT INTO outbox (id, kind, payload, run_at, attempts, created_at) VALUES {}", rows.join(", "));
        conn.run(&sql, values).await?;
    }
    Ok(())
}

/// Takes up to `limit` due jobs by moving their next run ahead, so that a worker that dies leaves them to the
/// next one. Mail is therefore sent at least once, never lost.
pub async fn take(store: &Store, now: i64, lease_micros: i64, limit: u32) -> Result<Vec<Job>, StoreError> {
    let conn = store.begin().await?;
    let skip = if conn.get_database_backend() == DbBackend::Postgres { " FOR UPDATE SKIP LOCKED" } else { "" };
    let sql = format!(
        "SELECT id, kind, payload, attempts FROM outbox \
         WHERE done_at IS NULL AND dead_at IS NULL AND run_at <= $1 ORDER BY run_at LIMIT {limit}{skip}"
    );
    let mut jobs = Vec::new();
    for row in conn.rows(&sql, [now.into()]).await? {
        jobs.push(Job {
            id: row.try_get("", "id")?,
            kind: row.try_get("", "kind")?,
            payload: row.try_get("", "payload")?,
            attempts: row.try_get("", "attempts")?,
        });
    }
    for job in &jobs {
        let sql = "UPDATE outbox SET run_at = $1, attempts = attempts + 1 WHERE id = $2";
        conn.run(sql, [(now + lease_micros).into(), job.id.into()]).await?;
    }
    conn.commit().await?;
    Ok(jobs)
}

pub async fn done(store: &Store, id: Uuid, now: i64) -> Result<(), StoreError> {
    store.read().run("UPDATE outbox SET done_at = $1, last_error = NULL WHERE id = $2", [now.into(), id.into()]).await?;
    Ok(())
}

/// Waits until `run_at` for the next try, or gives up after [`MAX_ATTEMPTS`].
pub async fn failed(store: &Store, job: &Job, error: &str, run_at: i64, now: i64) -> Result<(), StoreError> {
    let dead = (job.attempts + 1 >= MAX_ATTEMPTS).then_some(now);
    let sql = "UPDATE outbox SET last_error = $1, run_at = $2, dead_at = $3 WHERE id = $4";
    store.read().run(sql, [error.into(), run_at.into(), dead.into(), job.id.into()]).await?;
    Ok(())
}

/// Jobs that wait, by kind (tests and the administrator's page).
pub async fn waiting(conn: &Conn) -> Result<Vec<(String, i64)>, StoreError> {
    let sql = "SELECT kind, COUNT(*) AS n FROM outbox WHERE done_at IS NULL GROUP BY kind ORDER BY kind";
    let mut found = Vec::new();
    for row in conn.rows(sql, []).await? {
        found.push((row.try_get("", "kind")?, row.try_get("", "n")?));
    }
    Ok(found)
}
