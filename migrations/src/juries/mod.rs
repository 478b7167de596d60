//! The public jury: protocols of its count, each entered by one person and confirmed by another.

use crate::script::{Down, Script};

pub const MIGRATION: Script = Script {
    name: "m20261127_000081_public_jury",
    tables: include_str!("schema.sql"),
    triggers_sqlite: include_str!("triggers_sqlite.sql"),
    triggers_postgres: include_str!("triggers_postgres.sql"),
    down: Down::Tables { functions: &[] },
};
