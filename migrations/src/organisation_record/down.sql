DROP TABLE verifications;
DROP TABLE account_changes;
DROP TABLE organisation_staff;
DROP TABLE organisation_list_entries;
DROP TABLE organisation_inspections;
ALTER TABLE organisations DROP COLUMN grade_valid_until;
ALTER TABLE organisations DROP COLUMN grade_valid_from;
