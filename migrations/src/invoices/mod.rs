//! Fully digital invoices that support payments.

use crate::script::{Down, Script};

pub const MIGRATION: Script = Script {
    name: "m20261126_000072_invoices",
    tables: include_str!("schema.sql"),
    triggers_sqlite: include_str!("triggers_sqlite.sql"),
    triggers_postgres: include_str!("triggers_postgres.sql"),
    down: Down::Tables { functions: &["refuse_change_of_invoice"] },
};
