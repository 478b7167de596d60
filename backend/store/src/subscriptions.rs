//! Who is written to about what is new in an area: requests until their link is opened, subscriptions afterwards.

use sea_orm::prelude::Uuid;
use sea_orm::{QueryResult, Value};

use crate::conn::Conn;
use crate::error::StoreError;

/// What a mailbox wants to hear of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Topics {
    pub calls: bool,
    pub notices: bool,
    pub needs: bool,
}

/// A wish that waits for its link to be opened, or the subscription it became.
#[derive(Clone, Debug)]
pub struct Subscription {
    pub id: Uuid,
    pub mailbox_digest: String,
    pub address_sealed: String,
    pub language: String,
    pub area_code: String,
    pub topics: Topics,
}

const COLUMNS: &str = "id, mailbox_digest, address_sealed, language, area_code, calls, notices, needs";

fn read(row: &QueryResult) -> Result<Subscription, StoreError> {
    Ok(Subscription {
        id: row.try_get("", "id")?,
        mailbox_digest: row.try_get("", "mailbox_digest")?,
        address_sealed: row.try_get("", "address_sealed")?,
        language: row.try_get("", "language")?,
        area_code: row.try_get("", "area_code")?,
        topics: Topics { calls: row.try_get("", "calls")?, notices: row.try_get("", "notices")?, needs: row.try_get("", "needs")? },
    })
}

fn values(of: &Subscription) -> Vec<Value> {
    vec![
        of.id.into(),
        of.mailbox_digest.as_str().into(),
        of.address_sealed.as_str().into(),
        of.language.as_str().into(),
        of.area_code.as_str().into(),
        of.topics.calls.into(),
        of.topics.notices.into(),
        of.topics.needs.into(),
    ]
}

/// Keeps a wish until its link is opened, and forgets those whose link has expired.
pub async fn request(conn: &Conn, wish: &Subscription, token_sha256: &str, expires_at: i64, now: i64) -> Result<(), StoreError> {
    conn.run("DELETE FROM subscription_requests WHERE expires_at <= $1", [now.into()]).await?;
    let sql = format!(
        "INSERT INTO subscription_requests ({COLUMNS}, token_sha256, expires_at, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
    );
    let mut values = values(wish);
    values.extend([token_sha256.into(), expires_at.into(), now.into()]);
    conn.run(&sql, values).await?;
    Ok(())
}

/// Takes the wish out that this link belongs to; nothing when it was taken before or has expired. Of two who open the
/// same link at once, one gets it.
pub async fn take(conn: &Conn, token_sha256: &str, now: i64) -> Result<Option<Subscription>, StoreError> {
    let sql = format!("DELETE FROM subscription_requests WHERE token_sha256 = $1 AND expires_at > $2 RETURNING {COLUMNS}");
    conn.row(&sql, [token_sha256.into(), now.into()]).await?.as_ref().map(read).transpose()
}

/// The wish becomes the subscription of its mailbox for its area, or changes the one there is. Answers its id.
pub async fn keep(conn: &Conn, wish: &Subscription, area_path: &str, now: i64) -> Result<Uuid, StoreError> {
    let sql = format!(
        "INSERT INTO subscriptions ({COLUMNS}, area_path, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10) \
         ON CONFLICT (mailbox_digest, area_code) WHERE ended_at IS NULL DO UPDATE SET address_sealed = excluded.address_sealed, \
         language = excluded.language, calls = excluded.calls, notices = excluded.notices, needs = excluded.needs, \
         updated_at = excluded.updated_at RETURNING id"
    );
    let mut values = values(wish);
    values.extend([area_path.into(), now.into()]);
    let row = conn.row(&sql, values).await?.ok_or_else(|| StoreError::Broken("subscription".to_owned()))?;
    Ok(row.try_get("", "id")?)
}

/// Ends a subscription and forgets the address. Says whether it was still running.
pub async fn end(conn: &Conn, id: Uuid, now: i64) -> Result<bool, StoreError> {
    let sql = "UPDATE subscriptions SET ended_at = $1, updated_at = $1, address_sealed = '' WHERE id = $2 AND ended_at IS NULL";
    Ok(conn.run(sql, [now.into(), id.into()]).await? == 1)
}

/// What a new thing is, and where it stands.
#[derive(Clone, Copy, Debug)]
pub struct News<'a> {
    /// `call`, `notice` or `need`.
    pub kind: &'a str,
    pub id: Uuid,
    pub area_path: &'a str,
}

/// Up to `limit` subscriptions that are still to be told of it: of its area, of one above it, or of one below it.
/// They count as told from here on, so that nobody is written to twice.
pub async fn tell(conn: &Conn, news: News<'_>, limit: u32, now: i64) -> Result<Vec<Subscription>, StoreError> {
    let topic = match news.kind {
        "call" => "calls",
        "notice" => "notices",
        _ => "needs",
    };
    let sql = format!(
        "SELECT {COLUMNS} FROM subscriptions s WHERE s.ended_at IS NULL AND s.{topic} \
         AND ($1 LIKE s.area_path || '%' OR s.area_path LIKE $1 || '%') AND NOT EXISTS (SELECT 1 FROM subscription_mails m \
         WHERE m.subscription_id = s.id AND m.subject_kind = $2 AND m.subject_id = $3) ORDER BY s.id LIMIT {limit}"
    );
    let rows = conn.rows(&sql, [news.area_path.into(), news.kind.into(), news.id.into()]).await?;
    let mut told = Vec::new();
    for row in &rows {
        let subscription = read(row)?;
        let sql = "INSERT INTO subscription_mails (subscription_id, subject_kind, subject_id, created_at) VALUES ($1, $2, $3, $4) \
            ON CONFLICT (subscription_id, subject_kind, subject_id) DO NOTHING";
        let values = [subscription.id.into(), news.kind.into(), news.id.into(), now.into()];
        if conn.run(sql, values).await? == 1 {
            told.push(subscription);
        }
    }
    Ok(told)
}
