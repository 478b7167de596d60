//! The first schema. Tables are one text for both databases: `schema.sql` names the few types that differ
//! in braces. Only the append-only and seal triggers are written twice.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DatabaseBackend;

const SCHEMA: &str = include_str!("schema.sql");
const TRIGGERS_SQLITE: &str = include_str!("triggers_sqlite.sql");
const TRIGGERS_POSTGRES: &str = include_str!("triggers_postgres.sql");

pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261122_000001_initial"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    /// SQLite runs DDL outside a transaction unless told otherwise; half a schema must never remain.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        let backend = manager.get_database_backend();
        for statement in split(SCHEMA) {
            db.execute_unprepared(&for_backend(statement, backend)).await?;
        }
        let triggers = match backend {
            DatabaseBackend::Sqlite => TRIGGERS_SQLITE,
            _ => TRIGGERS_POSTGRES,
        };
        for statement in triggers.split("\n--;\n").filter(|s| !s.trim().is_empty()) {
            db.execute_unprepared(statement).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        for table in tables().into_iter().rev() {
            db.execute_unprepared(&format!("DROP TABLE {table}")).await?;
        }
        if manager.get_database_backend() == DatabaseBackend::Postgres {
            for function in ["refuse_change", "refuse_unbalanced_seal", "refuse_late_posting"] {
                db.execute_unprepared(&format!("DROP FUNCTION {function}()")).await?;
            }
        }
        Ok(())
    }
}

/// Statements of a script, comments removed.
fn split(script: &str) -> impl Iterator<Item = &str> {
    script.split(";\n").map(str::trim).filter(|s| !s.is_empty())
}

fn for_backend(statement: &str, backend: DatabaseBackend) -> String {
    let (uuid, bytes, whole) = match backend {
        DatabaseBackend::Sqlite => ("blob", "blob", "typeof({}) = 'integer'"),
        _ => ("uuid", "bytea", "{} = {}"),
    };
    statement.replace("{uuid}", uuid).replace("{bytes}", bytes).replace("{whole amount_fen}", &whole.replace("{}", "amount_fen"))
}

/// Names of all tables in the order in which they are created.
fn tables() -> Vec<&'static str> {
    SCHEMA.lines().filter_map(|line| line.strip_prefix("CREATE TABLE ")).filter_map(|rest| rest.split_whitespace().next()).collect()
}
