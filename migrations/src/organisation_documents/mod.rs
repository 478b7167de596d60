//! Certificates and other documents of organisations, and what was said about their expiry.

use crate::script::{Down, Script};

pub const MIGRATION: Script = Script {
    name: "m20261126_000031_organisation_documents",
    tables: include_str!("schema.sql"),
    triggers_sqlite: "",
    triggers_postgres: "",
    down: Down::Tables { functions: &[] },
};
