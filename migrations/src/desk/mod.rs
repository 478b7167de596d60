//! Comments of two kinds for each criterion, abstentions, and runs of the assignment.

use crate::script::{Down, Script};

pub const MIGRATION: Script = Script {
    name: "m20261126_000060_desk",
    tables: include_str!("schema.sql"),
    triggers_sqlite: "",
    triggers_postgres: "",
    down: Down::Text(include_str!("down.sql")),
};
