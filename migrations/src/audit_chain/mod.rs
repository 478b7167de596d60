//! The trail becomes a chain of seals, and the rules of a review stage stay as they were when it opened.

use crate::script::{Down, Script};

pub const MIGRATION: Script = Script {
    name: "m20261127_000115_audit_chain",
    tables: include_str!("schema.sql"),
    triggers_sqlite: include_str!("triggers_sqlite.sql"),
    triggers_postgres: include_str!("triggers_postgres.sql"),
    down: Down::Each { sqlite: include_str!("down_sqlite.sql"), postgres: include_str!("down_postgres.sql") },
};
