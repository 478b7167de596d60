//! The index of words: which thing is found by which term.

use crate::script::{Down, Script};

pub const MIGRATION: Script = Script {
    name: "m20261126_000001_search",
    tables: include_str!("schema.sql"),
    triggers_sqlite: "",
    triggers_postgres: "",
    down: Down::Text("DROP TABLE search_subjects;\nDROP TABLE search_terms;"),
};
