ALTER TABLE calls ADD COLUMN document text NOT NULL DEFAULT '{}';
ALTER TABLE calls ADD COLUMN revision integer NOT NULL DEFAULT 1;
ALTER TABLE calls ADD COLUMN copied_from {uuid};
ALTER TABLE calls ADD COLUMN round_of {uuid};
ALTER TABLE calls ADD COLUMN round integer NOT NULL DEFAULT 1;
ALTER TABLE proposals ADD COLUMN call_revision integer NOT NULL DEFAULT 1;
CREATE UNIQUE INDEX calls_round_once ON calls (round_of, round) WHERE round_of IS NOT NULL;
CREATE TABLE call_versions (
  id {uuid} PRIMARY KEY, call_id {uuid} NOT NULL REFERENCES calls (id), revision integer NOT NULL CHECK (revision > 0),
  area_path text NOT NULL, reason text NOT NULL, content text NOT NULL, changes text NOT NULL, scheme_sha256 text NOT NULL,
  return_reason text, in_force_at bigint, state text NOT NULL, version integer NOT NULL,
  created_by {uuid} NOT NULL REFERENCES users (id), approved_by {uuid} REFERENCES users (id),
  created_at bigint NOT NULL, updated_at bigint NOT NULL,
  CHECK (approved_by IS NULL OR approved_by <> created_by),
  CHECK ((state = 'in_force') = (in_force_at IS NOT NULL))
);
CREATE UNIQUE INDEX call_versions_one_waiting ON call_versions (call_id) WHERE state = 'proposed';
CREATE UNIQUE INDEX call_versions_revision_once ON call_versions (call_id, revision) WHERE state = 'in_force';
CREATE INDEX call_versions_call ON call_versions (call_id, id);
CREATE TABLE call_questions (
  id {uuid} PRIMARY KEY, call_id {uuid} NOT NULL REFERENCES calls (id), organisation_id {uuid} NOT NULL REFERENCES organisations (id),
  area_path text NOT NULL, question text NOT NULL, published_question text, answer text, decline_reason text,
  answered_by {uuid} REFERENCES users (id), answered_at bigint, state text NOT NULL, version integer NOT NULL,
  created_by {uuid} NOT NULL REFERENCES users (id), created_at bigint NOT NULL, updated_at bigint NOT NULL,
  CHECK ((state = 'answered') = (answer IS NOT NULL AND published_question IS NOT NULL)),
  CHECK ((state = 'asked') = (answered_at IS NULL))
);
CREATE INDEX call_questions_call ON call_questions (call_id, state, id);
CREATE INDEX call_questions_organisation ON call_questions (organisation_id, id);
CREATE INDEX call_questions_area ON call_questions (area_path, id);
