DROP INDEX assignments_run;
DROP TABLE assignment_runs;
ALTER TABLE assignments DROP COLUMN run_id;
UPDATE reviews SET comments = confidential_comments WHERE comments = '{}';
ALTER TABLE reviews DROP COLUMN abstain_reason;
ALTER TABLE reviews DROP COLUMN confidential_comments;
