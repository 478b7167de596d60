//! Amount tiers: which hands money needs beyond three, who set that, and what was asked when a payment was approved.

use crate::script::{Down, Script};

pub const MIGRATION: Script = Script {
    name: "m20261126_000070_tiers",
    tables: include_str!("schema.sql"),
    triggers_sqlite: include_str!("triggers_sqlite.sql"),
    triggers_postgres: include_str!("triggers_postgres.sql"),
    down: Down::Tables { functions: &["refuse_change_of_tiers"] },
};

pub const ASKED: Script = Script {
    name: "m20261126_000071_asked",
    tables: include_str!("asked.sql"),
    triggers_sqlite: "",
    triggers_postgres: "",
    down: Down::Text(
        "ALTER TABLE fund_orders DROP COLUMN tiers_version;\nALTER TABLE payments DROP COLUMN tiers_version;\n\
         ALTER TABLE approvals DROP COLUMN asked;\nALTER TABLE approvals DROP COLUMN note;",
    ),
};
