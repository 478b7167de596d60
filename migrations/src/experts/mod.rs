//! The library of experts: records, where they work or worked, what they know about.

use crate::script::{Down, Script};

pub const MIGRATION: Script = Script {
    name: "m20261126_000050_experts",
    tables: include_str!("schema.sql"),
    triggers_sqlite: "",
    triggers_postgres: "",
    down: Down::Tables { functions: &[] },
};
