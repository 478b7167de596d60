//! Scoring that is over is opened again by two persons, and whoever has something unfinished is reminded before.

use crate::script::{Down, Script};

pub const MIGRATION: Script = Script {
    name: "m20261127_000121_reopening",
    tables: "ALTER TABLE review_stages ADD COLUMN reopen_until text;
ALTER TABLE review_stages ADD COLUMN reopen_reason text;
ALTER TABLE review_stages ADD COLUMN reopen_by {uuid};
ALTER TABLE review_stages ADD COLUMN reopen_at bigint;
ALTER TABLE review_stages ADD COLUMN reminded_until text;",
    triggers_sqlite: "",
    triggers_postgres: "",
    down: Down::Text(
        "ALTER TABLE review_stages DROP COLUMN reminded_until;
ALTER TABLE review_stages DROP COLUMN reopen_at;
ALTER TABLE review_stages DROP COLUMN reopen_by;
ALTER TABLE review_stages DROP COLUMN reopen_reason;
ALTER TABLE review_stages DROP COLUMN reopen_until;",
    ),
};
