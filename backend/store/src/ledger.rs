//! The journal and its balances. [`post`] is the only way money moves: journal, postings and seal are added and
//! never changed; the balances, one row a position, come last and let nothing leave that is not there.

use std::collections::{BTreeMap, HashMap};

use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{CommonTableExpression, InsertStatement, WithClause};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QueryResult,
    QuerySelect, QueryTrait, Select, Value,
};

use crate::balances;
use crate::conn::Conn;
use crate::entities::{allotments, journal_seals, journals, postings};
use crate::error::StoreError;
use crate::ids::{AllotmentId, JournalId};
use crate::page::{Page, PageOf, Reach, page};
use crate::record::{Journal, JournalSeal, Posting};
use crate::several::Several;

/// Accounts whose balance is a credit, that is zero or negative. The check of the table `balances` says the same.
pub const CREDIT_ACCOUNTS: [&str; 4] = ["B10", "F1201", "F2202", "F3001"];

/// Rows that one statement writes.
pub(crate) const AT_ONCE: usize = 500;
/// Journals that are written at once: with four legs each as many rows as one statement writes.
const JOURNALS: usize = AT_ONCE / 4;

/// One position of the ledger.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    pub account: String,
    pub allotment_id: AllotmentId,
    pub detail: String,
}

/// A debit (positive) or credit (negative) of one position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LegRow {
    pub key: Key,
    pub amount_fen: i64,
}

/// A journal as stored, with its postings in their order.
#[derive(Clone, Debug)]
pub struct StoredJournal {
    pub journal: Journal,
    pub postings: Vec<Posting>,
    pub seal: Option<JournalSeal>,
}

/// A position whose stored balance is not the sum of its postings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drift {
    pub key: Key,
    pub stored_fen: i64,
    pub computed_fen: i64,
}

/// A journal that is about to be written: its row, its legs, and the hash of its canonical text.
#[derive(Clone, Debug)]
pub struct NewJournal {
    pub journal: Journal,
    pub legs: Vec<LegRow>,
    pub sha256: String,
}

/// Writes journals with their legs, seals them and moves the balances, all or nothing. What many journals do to one position
/// is added up first; the positions are moved in an order that is the same for everybody.
pub async fn post(conn: &Conn, journals: &[NewJournal]) -> Result<(), StoreError> {
    for chunk in journals.chunks(JOURNALS) {
        write(conn, chunk).await?;
    }
    balances::shift_all(conn, net(journals.iter().flat_map(|new| &new.legs))?).await
}

/// Adds journals, postings and seals. On PostgreSQL that is one statement, since each is a way there and back while others
/// wait: the database looks at what the journals must hold when all three are written.
async fn write(conn: &Conn, new: &[NewJournal]) -> Result<(), StoreError> {
    let mut rows = Vec::new();
    let mut seals = Vec::with_capacity(new.len());
    for one in new {
        let postings = posting_rows(one.journal.id, &one.legs)?;
        let count = i32::try_from(postings.len()).map_err(|_| StoreError::Broken("too many postings".to_owned()))?;
        let seal = JournalSeal { journal_id: one.journal.id, postings: count, sha256: one.sha256.clone() };
        seals.push(seal.into_active_model().reset_all());
        rows.extend(postings.into_iter().map(|row| row.into_active_model().reset_all()));
    }
    let heads = new.iter().map(|one| one.journal.clone().into_active_model().reset_all());
    let heads = journals::Entity::insert_many(heads).into_query();
    let seals = journal_seals::Entity::insert_many(seals).into_query();
    if conn.get_database_backend() == DbBackend::Postgres && rows.len() <= AT_ONCE {
        let part = |name: &'static str, insert: InsertStatement| CommonTableExpression::new().table_name(name).query(insert).to_owned();
        let postings = postings::Entity::insert_many(rows).into_query();
        let before = WithClause::new().cte(part("heads", heads)).cte(part("legs", postings)).to_owned();
        conn.execute(&seals.with(before)).await?;
        return Ok(());
    }
    conn.execute(&heads).await?;
    for chunk in rows.chunks(AT_ONCE) {
        conn.execute(&postings::Entity::insert_many(chunk.to_vec()).into_query()).await?;
    }
    conn.execute(&seals).await?;
    Ok(())
}

