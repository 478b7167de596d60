//! A migration written as SQL that both databases understand. The few types that differ stand in braces, such as
//! `{uuid}`; triggers are written twice.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DatabaseBackend;

/// One migration. Statements of `tables` and `down` end with `;` at the end of a line; those of the triggers are
/// parted by a line `--;`, because a trigger holds semicolons itself.
pub struct Script {
    pub name: &'static str,
    /// Tables, columns and indexes, one text for both databases.
    pub tables: &'static str,
    pub triggers_sqlite: &'static str,
    pub triggers_postgres: &'static str,
    /// What takes all of it down again, in both databases.
    pub down: Down,
}

pub enum Down {
    /// Drops every trigger (on whatever table it stands), every table that `tables` creates, the last one first, and on
    /// PostgreSQL these functions with the triggers that call them.
    Tables { functions: &'static [&'static str] },
    /// A text of its own, for a migration that changes what exists.
    Text(&'static str),
    /// A text for each database; statements are parted by a line `--;`.
    Each { sqlite: &'static str, postgres: &'static str },
}

impl MigrationName for Script {
    fn name(&self) -> &str {
        self.name
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Script {
    /// SQLite runs DDL outside a transaction unless told otherwise; half a schema must never remain.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, self.tables).await?;
        run_each(manager, self.triggers_sqlite, self.triggers_postgres).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let functions = match self.down {
            Down::Text(text) => return run(manager, text).await,
            Down::Each { sqlite, postgres } => return run_each(manager, sqlite, postgres).await,
            Down::Tables { functions } => functions,
        };
        let db = manager.get_connection();
        if manager.get_database_backend() == DatabaseBackend::Sqlite {
            for trigger in names(self.triggers_sqlite, "CREATE TRIGGER ") {
                db.execute_unprepared(&format!("DROP TRIGGER {trigger}")).await?;
            }
        }
        for table in names(self.tables, "CREATE TABLE ").into_iter().rev() {
            db.execute_unprepared(&format!("DROP TABLE {table}")).await?;
        }
        if manager.get_database_backend() == DatabaseBackend::Postgres {
            for function in functions {
                db.execute_unprepared(&format!("DROP FUNCTION {function}() CASCADE")).await?;
            }
        }
        Ok(())
    }
}

async fn run(manager: &SchemaManager<'_>, script: &str) -> Result<(), DbErr> {
    for statement in script.split(";\n").map(str::trim).filter(|statement| !statement.is_empty()) {
        let statement = for_backend(statement, manager.get_database_backend());
        manager.get_connection().execute_unprepared(&statement).await?;
    }
    Ok(())
}

/// Runs the text of the database; its statements are parted by a line `--;`.
async fn run_each(manager: &SchemaManager<'_>, sqlite: &str, postgres: &str) -> Result<(), DbErr> {
    let text = if manager.get_database_backend() == DatabaseBackend::Sqlite { sqlite } else { postgres };
    for statement in text.split("\n--;\n").filter(|statement| !statement.trim().is_empty()) {
        manager.get_connection().execute_unprepared(statement).await?;
    }
    Ok(())
}

fn for_backend(statement: &str, backend: DatabaseBackend) -> String {
    let (uuid, bytes, bytewise, whole) = match backend {
        DatabaseBackend::Sqlite => ("blob", "blob", "COLLATE BINARY", "typeof({}) = 'integer'"),
        _ => ("uuid", "bytea", "COLLATE \"C\"", "{} = {}"),
    };
    statement
        .replace("{uuid}", uuid)
        .replace("{bytes}", bytes)
        .replace("{bytewise}", bytewise)
        .replace("{whole amount_fen}", &whole.replace("{}", "amount_fen"))
}

/// Names of everything that lines with this beginning create, in their order.
fn names<'a>(script: &'a str, beginning: &str) -> Vec<&'a str> {
    script.lines().filter_map(|line| line.strip_prefix(beginning)).filter_map(|rest| rest.split_whitespace().next()).collect()
}
