//! Until when the agreement of an award must be signed, and the one extension of that day; what a reduction does.

use crate::script::{Down, Script};

pub const REDUCTIONS: Script = Script {
    name: "m20261127_000082_reductions",
    tables: include_str!("reductions.sql"),
    triggers_sqlite: "",
    triggers_postgres: "",
    down: Down::Text("ALTER TABLE fund_orders DROP COLUMN plan;"),
};

pub const MIGRATION: Script = Script {
    name: "m20261127_000081_reservations",
    tables: include_str!("schema.sql"),
    triggers_sqlite: "",
    triggers_postgres: "",
    down: Down::Text(
        "DROP INDEX projects_sign_by;\nALTER TABLE projects DROP COLUMN extension_granted_by;\n\
         ALTER TABLE projects DROP COLUMN extension_asked_by;\nALTER TABLE projects DROP COLUMN extension_reason;\n\
         ALTER TABLE projects DROP COLUMN extension_until;\nALTER TABLE projects DROP COLUMN sign_by_reminded;\n\
         ALTER TABLE projects DROP COLUMN sign_by;\nALTER TABLE projects DROP COLUMN sign_within;",
    ),
};
