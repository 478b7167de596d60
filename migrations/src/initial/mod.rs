//! The first schema.

use crate::script::{Down, Script};

pub const MIGRATION: Script = Script {
    name: "m20261122_000001_initial",
    tables: include_str!("schema.sql"),
    triggers_sqlite: include_str!("triggers_sqlite.sql"),
    triggers_postgres: include_str!("triggers_postgres.sql"),
    down: Down::Tables { functions: &["refuse_change", "refuse_unbalanced_seal", "refuse_late_posting"] },
};
