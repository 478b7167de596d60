//! People of organisations, duplicates, sponsors and imports.

use crate::script::{Down, Script};

pub const MIGRATION: Script = Script {
    name: "m20261126_000004_orgpeople",
    tables: include_str!("schema.sql"),
    triggers_sqlite: "",
    triggers_postgres: "",
    down: Down::Tables { functions: &[] },
};
