//! The guards of the ledger look at all rows of a statement at once on PostgreSQL, where one statement writes the journals
//! of thousands of payments. What they refuse is what they refused row by row.

use crate::script::{Down, Script};

pub const MIGRATION: Script = Script {
    name: "m20261127_000113_ledger_guards_by_statement",
    tables: "",
    triggers_sqlite: "",
    triggers_postgres: include_str!("up_postgres.sql"),
    down: Down::Each { sqlite: "", postgres: include_str!("down_postgres.sql") },
};
