DROP TABLE call_questions;
DROP TABLE call_versions;
DROP INDEX calls_round_once;
ALTER TABLE proposals DROP COLUMN call_revision;
ALTER TABLE calls DROP COLUMN round;
ALTER TABLE calls DROP COLUMN round_of;
ALTER TABLE calls DROP COLUMN copied_from;
ALTER TABLE calls DROP COLUMN revision;
ALTER TABLE calls DROP COLUMN document;