fn posting_rows(journal_id: JournalId, legs: &[LegRow]) -> Result<Vec<Posting>, StoreError> {
    let row = |(index, leg): (usize, &LegRow)| {
        let line_no = i32::try_from(index + 1).map_err(|_| StoreError::Broken("too many postings".to_owned()))?;
        Ok(Posting {
            journal_id,
            line_no,
            layer: leg.key.account.chars().take(1).collect(),
            account: leg.key.account.clone(),
            allotment_id: leg.key.allotment_id,
            detail: leg.key.detail.clone(),
            amount_fen: leg.amount_fen,
        })
    };
    legs.iter().enumerate().map(row).collect()
}

/// One amount a position, in the order of the positions, so that two journals never wait for each other in a ring.
fn net<'a>(legs: impl IntoIterator<Item = &'a LegRow>) -> Result<BTreeMap<Key, i64>, StoreError> {
    let mut net: BTreeMap<Key, i64> = BTreeMap::new();
    for leg in legs {
        let amount = net.entry(leg.key.clone()).or_default();
        let sum = amount.checked_add(leg.amount_fen);
        *amount = sum.ok_or_else(|| StoreError::Broken("the legs of one position overflow".to_owned()))?;
    }
    net.retain(|_, amount| *amount != 0);
    Ok(net)
}

/// What a position holds; 0 when nothing was ever posted to it.
pub async fn balance(conn: &Conn, key: &Key) -> Result<i64, StoreError> {
    let sql = "SELECT amount_fen FROM balances WHERE account = $1 AND allotment_id = $2 AND detail = $3";
    let row = conn.row(sql, [key.account.as_str().into(), key.allotment_id.0.into(), key.detail.as_str().into()]).await?;
    Ok(row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or(0))
}

/// Where an account holds something for a detail, in fen: the allotment of the latest year first.
pub async fn held(conn: &Conn, account: &str, detail: &str) -> Result<Vec<(AllotmentId, i64)>, StoreError> {
    let sql = "SELECT b.allotment_id, b.amount_fen FROM balances b JOIN allotments a ON a.id = b.allotment_id \
               WHERE b.account = $1 AND b.detail = $2 AND b.amount_fen <> 0 ORDER BY a.fiscal_year DESC, a.id DESC";
    let rows = conn.rows(sql, [account.into(), detail.into()]).await?;
    rows.into_iter().map(|row| Ok((AllotmentId(row.try_get("", "allotment_id")?), row.try_get("", "amount_fen")?))).collect()
}

/// Positions in allotments of closed years that should have been carried; nothing in sound books.
pub async fn left_behind(conn: &Conn) -> Result<Vec<(Key, i64)>, StoreError> {
    let sql = "SELECT b.account, b.allotment_id, b.detail, b.amount_fen FROM balances b JOIN allotments a ON a.id = b.allotment_id \
               WHERE a.state = 'closed' AND b.amount_fen <> 0 AND b.account IN ('B20', 'B30', 'B40', 'B50', 'B55', 'B60') \
               ORDER BY b.allotment_id, b.account, b.detail";
    balances(conn, sql, []).await
}

/// Balances as a query with the columns of their table gives them, in its order.
pub(crate) async fn balances(conn: &Conn, sql: &str, values: impl IntoIterator<Item = Value>) -> Result<Vec<(Key, i64)>, StoreError> {
    let mut found = Vec::new();
    for row in conn.rows(sql, values).await? {
        found.push((key_of(&row)?, row.try_get("", "amount_fen")?));
    }
    Ok(found)
}

pub(crate) fn key_of(row: &QueryResult) -> Result<Key, StoreError> {
    let allotment_id = AllotmentId(row.try_get("", "allotment_id")?);
    Ok(Key { account: row.try_get("", "account")?, allotment_id, detail: row.try_get("", "detail")? })
}

