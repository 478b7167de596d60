//! Conflicts of interest: append-only rows, and what the database itself refuses because of them.

use crate::script::{Down, Script};

pub const MIGRATION: Script = Script {
    name: "m20261126_000020_conflicts",
    tables: include_str!("schema.sql"),
    triggers_sqlite: include_str!("triggers_sqlite.sql"),
    triggers_postgres: include_str!("triggers_postgres.sql"),
    down: Down::Tables { functions: &["refuse_conflicting_assignment", "refuse_conflict_of_assigned", "refuse_unattested_review"] },
};
