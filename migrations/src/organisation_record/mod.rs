//! The record of an organisation: validity of its grade, yearly inspections, dated list entries, staff, changes of
//! its account, and the queue of what waits for an officer.

use crate::script::{Down, Script};

pub const MIGRATION: Script = Script {
    name: "m20261126_000003_organisation_record",
    tables: include_str!("schema.sql"),
    triggers_sqlite: include_str!("triggers_sqlite.sql"),
    triggers_postgres: include_str!("triggers_postgres.sql"),
    down: Down::Text(include_str!("down.sql")),
};
