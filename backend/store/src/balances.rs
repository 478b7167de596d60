//! The balances of the ledger: moved after everything else of a posting, in an order that is the same for everybody.

use std::collections::{BTreeMap, HashSet};

use sea_orm::prelude::Uuid;
use sea_orm::{ConnectionTrait, DbBackend, Value};

use crate::conn::Conn;
use crate::error::StoreError;
use crate::ledger::{AT_ONCE, CREDIT_ACCOUNTS, Key, balance, key_of, placeholders};

/// First what single things (a payment, a tranche) are given, often as new positions; whoever moves those has locked the thing.
/// Then everything else in the order of the positions: a line of a budget and an account of the bank are everybody's.
pub(crate) async fn shift_all(conn: &Conn, net: BTreeMap<Key, i64>) -> Result<(), StoreError> {
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
