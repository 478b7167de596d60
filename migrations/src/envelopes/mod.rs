//! What a reviewer wrote lies in an envelope until the stage is sealed, and so do the answers kept under an idempotency key.

use crate::script::{Down, Script};

pub const MIGRATION: Script = Script {
    name: "m20261127_000119_envelopes",
    tables: "ALTER TABLE reviews ADD COLUMN envelope text;
ALTER TABLE idempotency_keys ADD COLUMN sealed_body text;",
    triggers_sqlite: include_str!("up_sqlite.sql"),
    triggers_postgres: include_str!("up_postgres.sql"),
    down: Down::Each { sqlite: include_str!("down_sqlite.sql"), postgres: include_str!("down_postgres.sql") },
};
