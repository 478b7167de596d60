//! The end of a fiscal year: who closed it, allotments that carry what is left into the next one, and a database that posts
//! nothing new to an allotment whose year is closed.

use crate::script::{Down, Script};

pub const MIGRATION: Script = Script {
    name: "m20261127_000080_year_ends",
    tables: include_str!("schema.sql"),
    triggers_sqlite: include_str!("up_sqlite.sql"),
    triggers_postgres: include_str!("up_postgres.sql"),
    down: Down::Each { sqlite: include_str!("down_sqlite.sql"), postgres: include_str!("down_postgres.sql") },
};
