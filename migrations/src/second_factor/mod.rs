//! Second factors of accounts, their recovery codes, and when a session last proved one.

use crate::script::{Down, Script};

pub const MIGRATION: Script = Script {
    name: "m20261127_000073_second_factor",
    tables: include_str!("schema.sql"),
    triggers_sqlite: "",
    triggers_postgres: "",
    down: Down::Text("ALTER TABLE sessions DROP COLUMN stepped_up_at;\nDROP TABLE recovery_codes;\nDROP TABLE second_factors;"),
};
