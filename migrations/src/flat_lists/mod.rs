//! What lists show is kept ready, so that a page costs the same however much there is: proposals of a call by their states,
//! sums of the donations of a fund, and the words by which proposals and projects are found under one kind.

use crate::script::{Down, Script};

pub const MIGRATION: Script = Script {
    name: "m20261127_000120_flat_lists",
    tables: include_str!("schema.sql"),
    triggers_sqlite: include_str!("triggers_sqlite.sql"),
    triggers_postgres: include_str!("triggers_postgres.sql"),
    down: Down::Each { sqlite: include_str!("down_sqlite.sql"), postgres: include_str!("down_postgres.sql") },
};
