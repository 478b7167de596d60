//! Needs: reports, their clock, endorsements, and the proposals that answer them.

use crate::script::{Down, Script};

pub const MIGRATION: Script = Script {
    name: "m20261126_000005_needs",
    tables: include_str!("schema.sql"),
    triggers_sqlite: include_str!("triggers_sqlite.sql"),
    triggers_postgres: include_str!("triggers_postgres.sql"),
    down: Down::Tables { functions: &[] },
};
