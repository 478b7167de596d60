//! E-mails about what is new in an area.

use crate::script::{Down, Script};

pub const MIGRATION: Script = Script {
    name: "m20261126_000010_portal",
    tables: include_str!("schema.sql"),
    triggers_sqlite: "",
    triggers_postgres: "",
    down: Down::Tables { functions: &[] },
};
