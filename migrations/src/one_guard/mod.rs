//! One guard looks at a seal, where three did, and journal, legs and seal may come with one statement: a posting is late when
//! its journal has more of them than its seal says. What is refused is what was refused before.

use crate::script::{Down, Script};

pub const MIGRATION: Script = Script {
    name: "m20261127_000118_one_guard",
    tables: "",
    triggers_sqlite: "",
    triggers_postgres: include_str!("up_postgres.sql"),
    down: Down::Each { sqlite: "", postgres: include_str!("down_postgres.sql") },
};