/// The trial balance: every account of every allotment, sorted.
pub async fn by_allotment(conn: &Conn) -> Result<BTreeMap<(AllotmentId, String), i64>, StoreError> {
    let sql = "SELECT allotment_id, account, CAST(COALESCE(SUM(amount_fen), 0) AS BIGINT) AS fen \
               FROM balances GROUP BY allotment_id, account";
    let mut found = BTreeMap::new();
    for row in conn.rows(sql, []).await? {
        let allotment: Uuid = row.try_get("", "allotment_id")?;
        found.insert((AllotmentId(allotment), row.try_get("", "account")?), row.try_get("", "fen")?);
    }
    Ok(found)
}

/// What one account holds for each of these details, over all allotments.
pub async fn of_details(conn: &Conn, account: &str, details: &[String]) -> Result<HashMap<String, i64>, StoreError> {
    if details.is_empty() {
        return Ok(HashMap::new());
    }
    let sql = format!(
        "SELECT detail, CAST(COALESCE(SUM(amount_fen), 0) AS BIGINT) AS fen \
         FROM balances WHERE account = $1 AND detail IN ({}) GROUP BY detail",
        placeholders(2, details.len())
    );
    let values = std::iter::once(account.into()).chain(details.iter().map(|detail| detail.as_str().into()));
    let mut found = HashMap::new();
    for row in conn.rows(&sql, values).await? {
        found.insert(row.try_get("", "detail")?, row.try_get("", "fen")?);
    }
    Ok(found)
}

/// `$first, $first+1 …`: as many as there are values.
pub(crate) fn placeholders(first: usize, count: usize) -> String {
    (first..first + count).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ")
}

/// Journals that touch an allotment within reach, or only this one, newest first, with their postings.
pub async fn list(conn: &Conn, reach: &Reach, of: Option<AllotmentId>, at: Page) -> Result<PageOf<StoredJournal>, StoreError> {
    use allotments::Column;
    let mut within =
        allotments::Entity::find().select_only().column(Column::Id).filter(reach.condition(Some(Column::AreaPath), None, None));
    if let Some(of) = of {
        within = within.filter(Column::Id.eq(of.0));
    }
    let touched = postings::Entity::find()
        .select_only()
        .column(postings::Column::JournalId)
        .filter(postings::Column::AllotmentId.in_subquery(within.into_query()));
    let select = journals::Entity::find().filter(journals::Column::Id.in_subquery(touched.into_query()));
    let found = page::<Journal>(conn, select, at).await?;
    Ok(PageOf { items: with_postings(conn, found.items).await?, next: found.next })
}

fn select(touching: Option<&[AllotmentId]>) -> Select<journals::Entity> {
    let select = journals::Entity::find();
    let Some(allotments) = touching else { return select };
    let touched = postings::Entity::find()
        .select_only()
        .column(postings::Column::JournalId)
        .filter(postings::Column::AllotmentId.is_in(allotments.iter().map(|id| id.0)));
    select.filter(journals::Column::Id.in_subquery(touched.into_query()))
}

/// The newest journal with this event about a thing.
pub async fn about(conn: &Conn, kind: &str, id: Uuid, event: &str) -> Result<Option<StoredJournal>, StoreError> {
    let found = journals::Entity::find()
        .filter(journals::Column::SubjectKind.eq(kind))
        .filter(journals::Column::SubjectId.eq(id))
        .filter(journals::Column::Event.eq(event))
        .order_by_desc(journals::Column::Id)
        .one(conn)
        .await?;
    Ok(with_postings(conn, found.into_iter().collect()).await?.pop())
}

/// A journal with its postings, and the event of the one that it reverses.
pub async fn with_reversed(conn: &Conn, id: JournalId) -> Result<Option<(StoredJournal, Option<String>)>, StoreError> {
    let Some(journal) = journals::Entity::find_by_id(id).one(conn).await? else { return Ok(None) };
    let reversed = match journal.reverses_id {
        Some(of) => journals::Entity::find_by_id(of).one(conn).await?.map(|of| of.event),
        None => None,
    };
    Ok(with_postings(conn, vec![journal]).await?.pop().map(|stored| (stored, reversed)))
}

