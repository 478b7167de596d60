//! Draws of a panel: bound by a public digest before the entropy exists, then never changed.

use crate::script::{Down, Script};

pub const MIGRATION: Script = Script {
    name: "m20261126_000051_draws",
    tables: include_str!("schema.sql"),
    triggers_sqlite: include_str!("triggers_sqlite.sql"),
    triggers_postgres: include_str!("triggers_postgres.sql"),
    down: Down::Tables { functions: &[] },
};
