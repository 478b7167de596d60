//! The guards of the ledger look each journal up by its index, however small the tables were when PostgreSQL planned it: a plan
//! that was made for an empty table reads all of it for every posting, and one import of thousands may not wait for a new one.

use crate::script::{Down, Script};

pub const MIGRATION: Script = Script {
    name: "m20261127_000101_ledger_by_index",
    tables: "",
    triggers_sqlite: "",
    triggers_postgres: include_str!("up_postgres.sql"),
    down: Down::Each { sqlite: "", postgres: include_str!("down_postgres.sql") },
};
