//! Uploaded files and the chunks they arrive in.

use crate::script::{Down, Script};

pub const MIGRATION: Script = Script {
    name: "m20261126_000002_files",
    tables: include_str!("schema.sql"),
    triggers_sqlite: "",
    triggers_postgres: "",
    down: Down::Tables { functions: &[] },
};