/// Journals in the order in which they were made, `limit` at a time, for export and verification.
pub async fn after(
    conn: &Conn,
    touching: Option<&[AllotmentId]>,
    last: Option<JournalId>,
    limit: u64,
) -> Result<Vec<StoredJournal>, StoreError> {
    let mut select = select(touching).order_by_asc(journals::Column::Id).limit(limit);
    if let Some(last) = last {
        select = select.filter(journals::Column::Id.gt(last));
    }
    with_postings(conn, select.all(conn).await?).await
}

async fn with_postings(conn: &Conn, journals: Vec<Journal>) -> Result<Vec<StoredJournal>, StoreError> {
    let ids = || journals.iter().map(|journal| journal.id.0);
    let mut several = Several::default();
    let rows = several.by::<postings::Entity, _>(postings::Column::JournalId, ids());
    let seals = several.by::<journal_seals::Entity, _>(journal_seals::Column::JournalId, ids());
    let found = several.read(conn).await?;
    let (mut rows, seals) = (found.take(&rows)?, found.take(&seals)?);
    rows.sort_unstable_by_key(|row| row.line_no);
    let mut seals: HashMap<JournalId, JournalSeal> = seals.into_iter().map(|seal| (seal.journal_id, seal)).collect();
    let mut by_journal: HashMap<JournalId, Vec<Posting>> = HashMap::new();
    for row in rows {
        by_journal.entry(row.journal_id).or_default().push(row);
    }
    let whole = |journal: Journal| StoredJournal {
        postings: by_journal.remove(&journal.id).unwrap_or_default(),
        seal: seals.remove(&journal.id),
        journal,
    };
    Ok(journals.into_iter().map(whole).collect())
}

/// Every position whose stored balance differs from the sum of its sealed postings.
pub async fn drift(conn: &Conn) -> Result<Vec<Drift>, StoreError> {
    let computed = positions(
        conn,
        "SELECT p.account, p.allotment_id, p.detail, CAST(COALESCE(SUM(p.amount_fen), 0) AS BIGINT) AS fen FROM postings p \
         JOIN journal_seals s ON s.journal_id = p.journal_id GROUP BY p.account, p.allotment_id, p.detail",
    )
    .await?;
    let stored = positions(conn, "SELECT account, allotment_id, detail, amount_fen AS fen FROM balances").await?;
    let mut keys: Vec<&Key> = computed.keys().chain(stored.keys()).collect();
    keys.sort_unstable();
    keys.dedup();
    let at = |map: &HashMap<Key, i64>, key: &Key| map.get(key).copied().unwrap_or(0);
    let drifts = keys.into_iter().map(|key| Drift { key: key.clone(), stored_fen: at(&stored, key), computed_fen: at(&computed, key) });
    Ok(drifts.filter(|drift| drift.stored_fen != drift.computed_fen).collect())
}

/// Writes every balance anew from the postings; the repair after [`drift`] was explained.
pub async fn rebuild(conn: &Conn) -> Result<(), StoreError> {
    conn.run("DELETE FROM balances", []).await?;
    let sql = "INSERT INTO balances (account, allotment_id, detail, amount_fen) \
               SELECT p.account, p.allotment_id, p.detail, CAST(SUM(p.amount_fen) AS BIGINT) FROM postings p \
               JOIN journal_seals s ON s.journal_id = p.journal_id GROUP BY p.account, p.allotment_id, p.detail";
    conn.run(sql, []).await?;
    Ok(())
}

async fn positions(conn: &Conn, sql: &str) -> Result<HashMap<Key, i64>, StoreError> {
    let mut found = HashMap::new();
    for row in conn.rows(sql, []).await? {
        let allotment: Uuid = row.try_get("", "allotment_id")?;
        let key = Key { account: row.try_get("", "account")?, allotment_id: AllotmentId(allotment), detail: row.try_get("", "detail")? };
        found.insert(key, row.try_get("", "fen")?);
    }
    Ok(found)
}
