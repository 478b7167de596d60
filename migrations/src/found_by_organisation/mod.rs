//! Proposals and projects are found by the words of their organisation in one look into the index.

use crate::script::{Down, Script};

pub const MIGRATION: Script = Script {
    name: "m20261127_000112_found_by_organisation",
    tables: include_str!("schema.sql"),
    triggers_sqlite: "",
    triggers_postgres: "",
    down: Down::Text("DELETE FROM search_terms WHERE kind IN ('proposal_organisation', 'project_organisation');"),
};
