//! Corrections of sealed reviews: what was asked for, who decided, and which computation followed.

use crate::script::{Down, Script};

pub const MIGRATION: Script = Script {
    name: "m20261126_000062_review_corrections",
    tables: include_str!("schema.sql"),
    triggers_sqlite: include_str!("triggers_sqlite.sql"),
    triggers_postgres: include_str!("triggers_postgres.sql"),
    down: Down::Tables { functions: &[] },
};
