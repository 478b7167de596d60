//! The pool, and the one way to open a write transaction.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult,
    SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait, Value,
};
use yichuang_migrations::{Migrator, MigratorTrait};

use crate::error::StoreError;
use crate::search;

/// A database that holds a migrated schema.
#[derive(Clone, Debug)]
pub struct Store {
    pool: DatabaseConnection,
    observer: Option<Observer>,
}

#[derive(Clone)]
struct Observer(Arc<dyn Fn(&Statement) + Send + Sync>);

impl fmt::Debug for Observer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Observer")
    }
}

/// What holds for every transaction on PostgreSQL, whatever the installation has as its default; a part of the connection, so
/// that no transaction spends a round trip on it.
const OF_A_SESSION: [(&str, &str); 3] =
    [("default_transaction_isolation", "read committed"), ("default_transaction_read_only", "off"), ("lock_timeout", "15s")];

/// Something statements can run on: the pool, or one write transaction.
#[derive(Debug)]
pub enum Conn {
    Pool(DatabaseConnection),
    Txn(DatabaseTransaction),
}

impl Store {
    /// Connects to `sqlite://path?mode=rwc` or `postgres://…`. SQLite gets WAL, full sync and foreign keys on
    /// every connection.
    pub async fn connect(url: &str, max_connections: u32) -> Result<Self, StoreError> {
        let mut options = ConnectOptions::new(url.to_owned());
        options.max_connections(max_connections).sqlx_logging(false).acquire_timeout(Duration::from_secs(20));
        if url.starts_with("sqlite:") {
            options.map_sqlx_sqlite_opts(|o| {
                o.foreign_keys(true).busy_timeout(Duration::from_secs(20)).pragma("journal_mode", "WAL").pragma("synchronous", "FULL")
            });
        } else {
            options.map_sqlx_postgres_opts(|o| o.options(OF_A_SESSION));
        }
        Ok(Self { pool: Database::connect(options).await?, observer: None })
    }

    /// The same database, with somebody who is shown the `BEGIN` of every write transaction, and every statement after
    /// it ran. For measuring: `serve` has nobody who looks. Savepoints and `COMMIT` are not shown.
    #[must_use]
    pub fn observed(mut self, see: impl Fn(&Statement) + Send + Sync + 'static) -> Self {
        let observer = Observer(Arc::new(see));
        self.observer = Some(observer.clone());
        self.pool.set_metric_callback(move |info| (observer.0)(info.statement));
        self
    }

    /// The pool, for reads.
    #[must_use]
    pub fn read(&self) -> Conn {
        Conn::Pool(self.pool.clone())
    }

    /// Opens a write transaction: `BEGIN IMMEDIATE` on SQLite (a deferred one that upgrades fails at once with
    /// "database is locked"), on PostgreSQL as the session says (`OF_A_SESSION`).
    pub async fn begin(&self) -> Result<Conn, StoreError> {
        let backend = self.pool.get_database_backend();
        let immediate = (backend == DbBackend::Sqlite).then_some(SqliteTransactionMode::Immediate);
        let txn = self.pool.begin_with_options(TransactionOptions { sqlite_transaction_mode: immediate, ..Default::default() }).await?;
        if let Some(observer) = &self.observer {
            (observer.0)(&Statement::from_string(backend, "BEGIN"));
        }
        Ok(Conn::Txn(txn))
    }

    /// Brings the schema up to date.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        Migrator::up(&self.pool, None).await?;
        let conn = self.begin().await?;
        search::build(&conn).await?;
        conn.commit().await
    }

    /// Takes the whole schema down again (tests only).
    pub async fn migrate_down(&self) -> Result<(), StoreError> {
        Ok(Migrator::down(&self.pool, None).await?)
    }

    /// How many migrations wait; all of them means an empty database.
    pub async fn pending_migrations(&self) -> Result<(usize, usize), StoreError> {
        let pending = Migrator::get_pending_migrations(&self.pool).await?.len();
        Ok((pending, Migrator::migrations().len()))
    }

    pub async fn ping(&self) -> Result<(), StoreError> {
        Ok(self.pool.ping().await?)
    }

    pub async fn close(self) -> Result<(), StoreError> {
        Ok(self.pool.close().await?)
    }
}

