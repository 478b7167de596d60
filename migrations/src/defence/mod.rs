//! Defence days: the drawn order of those who are heard, and how far the day is.

use crate::script::{Down, Script};

pub const MIGRATION: Script = Script {
    name: "m20261126_000061_defence",
    tables: include_str!("schema.sql"),
    triggers_sqlite: include_str!("triggers_sqlite.sql"),
    triggers_postgres: include_str!("triggers_postgres.sql"),
    down: Down::Tables { functions: &[] },
};
