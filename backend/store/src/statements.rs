//! Bank statements, their lines, what the books know about the same account, and the months that are closed.

use std::collections::BTreeMap;

use sea_orm::prelude::Uuid;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Value};

use crate::conn::Conn;
use crate::entities::{bank_lines, bank_statements, periods};
use crate::error::StoreError;
use crate::ids::{BankStatementId, FundId, JournalId, PaymentId};
use crate::page::{Page, PageOf, Reach, page};
use crate::record::{BankLine, BankStatement, Fund, Period, User};
use crate::several::Several;

/// Open lines that one answer takes; whoever has more settles these first.
pub const OPEN_LINES: u64 = 500;

/// Statements of some funds, newest first.
pub async fn list(conn: &Conn, reach: &Reach, fund: Option<FundId>, at: Page) -> Result<PageOf<BankStatement>, StoreError> {
    use bank_statements::Column;
    let mut select = bank_statements::Entity::find().filter(reach.condition(Some(Column::AreaPath), None, None));
    if let Some(fund) = fund {
        select = select.filter(Column::FundId.eq(fund.0));
    }
    page(conn, select, at).await
}

#[derive(Clone, Debug, Default)]
pub struct LineFilter {
    pub fund: Option<FundId>,
    pub statement: Option<BankStatementId>,
    pub state: Option<String>,
}

/// Lines, newest import first.
pub async fn list_lines(conn: &Conn, reach: &Reach, filter: &LineFilter, at: Page) -> Result<PageOf<BankLine>, StoreError> {
    use bank_lines::Column;
    let mut select = bank_lines::Entity::find().filter(reach.condition(Some(Column::AreaPath), None, None));
    if let Some(fund) = filter.fund {
        select = select.filter(Column::FundId.eq(fund.0));
    }
    if let Some(statement) = filter.statement {
        select = select.filter(Column::StatementId.eq(statement.0));
    }
    if let Some(state) = &filter.state {
        select = select.filter(Column::State.eq(state));
    }
    page(conn, select, at).await
}

/// Months, newest first.
pub async fn list_periods(conn: &Conn, reach: &Reach, fund: Option<FundId>, at: Page) -> Result<PageOf<Period>, StoreError> {
    use periods::Column;
    let mut select = periods::Entity::find().filter(reach.condition(Some(Column::AreaPath), None, None));
    if let Some(fund) = fund {
        select = select.filter(Column::FundId.eq(fund.0));
    }
    page(conn, select, at).await
}

/// Funds and people that some statements, lines or months name.
pub async fn around(conn: &Conn, funds: &[FundId], people: &[crate::ids::UserId]) -> Result<(Vec<Fund>, Vec<User>), StoreError> {
    let mut several = Several::default();
    let funds = several.records::<Fund>(funds.iter().copied());
    let people = several.records::<User>(people.iter().copied());
    let found = several.read(conn).await?;
    Ok((found.take(&funds)?, found.take(&people)?))
}

/// The import of a file with these bytes for this account, if there was one.
pub async fn by_sha256(conn: &Conn, fund: FundId, sha256: &str) -> Result<Option<BankStatement>, StoreError> {
    use bank_statements::Column;
    Ok(bank_statements::Entity::find().filter(Column::FundId.eq(fund.0)).filter(Column::Sha256.eq(sha256)).one(conn).await?)
}

/// Every statement of an account, by its first day.
pub async fn of_fund(conn: &Conn, fund: FundId) -> Result<Vec<BankStatement>, StoreError> {
    use bank_statements::Column;
    Ok(bank_statements::Entity::find().filter(Column::FundId.eq(fund.0)).order_by_asc(Column::StartsOn).all(conn).await?)
}

/// The lines of an account that have one of these keys.
pub async fn known(conn: &Conn, fund: FundId, keys: &[String]) -> Result<Vec<BankLine>, StoreError> {
    use bank_lines::Column;
    let mut lines = Vec::new();
    for chunk in keys.chunks(500) {
        let select = bank_lines::Entity::find().filter(Column::FundId.eq(fund.0)).filter(Column::LineKey.is_in(chunk));
        lines.extend(select.all(conn).await?);
    }
    Ok(lines)
}

/// Fen that moved on an account by day, by its statements.
pub async fn movements_by_day(conn: &Conn, fund: FundId) -> Result<BTreeMap<String, i64>, StoreError> {
    let sql = "SELECT booked_on, CAST(SUM(amount_fen) AS BIGINT) AS fen FROM bank_lines WHERE fund_id = $1 GROUP BY booked_on";
    let rows = conn.rows(sql, [fund.0.into()]).await?;
    rows.into_iter().map(|row| Ok((row.try_get("", "booked_on")?, row.try_get("", "fen")?))).collect()
}

