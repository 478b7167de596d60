//! The account a fund pays from, and those that a batch froze.

use crate::script::{Down, Script};

pub const MIGRATION: Script = Script {
    name: "m20261127_000111_paying_accounts",
    tables: include_str!("schema.sql"),
    triggers_sqlite: "",
    triggers_postgres: "",
    down: Down::Text(include_str!("down.sql")),
};
