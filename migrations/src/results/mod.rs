//! What makes results checkable by everybody: how awards were drawn, lotteries, and objections to the public notice.

use crate::script::{Down, Script};

pub const MIGRATION: Script = Script {
    name: "m20261126_000041_results",
    tables: include_str!("schema.sql"),
    triggers_sqlite: include_str!("triggers_sqlite.sql"),
    triggers_postgres: include_str!("triggers_postgres.sql"),
    down: Down::Tables { functions: &[] },
};
