//! What a call says beside its scheme: its document, its versions, and the questions about it.

use crate::script::{Down, Script};

pub const MIGRATION: Script = Script {
    name: "m20261126_000006_calls",
    tables: include_str!("schema.sql"),
    triggers_sqlite: "",
    triggers_postgres: "",
    down: Down::Text(include_str!("down.sql")),
};
