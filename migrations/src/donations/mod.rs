//! Donations to community funds, what they may be used for, and what became of donated goods.

use crate::script::{Down, Script};

pub const MIGRATION: Script = Script {
    name: "m20261127_000110_donations",
    tables: include_str!("schema.sql"),
    triggers_sqlite: include_str!("triggers_sqlite.sql"),
    triggers_postgres: include_str!("triggers_postgres.sql"),
    down: Down::Each { sqlite: include_str!("down_sqlite.sql"), postgres: include_str!("down_postgres.sql") },
};
