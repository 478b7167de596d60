CREATE TABLE review_corrections (
  id {uuid} PRIMARY KEY, call_id {uuid} NOT NULL REFERENCES calls (id), assignment_id {uuid} NOT NULL REFERENCES assignments (id),
  review_id {uuid} NOT NULL REFERENCES reviews (id), proposal_id {uuid} NOT NULL REFERENCES proposals (id),
  run_id {uuid} NOT NULL REFERENCES result_runs (id), new_run_id {uuid} UNIQUE REFERENCES result_runs (id),
  kind text NOT NULL, reason_code text NOT NULL, reason text NOT NULL, scores text, earlier_scores text NOT NULL, decision_reason text,
  requested_by {uuid} NOT NULL REFERENCES users (id), decided_by {uuid} REFERENCES users (id), decided_at bigint,
  state text NOT NULL, version integer NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  CHECK (decided_by IS NULL OR decided_by <> requested_by), CHECK ((state = 'approved') = (new_run_id IS NOT NULL)),
  CHECK ((kind = 'amend') = (scores IS NOT NULL)), CHECK ((state = 'requested') = (decided_by IS NULL))
);
CREATE UNIQUE INDEX review_corrections_one_open ON review_corrections (review_id) WHERE state = 'requested';
CREATE INDEX review_corrections_call ON review_corrections (call_id, id);
