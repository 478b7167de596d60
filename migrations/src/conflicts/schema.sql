-- One row for each source of a conflict, and one more for each decision about it: never changed, never removed.
-- `root_id` names the first row (its own id there), `n` counts the decisions; the row with the highest `n` holds.
CREATE TABLE conflicts (
  id {uuid} PRIMARY KEY, root_id {uuid} NOT NULL, n integer NOT NULL CHECK (n >= 0),
  user_id {uuid} NOT NULL REFERENCES users (id), organisation_id {uuid} NOT NULL REFERENCES organisations (id),
  proposal_id {uuid} REFERENCES proposals (id), area_path text NOT NULL, kind text NOT NULL,
  source text NOT NULL CHECK (source IN ('self', 'applicant', 'staff', 'detected')),
  severity text NOT NULL CHECK (severity IN ('hard', 'soft')),
  state text NOT NULL CHECK (state IN ('suspected', 'confirmed', 'dismissed')),
  pinned boolean NOT NULL, detection_key text NOT NULL, reason text NOT NULL, valid_until_at bigint,
  recorded_by {uuid} REFERENCES users (id), recorded_at bigint NOT NULL,
  UNIQUE (root_id, n), CHECK ((n = 0) = (root_id = id)), CHECK ((source = 'detected') = (detection_key <> '')),
  CHECK (source = 'detected' OR recorded_by IS NOT NULL), CHECK (n = 0 OR recorded_by IS NOT NULL)
);
CREATE INDEX conflicts_user ON conflicts (user_id, organisation_id);
CREATE INDEX conflicts_organisation ON conflicts (organisation_id, id);
CREATE INDEX conflicts_area ON conflicts (area_path, id);
