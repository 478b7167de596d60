//! Decisions: what was applied for, recommended and approved kept apart, and the document that the director signs.

use crate::script::{Down, Script};

pub const MIGRATION: Script = Script {
    name: "m20261127_000082_frozen_decisions",
    tables: include_str!("schema.sql"),
    triggers_sqlite: include_str!("triggers_sqlite.sql"),
    triggers_postgres: include_str!("triggers_postgres.sql"),
    down: Down::Each { sqlite: include_str!("down_sqlite.sql"), postgres: include_str!("down_postgres.sql") },
};
