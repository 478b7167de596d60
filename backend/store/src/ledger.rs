//! The journal and its balances. [`post`] is the only way money moves: journal, postings and seal are added and
//! never changed; the balances, one row a position, come last and let nothing leave that is not there.

use std::collections::{BTreeMap, HashMap, HashSet};

use sea_orm::prelude::Uuid;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QueryResult,
    QuerySelect, QueryTrait, Select, Value,
};

use crate::conn::Conn;
use crate::entities::{journal_seals, journals, postings};
use crate::error::StoreError;
use crate::ids::{AllotmentId, JournalId};
use crate::page::{Page, PageOf, page};
use crate::record::{Journal, JournalSeal, Posting, insert_all};

/// Accounts whose balance is a credit, that is zero or negative. The check of the table `balances` says the same.
pub const CREDIT_ACCOUNTS: [&str; 4] = ["B10", "F1201", "F2202", "F3001"];

/// Rows that one statement writes.
const AT_ONCE: usize = 500;

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
    insert_all(conn, journals.iter().map(|new| new.journal.clone()).collect()).await?;
    let mut rows = Vec::new();
    let mut seals = Vec::with_capacity(journals.len());
    for new in journals {
        let postings = posting_rows(new.journal.id, &new.legs)?;
        let count = i32::try_from(postings.len()).map_err(|_| StoreError::Broken("too many postings".to_owned()))?;
        seals.push(JournalSeal { journal_id: new.journal.id, postings: count, sha256: new.sha256.clone() });
        rows.extend(postings);
    }
    for chunk in rows.chunks(AT_ONCE) {
        let active = chunk.iter().cloned().map(|row| row.into_active_model().reset_all());
        postings::Entity::insert_many(active).exec_without_returning(conn).await?;
    }
    for chunk in seals.chunks(AT_ONCE) {
        let active = chunk.iter().cloned().map(|row| row.into_active_model().reset_all());
        journal_seals::Entity::insert_many(active).exec_without_returning(conn).await?;
    }
    move_balances(conn, net(journals.iter().flat_map(|new| &new.legs))?).await
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

/// First what single things (a payment, a tranche) are given, often as new positions; whoever moves those has locked the thing.
/// Then everything else in the order of the positions: a line of a budget and an account of the bank are everybody's.
async fn move_balances(conn: &Conn, net: BTreeMap<Key, i64>) -> Result<(), StoreError> {
    let (given, rest): (Vec<_>, Vec<_>) = net.into_iter().partition(|position| is_of_one_thing(&position.0) && gives(position));
    for chunk in given.chunks(AT_ONCE) {
        give(conn, chunk).await?;
    }
    let (mut rest, shared): (Vec<_>, Vec<_>) = rest.into_iter().partition(|(key, _)| is_of_one_thing(key));
    rest.extend(shared);
    for chunk in rest.chunks(AT_ONCE) {
        shift(conn, chunk).await?;
    }
    Ok(())
}

/// Whether the position belongs to one thing, whose id its detail is. The detail of cash is the account of the bank.
fn is_of_one_thing(key: &Key) -> bool {
    Uuid::try_parse(&key.detail).is_ok()
}

/// Whether an amount adds to what its position holds.
fn gives((key, amount): &(Key, i64)) -> bool {
    (*amount < 0) == CREDIT_ACCOUNTS.contains(&key.account.as_str())
}

/// Moves positions in their order, so that two journals never wait for each other in a ring. What is given to a position that
/// is not there yet makes it; of those that are to give more than they hold the first is named.
async fn shift(conn: &Conn, positions: &[(Key, i64)]) -> Result<(), StoreError> {
    let (rows, values) = table_of(positions);
    let credit = CREDIT_ACCOUNTS.map(|account| format!("'{account}'")).join(", ");
    let amounts = match conn.get_database_backend() {
        DbBackend::Postgres => format!(
            "(SELECT given.* FROM (VALUES {rows}) AS given JOIN balances AS held ON held.account = given.column2 \
             AND held.allotment_id = given.column3 AND held.detail = given.column4 ORDER BY 2, 3, 4 FOR UPDATE OF held)"
        ),
        _ => format!("(VALUES {rows})"),
    };
    let sql = format!(
        "UPDATE balances SET amount_fen = amount_fen + amounts.column1 FROM {amounts} AS amounts \
         WHERE account = amounts.column2 AND allotment_id = amounts.column3 AND detail = amounts.column4 \
         AND (CASE WHEN account IN ({credit}) THEN -1 ELSE 1 END) * (amount_fen + amounts.column1) >= 0 \
         RETURNING account, allotment_id, detail"
    );
    let mut moved = HashSet::with_capacity(positions.len());
    for row in conn.rows(&sql, values).await? {
        moved.insert(key_of(&row)?);
    }
    let mut new = Vec::new();
    for position in positions.iter().filter(|(key, _)| !moved.contains(key)) {
        if !gives(position) {
            let (key, amount) = position;
            return Err(insufficient(key, balance(conn, key).await?.abs(), *amount));
        }
        new.push(position.clone());
    }
    if new.is_empty() { Ok(()) } else { give(conn, &new).await }
}

/// Adds amounts to positions, new ones among them.
async fn give(conn: &Conn, positions: &[(Key, i64)]) -> Result<(), StoreError> {
    let (rows, values) = table_of(positions);
    let sql = format!(
        "INSERT INTO balances (amount_fen, account, allotment_id, detail) VALUES {rows} \
         ON CONFLICT (account, allotment_id, detail) DO UPDATE SET amount_fen = balances.amount_fen + excluded.amount_fen"
    );
    conn.run(&sql, values).await?;
    Ok(())
}

fn table_of(positions: &[(Key, i64)]) -> (String, Vec<Value>) {
    let mut values = Vec::with_capacity(positions.len() * 4);
    let mut rows = Vec::with_capacity(positions.len());
    for (key, amount) in positions {
        rows.push(format!("({})", placeholders(values.len() + 1, 4)));
        values.extend([(*amount).into(), key.account.as_str().into(), key.allotment_id.0.into(), key.detail.as_str().into()]);
    }
    (rows.join(", "), values)
}

fn insufficient(key: &Key, available: i64, amount: i64) -> StoreError {
    StoreError::Insufficient {
        account: key.account.clone(),
        allotment: key.allotment_id.to_string(),
        detail: key.detail.clone(),
        available_fen: available,
        requested_fen: amount.abs(),
        short_fen: amount.abs() - available,
    }
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

fn key_of(row: &QueryResult) -> Result<Key, StoreError> {
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

/// Journals that touch one of these allotments (`None` = all), newest first, with their postings.
pub async fn list(conn: &Conn, touching: Option<&[AllotmentId]>, at: Page) -> Result<PageOf<StoredJournal>, StoreError> {
    let found = page::<Journal>(conn, select(touching), at).await?;
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
    let ids: Vec<Uuid> = journals.iter().map(|journal| journal.id.0).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows = postings::Entity::find()
        .filter(postings::Column::JournalId.is_in(ids.clone()))
        .order_by_asc(postings::Column::JournalId)
        .order_by_asc(postings::Column::LineNo)
        .all(conn)
        .await?;
    let seals = journal_seals::Entity::find().filter(journal_seals::Column::JournalId.is_in(ids)).all(conn).await?;
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
