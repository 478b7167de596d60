//! A balance is a whole number of fen: a sum beyond 64 bits, which SQLite would keep as a rounded number, is refused there as
//! PostgreSQL refuses it.

use crate::script::{Down, Script};

pub const MIGRATION: Script = Script {
    name: "m20261127_000100_whole_balances",
    tables: "",
    triggers_sqlite: include_str!("up_sqlite.sql"),
    triggers_postgres: "",
    down: Down::Tables { functions: &[] },
};