impl Conn {
    /// Commits the transaction. On the pool there is nothing to commit.
    pub async fn commit(self) -> Result<(), StoreError> {
        match self {
            Self::Pool(_) => Ok(()),
            Self::Txn(txn) => Ok(txn.commit().await?),
        }
    }

    pub async fn rollback(self) -> Result<(), StoreError> {
        match self {
            Self::Pool(_) => Ok(()),
            Self::Txn(txn) => Ok(txn.rollback().await?),
        }
    }

    /// Marks the place to which [`Conn::back_to_mark`] returns, so that a refusal leaves only its own record.
    pub async fn mark(&self) -> Result<(), StoreError> {
        self.execute_unprepared("SAVEPOINT business").await?;
        Ok(())
    }

    pub async fn back_to_mark(&self) -> Result<(), StoreError> {
        self.execute_unprepared("ROLLBACK TO SAVEPOINT business").await?;
        Ok(())
    }

    /// A place inside a use case to which a part of it can return, such as one row of many. Not for a whole request:
    /// that is [`Conn::mark`].
    pub async fn savepoint(&self) -> Result<(), StoreError> {
        self.execute_unprepared("SAVEPOINT part").await?;
        Ok(())
    }

    /// Undoes what was done since [`Conn::savepoint`], or keeps it; the place is gone either way.
    pub async fn leave_savepoint(&self, keep: bool) -> Result<(), StoreError> {
        if !keep {
            self.execute_unprepared("ROLLBACK TO SAVEPOINT part").await?;
        }
        self.execute_unprepared("RELEASE SAVEPOINT part").await?;
        Ok(())
    }

    /// Runs SQL written once with `$1, $2 …` placeholders, which both databases understand.
    pub(crate) async fn run(&self, sql: &str, values: impl IntoIterator<Item = Value>) -> Result<u64, StoreError> {
        let statement = Statement::from_sql_and_values(self.get_database_backend(), sql, values);
        Ok(self.execute_raw(statement).await?.rows_affected())
    }

    pub(crate) async fn rows(&self, sql: &str, values: impl IntoIterator<Item = Value>) -> Result<Vec<QueryResult>, StoreError> {
        let statement = Statement::from_sql_and_values(self.get_database_backend(), sql, values);
        Ok(self.query_all_raw(statement).await?)
    }

    pub(crate) async fn row(&self, sql: &str, values: impl IntoIterator<Item = Value>) -> Result<Option<QueryResult>, StoreError> {
        let statement = Statement::from_sql_and_values(self.get_database_backend(), sql, values);
        Ok(self.query_one_raw(statement).await?)
    }
}

#[sea_orm::prelude::async_trait::async_trait]
impl ConnectionTrait for Conn {
    fn get_database_backend(&self) -> DbBackend {
        match self {
            Self::Pool(pool) => pool.get_database_backend(),
            Self::Txn(txn) => txn.get_database_backend(),
        }
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        match self {
            Self::Pool(pool) => pool.execute_raw(statement).await,
            Self::Txn(txn) => txn.execute_raw(statement).await,
        }
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        match self {
            Self::Pool(pool) => pool.execute_unprepared(sql).await,
            Self::Txn(txn) => txn.execute_unprepared(sql).await,
        }
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        match self {
            Self::Pool(pool) => pool.query_one_raw(statement).await,
            Self::Txn(txn) => txn.query_one_raw(statement).await,
        }
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        match self {
            Self::Pool(pool) => pool.query_all_raw(statement).await,
            Self::Txn(txn) => txn.query_all_raw(statement).await,
        }
    }
}
