-- What was remarked so far was written before anybody knew that applicants read it: it stays with the staff.
ALTER TABLE reviews ADD COLUMN confidential_comments text NOT NULL DEFAULT '{}';
ALTER TABLE reviews ADD COLUMN abstain_reason text;
UPDATE reviews SET confidential_comments = comments, comments = '{}';
-- `run_id` names the run that made an assignment; nothing if everybody got everything at the start of the review.
ALTER TABLE assignments ADD COLUMN run_id {uuid};
CREATE TABLE assignment_runs (
  id {uuid} PRIMARY KEY, call_id {uuid} NOT NULL REFERENCES calls (id), stage_id {uuid} NOT NULL REFERENCES review_stages (id),
  seq integer NOT NULL CHECK (seq > 0), mode text NOT NULL CHECK (mode IN ('all_by_all', 'assigned_k')),
  settings text NOT NULL, input text NOT NULL, input_sha256 text NOT NULL, plan text NOT NULL,
  state text NOT NULL CHECK (state IN ('applied', 'undone')), version integer NOT NULL,
  undone_by {uuid} REFERENCES users (id), undone_at bigint,
  created_by {uuid} NOT NULL REFERENCES users (id), created_at bigint NOT NULL, updated_at bigint NOT NULL,
  UNIQUE (call_id, seq), CHECK ((state = 'undone') = (undone_at IS NOT NULL)), CHECK ((undone_at IS NULL) = (undone_by IS NULL))
);
CREATE INDEX assignment_runs_call ON assignment_runs (call_id, id);
CREATE INDEX assignments_run ON assignments (run_id) WHERE run_id IS NOT NULL;
