//! The last day on which a panel scores.

use crate::script::{Down, Script};

pub const MIGRATION: Script = Script {
    name: "m20261127_000117_review_until",
    tables: "ALTER TABLE review_stages ADD COLUMN scores_until text;",
    triggers_sqlite: "",
    triggers_postgres: "",
    down: Down::Text("ALTER TABLE review_stages DROP COLUMN scores_until;"),
};
