//! What can go wrong in the database, in the few kinds the floors above must tell apart.

use sea_orm::{DbErr, RuntimeErr, SqlErr};

#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A guarded update found another version: somebody else was quicker.
    #[error("the record changed since it was read")]
    Stale,
    /// A unique index refused a second row; the text names the index or its columns.
    #[error("a row with the same value exists already ({0})")]
    Duplicate(String),
    /// A foreign key or check constraint refused the row.
    #[error("the database refused the row ({0})")]
    Constraint(String),
    /// A position does not hold the money that should leave it.
    #[error("position {account} is short by {short_fen} fen")]
    Insufficient { account: String, allotment: String, detail: String, available_fen: i64, requested_fen: i64, short_fen: i64 },
    /// A posting into a month of an account that two persons have closed.
    #[error("the month is closed")]
    MonthClosed,
    /// Something new on an allotment whose year is closed.
    #[error("the year of the allotment is closed")]
    YearClosed,
    /// Another transaction was in the way; the whole transaction may be tried again.
    #[error("another transaction was in the way")]
    Retry,
    /// The row waits for a transaction that has not ended.
    #[error("locked by a transaction that is still running")]
    Busy,
    #[error("{0}")]
    Broken(String),
    #[error("database")]
    Db(#[source] DbErr),
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(text)) => return Self::Duplicate(text),
            Some(SqlErr::ForeignKeyConstraintViolation(text)) => return Self::Constraint(text),
            _ => {}
        }
        match code(&error).as_deref() {
            Some("40001" | "40P01" | "5" | "517" | "261") => Self::Retry,
            Some("55P03") => Self::Busy,
            Some("YC001") => Self::MonthClosed,
            Some("YC002") => Self::YearClosed,
            Some("1811") if error.to_string().contains("the year of the allotment is closed") => Self::YearClosed,
            Some("1811") if error.to_string().contains("the month is closed") => Self::MonthClosed,
            Some("23514" | "275" | "23502" | "1299") => Self::Constraint(error.to_string()),
            _ => Self::Db(error),
        }
    }
}

/// SQLSTATE on PostgreSQL, the (extended) result code on SQLite.
fn code(error: &DbErr) -> Option<String> {
    let (DbErr::Exec(RuntimeErr::SqlxError(inner))
    | DbErr::Query(RuntimeErr::SqlxError(inner))
    | DbErr::Conn(RuntimeErr::SqlxError(inner))) = error
    else {
        return None;
    };
    inner.as_database_error()?.code().map(|code| code.to_string())
}
