//! One key, one outcome for ever. The row is written in the transaction of the effect; keys are never pruned
//! inside the retention period of the vouchers. Answers are kept sealed: they hold what only the caller may read.

use crate::conn::Conn;
use crate::error::StoreError;
use crate::seal::SealKey;

/// Who asked for what under which key, and the fingerprint of the request.
#[derive(Clone, Debug)]
pub struct Key {
    pub caller: String,
    pub operation: String,
    pub key: String,
    pub fingerprint: String,
}

/// The stored answer to the first request with a key.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    /// JSON object of the headers that belong to the answer (ETag, Location).
    pub headers: String,
    pub body: String,
}

#[derive(Debug)]
pub enum Claim {
    /// The key is new and belongs to this transaction now.
    New,
    Replay(Answer),
    /// The same key was used for another request.
    Mismatch,
    /// The first request with this key has not ended.
    Running,
}

pub async fn claim(conn: &Conn, seal: &SealKey, key: &Key, now: i64) -> Result<Claim, StoreError> {
    let sql = "INSERT INTO idempotency_keys (caller, operation, key, fingerprint, created_at) \
               VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING";
    let inserted = conn
        .run(
            sql,
            [
                key.caller.as_str().into(),
                key.operation.as_str().into(),
                key.key.as_str().into(),
                key.fingerprint.as_str().into(),
                now.into(),
            ],
        )
        .await?;
    if inserted == 1 { Ok(Claim::New) } else { lookup(conn, seal, key).await }
}

async fn lookup(conn: &Conn, seal: &SealKey, key: &Key) -> Result<Claim, StoreError> {
    let sql = "SELECT fingerprint, status, headers, body, sealed_body FROM idempotency_keys \
               WHERE caller = $1 AND operation = $2 AND key = $3";
    let values = [key.caller.as_str().into(), key.operation.as_str().into(), key.key.as_str().into()];
    let Some(row) = conn.row(sql, values).await? else { return Ok(Claim::Running) };
    if row.try_get::<String>("", "fingerprint")? != key.fingerprint {
        return Ok(Claim::Mismatch);
    }
    let Some(status) = row.try_get::<Option<i32>>("", "status")? else { return Ok(Claim::Running) };
    let body = match row.try_get::<Option<String>>("", "sealed_body")? {
        Some(sealed) => String::from_utf8(seal.open(&sealed)?).map_err(|_| StoreError::Broken("stored answer".to_owned()))?,
        // Kept before answers were sealed.
        None => row.try_get::<Option<String>>("", "body")?.unwrap_or_default(),
    };
    Ok(Claim::Replay(Answer {
        status: u16::try_from(status).map_err(|_| StoreError::Broken("stored status".to_owned()))?,
        headers: row.try_get::<Option<String>>("", "headers")?.unwrap_or_default(),
        body,
    }))
}

/// Keeps the answer beside the key; part of the same transaction as the effect. `nonce` must be fresh random bytes.
pub async fn keep(conn: &Conn, seal: &SealKey, key: &Key, answer: &Answer, nonce: [u8; 24]) -> Result<(), StoreError> {
    let sql = "UPDATE idempotency_keys SET status = $1, headers = $2, sealed_body = $3 \
               WHERE caller = $4 AND operation = $5 AND key = $6";
    let kept = conn
        .run(
            sql,
            [
                i32::from(answer.status).into(),
                answer.headers.as_str().into(),
                seal.seal(answer.body.as_bytes(), nonce)?.into(),
                key.caller.as_str().into(),
                key.operation.as_str().into(),
                key.key.as_str().into(),
            ],
        )
        .await?;
    if kept == 1 { Ok(()) } else { Err(StoreError::Broken("idempotency key vanished".to_owned())) }
}
