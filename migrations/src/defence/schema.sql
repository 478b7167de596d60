CREATE TABLE defences (
  id {uuid} PRIMARY KEY, call_id {uuid} NOT NULL UNIQUE REFERENCES calls (id),
  stage_id {uuid} NOT NULL UNIQUE REFERENCES review_stages (id), run_id {uuid} NOT NULL REFERENCES result_runs (id),
  chair_id {uuid} REFERENCES users (id), starts_at bigint NOT NULL, venue text NOT NULL, minutes integer NOT NULL CHECK (minutes BETWEEN 1 AND 240),
  members text NOT NULL, output_sha256 text NOT NULL, entropy_source text NOT NULL, entropy_at bigint NOT NULL,
  commitment text NOT NULL, salt text NOT NULL, committed_at bigint NOT NULL, entropy text, drawn_order text,
  drawn_by {uuid} REFERENCES users (id), drawn_at bigint,
  state text NOT NULL, version integer NOT NULL, created_by {uuid} NOT NULL REFERENCES users (id),
  created_at bigint NOT NULL, updated_at bigint NOT NULL,
  CHECK ((state = 'drawn') = (drawn_order IS NOT NULL)), CHECK (drawn_by IS NULL OR drawn_by <> created_by)
);
CREATE TABLE defence_turns (
  id {uuid} PRIMARY KEY, defence_id {uuid} NOT NULL REFERENCES defences (id), proposal_id {uuid} NOT NULL REFERENCES proposals (id),
  position integer NOT NULL, opened_at bigint, heard_at bigint, closed_at bigint, reason text,
  state text NOT NULL, version integer NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  UNIQUE (defence_id, proposal_id), UNIQUE (defence_id, position)
);
CREATE UNIQUE INDEX defence_turns_one_open ON defence_turns (defence_id) WHERE state IN ('presenting', 'scoring');
