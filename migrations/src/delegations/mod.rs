//! Grants that somebody lends to somebody else until a day.

use crate::script::{Down, Script};

pub const MIGRATION: Script = Script {
    name: "m20261127_000074_delegations",
    tables: include_str!("schema.sql"),
    triggers_sqlite: "",
    triggers_postgres: "",
    down: Down::Text(
        "DROP INDEX grants_delegated;\nALTER TABLE grants DROP COLUMN expires_at;\nALTER TABLE grants DROP COLUMN delegated_from;",
    ),
};
