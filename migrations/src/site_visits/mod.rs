//! Site visits as a stage of a review: protocols of their own beside those of the public jury.

use crate::script::{Down, Script};

pub const MIGRATION: Script = Script {
    name: "m20261127_000114_site_visits",
    tables: include_str!("schema.sql"),
    triggers_sqlite: include_str!("up_sqlite.sql"),
    triggers_postgres: include_str!("up_postgres.sql"),
    down: Down::Each { sqlite: include_str!("down_sqlite.sql"), postgres: include_str!("down_postgres.sql") },
};