/// Lines of an account that are neither matched nor confirmed, by day; at most [`OPEN_LINES`].
pub async fn open_lines(conn: &Conn, fund: FundId) -> Result<Vec<BankLine>, StoreError> {
    use bank_lines::Column;
    let select = bank_lines::Entity::find().filter(Column::FundId.eq(fund.0)).filter(Column::State.is_in(["open", "explained"]));
    Ok(select
        .order_by_asc(Column::BookedOn)
        .order_by_asc(Column::StatementId)
        .order_by_asc(Column::Seq)
        .limit(OPEN_LINES)
        .all(conn)
        .await?)
}

/// A movement of the bank account in the books.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Movement {
    pub journal_id: JournalId,
    pub event: String,
    pub biz_date: String,
    pub memo: String,
    pub amount_fen: i64,
    /// The payment it is about, with the account it was paid to.
    pub payment: Option<PaymentOf>,
}

/// A payment as far as a line of a statement can name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentOf {
    pub id: PaymentId,
    pub number: String,
    pub state: String,
    pub amount_fen: i64,
    pub paid_on: Option<String>,
    pub account_name: String,
    pub account_sealed: String,
}

/// Movements of the account `code` that no line is matched with, by day; up to and with `until` if it is given.
pub async fn open_movements(conn: &Conn, code: &str, until: Option<&str>) -> Result<Vec<Movement>, StoreError> {
    let sql = "SELECT j.id AS journal_id, j.event, j.biz_date, j.memo, CAST(m.fen AS BIGINT) AS fen, \
               p.id AS payment_id, p.number, p.state, p.amount_fen, p.paid_on, a.account_name, a.account_sealed \
               FROM (SELECT journal_id, SUM(amount_fen) AS fen FROM postings WHERE account = 'F1002' AND detail = $1 GROUP BY journal_id) m \
               JOIN journals j ON j.id = m.journal_id JOIN journal_seals s ON s.journal_id = j.id \
               LEFT JOIN payments p ON j.subject_kind = 'payment' AND p.id = j.subject_id \
               LEFT JOIN payee_accounts a ON a.id = p.payee_account_id \
               WHERE m.fen <> 0 AND j.biz_date <= $2 AND NOT EXISTS (SELECT 1 FROM bank_lines b WHERE b.journal_id = j.id) \
               ORDER BY j.biz_date, j.id";
    let rows = conn.rows(sql, [code.into(), until.unwrap_or("9999-12-31").into()]).await?;
    rows.into_iter()
        .map(|row| {
            let id: Option<Uuid> = row.try_get("", "payment_id")?;
            Ok(Movement {
                journal_id: JournalId(row.try_get("", "journal_id")?),
                event: row.try_get("", "event")?,
                biz_date: row.try_get("", "biz_date")?,
                memo: row.try_get("", "memo")?,
                amount_fen: row.try_get("", "fen")?,
                payment: id.map(|id| payment_of(&row, PaymentId(id))).transpose()?,
            })
        })
        .collect()
}

fn payment_of(row: &sea_orm::QueryResult, id: PaymentId) -> Result<PaymentOf, StoreError> {
    Ok(PaymentOf {
        id,
        number: row.try_get("", "number")?,
        state: row.try_get("", "state")?,
        amount_fen: row.try_get("", "amount_fen")?,
        paid_on: row.try_get("", "paid_on")?,
        account_name: row.try_get("", "account_name")?,
        account_sealed: row.try_get("", "account_sealed")?,
    })
}

/// Payments of a fund that are with the bank, and those that are paid and could still come back, with one of these
/// amounts in fen.
pub async fn payments_with(conn: &Conn, fund: FundId, amounts: &[i64]) -> Result<Vec<PaymentOf>, StoreError> {
    let mut payments = Vec::new();
    for chunk in amounts.chunks(400) {
        let places: Vec<String> = (2..2 + chunk.len()).map(|n| format!("${n}")).collect();
        let sql = format!(
            "SELECT p.id AS payment_id, p.number, p.state, p.amount_fen, p.paid_on, a.account_name, a.account_sealed \
             FROM payments p JOIN projects r ON r.id = p.project_id JOIN allotments l ON l.id = r.allotment_id \
             JOIN payee_accounts a ON a.id = p.payee_account_id \
             WHERE l.fund_id = $1 AND p.state IN ('exported', 'unknown', 'paid') AND p.amount_fen IN ({}) ORDER BY p.number",
            places.join(", ")
        );
        let values = std::iter::once(Value::from(fund.0)).chain(chunk.iter().map(|fen| Value::from(*fen)));
        for row in conn.rows(&sql, values).await? {
            payments.push(payment_of(&row, PaymentId(row.try_get("", "payment_id")?))?);
        }
    }
    Ok(payments)
}

