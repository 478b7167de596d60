//! Bank statements with their lines, and the months that two persons close.

use crate::script::{Down, Script};

pub const MIGRATION: Script = Script {
    name: "m20261126_000070_statements",
    tables: include_str!("schema.sql"),
    triggers_sqlite: include_str!("triggers_sqlite.sql"),
    triggers_postgres: include_str!("triggers_postgres.sql"),
    down: Down::Tables { functions: &["refuse_closed_month", "refuse_change_of_closed_month", "refuse_change_of_statement"] },
};
