//! Indices for the pages of lists.

use crate::script::{Down, Script};

pub const MIGRATION: Script = Script {
    name: "m20261126_000012_lists",
    tables: include_str!("schema.sql"),
    triggers_sqlite: "",
    triggers_postgres: "",
    down: Down::Text(
        "DROP INDEX projects_area;\nDROP INDEX proposals_state;\nDROP INDEX assignments_proposal;\n\
         DROP INDEX tranches_area;\nDROP INDEX tranches_project;\nDROP INDEX tranches_organisation;\n\
         DROP INDEX payments_area;\nDROP INDEX payments_project;\nDROP INDEX payments_tranche;",
    ),
};

/// The accounts of one person: asked before anything of a proposal is shown.
pub const PERSONS: Script = Script {
    name: "m20261127_000116_persons",
    tables: "CREATE INDEX users_person ON users (person_id);",
    triggers_sqlite: "",
    triggers_postgres: "",
    down: Down::Text("DROP INDEX users_person;"),
};