/// What a journal moved on the bank account `code`, in fen, and the payment it is about; nothing without such a posting.
pub async fn movement(conn: &Conn, code: &str, journal: JournalId) -> Result<Option<(i64, Option<PaymentId>)>, StoreError> {
    let sql = "SELECT CAST(COALESCE(SUM(p.amount_fen), 0) AS BIGINT) AS fen, MIN(j.subject_kind) AS kind FROM postings p \
               JOIN journals j ON j.id = p.journal_id JOIN journal_seals s ON s.journal_id = j.id \
               WHERE p.account = 'F1002' AND p.detail = $1 AND p.journal_id = $2";
    let Some(row) = conn.row(sql, [code.into(), journal.0.into()]).await? else { return Ok(None) };
    let (fen, kind): (i64, Option<String>) = (row.try_get("", "fen")?, row.try_get("", "kind")?);
    if fen == 0 {
        return Ok(None);
    }
    if kind.as_deref() != Some("payment") {
        return Ok(Some((fen, None)));
    }
    let row = conn.row("SELECT subject_id FROM journals WHERE id = $1", [journal.0.into()]).await?;
    let payment = row.map(|row| row.try_get::<Uuid>("", "subject_id")).transpose()?;
    Ok(Some((fen, payment.map(PaymentId))))
}

/// What books and statements of an account come to at the end of a month, in fen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MonthSums {
    /// All lines before the month.
    pub before: i64,
    pub inflow: i64,
    pub outflow: i64,
    pub ledger: i64,
    pub bank_first: i64,
    pub books_first: i64,
    pub explained: i64,
    pub open_lines: i64,
}

/// The sums of a month from `first` to `last` (days) of the account `code`, in one statement.
pub async fn month_sums(conn: &Conn, fund: FundId, code: &str, first: &str, last: &str) -> Result<MonthSums, StoreError> {
    let sum = |filter: &str| format!("CAST(COALESCE(SUM(CASE WHEN {filter} THEN b.amount_fen ELSE 0 END), 0) AS BIGINT)");
    let sql = format!(
        "SELECT {} AS before, {} AS inflow, {} AS outflow, {} AS bank_first, {} AS books_first, {} AS explained, \
         CAST(COALESCE(SUM(CASE WHEN b.booked_on <= $3 AND b.state IN ('open', 'explained') THEN 1 ELSE 0 END), 0) AS BIGINT) AS open_lines, \
         (SELECT CAST(COALESCE(SUM(p.amount_fen), 0) AS BIGINT) FROM postings p JOIN journals k ON k.id = p.journal_id \
          JOIN journal_seals s ON s.journal_id = k.id WHERE p.account = 'F1002' AND p.detail = $4 AND k.biz_date <= $3) AS ledger \
         FROM bank_lines b LEFT JOIN journals j ON j.id = b.journal_id WHERE b.fund_id = $1",
        sum("b.booked_on < $2"),
        sum("b.booked_on >= $2 AND b.booked_on <= $3 AND b.amount_fen > 0"),
        sum("b.booked_on >= $2 AND b.booked_on <= $3 AND b.amount_fen < 0"),
        sum("b.booked_on <= $3 AND j.biz_date > $3"),
        sum("b.booked_on > $3 AND j.biz_date <= $3"),
        sum("b.booked_on <= $3 AND b.state = 'confirmed'"),
    );
    let row = conn.row(&sql, [fund.0.into(), first.into(), last.into(), code.into()]).await?;
    let row = row.ok_or_else(|| StoreError::Broken("a sum without a row".to_owned()))?;
    let outflow: i64 = row.try_get("", "outflow")?;
    Ok(MonthSums {
        before: row.try_get("", "before")?,
        inflow: row.try_get("", "inflow")?,
        outflow: -outflow,
        ledger: row.try_get("", "ledger")?,
        bank_first: row.try_get("", "bank_first")?,
        books_first: row.try_get("", "books_first")?,
        explained: row.try_get("", "explained")?,
        open_lines: row.try_get("", "open_lines")?,
    })
}

/// The month of an account, if somebody proposed it.
pub async fn period(conn: &Conn, fund: FundId, month: &str) -> Result<Option<Period>, StoreError> {
    use periods::Column;
    Ok(periods::Entity::find().filter(Column::FundId.eq(fund.0)).filter(Column::Month.eq(month)).one(conn).await?)
}

/// The newest closed month of an account.
pub async fn last_closed(conn: &Conn, fund: FundId) -> Result<Option<String>, StoreError> {
    let sql = "SELECT MAX(month) AS month FROM periods WHERE fund_id = $1 AND state = 'closed'";
    let row = conn.row(sql, [fund.0.into()]).await?;
    Ok(row.map(|row| row.try_get::<Option<String>>("", "month")).transpose()?.flatten())
}
