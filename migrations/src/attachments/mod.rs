//! Files of proposals: what each stands for, and in which submission it was handed in last.

use crate::script::{Down, Script};

pub const MIGRATION: Script = Script {
    name: "m20261126_000041_proposal_attachments",
    tables: include_str!("schema.sql"),
    triggers_sqlite: include_str!("triggers_sqlite.sql"),
    triggers_postgres: include_str!("triggers_postgres.sql"),
    down: Down::Tables { functions: &["proposal_attachments_stay"] },
};
