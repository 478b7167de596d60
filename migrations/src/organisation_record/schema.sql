ALTER TABLE organisations ADD COLUMN grade_valid_from text;
ALTER TABLE organisations ADD COLUMN grade_valid_until text;
CREATE TABLE organisation_inspections (
  id {uuid} PRIMARY KEY, organisation_id {uuid} NOT NULL REFERENCES organisations (id),
  year integer NOT NULL CHECK (year BETWEEN 1950 AND 9999),
  result text NOT NULL CHECK (result IN ('passed', 'basically_passed', 'failed')), proof text NOT NULL,
  recorded_by {uuid} NOT NULL REFERENCES users (id), confirmed_by {uuid} REFERENCES users (id),
  created_at bigint NOT NULL, updated_at bigint NOT NULL, UNIQUE (organisation_id, year)
);
CREATE TABLE organisation_list_entries (
  id {uuid} PRIMARY KEY, organisation_id {uuid} NOT NULL REFERENCES organisations (id),
  kind text NOT NULL CHECK (kind IN ('abnormal', 'serious_violation', 'penalty', 'ban')),
  entered_on text NOT NULL, left_on text, authority text NOT NULL, document_no text NOT NULL, note text NOT NULL,
  supersedes_id {uuid} UNIQUE REFERENCES organisation_list_entries (id), correction_reason text, retracted boolean NOT NULL,
  recorded_by {uuid} NOT NULL REFERENCES users (id), created_at bigint NOT NULL,
  CHECK (left_on IS NULL OR left_on >= entered_on), CHECK ((supersedes_id IS NULL) = (correction_reason IS NULL)),
  CHECK (NOT retracted OR supersedes_id IS NOT NULL)
);
CREATE INDEX organisation_list_entries_organisation ON organisation_list_entries (organisation_id, id);
CREATE TABLE organisation_staff (
  id {uuid} PRIMARY KEY, organisation_id {uuid} NOT NULL REFERENCES organisations (id), name text NOT NULL, position text NOT NULL,
  certificate_level text CHECK (certificate_level IN ('assistant', 'social_worker', 'senior')),
  certificate_sealed text, certificate_tail text, id_number_sealed text, id_number_tail text, full_time boolean NOT NULL,
  since_on text, until_on text, version integer NOT NULL, created_by {uuid} NOT NULL REFERENCES users (id),
  created_at bigint NOT NULL, updated_at bigint NOT NULL,
  CHECK (until_on IS NULL OR since_on IS NULL OR until_on >= since_on),
  CHECK ((certificate_sealed IS NULL) = (certificate_tail IS NULL)), CHECK ((id_number_sealed IS NULL) = (id_number_tail IS NULL))
);
CREATE INDEX organisation_staff_organisation ON organisation_staff (organisation_id, id);
CREATE TABLE account_changes (
  id {uuid} PRIMARY KEY, organisation_id {uuid} NOT NULL REFERENCES organisations (id),
  account_id {uuid} NOT NULL UNIQUE REFERENCES payee_accounts (id), previous_id {uuid} REFERENCES payee_accounts (id),
  requested_by {uuid} NOT NULL REFERENCES users (id), requested_by_person {uuid} NOT NULL,
  confirmed_by {uuid} REFERENCES users (id), confirmed_by_person {uuid}, confirmed_as text CHECK (confirmed_as IN ('organisation', 'officer')),
  confirmed_at bigint, rests_until_at bigint, ended_by {uuid} REFERENCES users (id), ended_at bigint, activated_at bigint, reason text,
  state text NOT NULL CHECK (state IN ('requested', 'confirmed', 'active', 'cancelled', 'superseded')),
  version integer NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  CHECK (confirmed_by_person IS NULL OR confirmed_by_person <> requested_by_person),
  CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL) AND (confirmed_by IS NULL) = (rests_until_at IS NULL)),
  CHECK (rests_until_at IS NULL OR rests_until_at >= confirmed_at + 86400000000),
  CHECK (state NOT IN ('confirmed', 'active') OR confirmed_by IS NOT NULL),
  CHECK ((state IN ('active', 'superseded')) = (activated_at IS NOT NULL)),
  CHECK (activated_at IS NULL OR activated_at >= rests_until_at)
);
CREATE UNIQUE INDEX account_changes_one_open ON account_changes (organisation_id) WHERE state IN ('requested', 'confirmed');
CREATE INDEX account_changes_organisation ON account_changes (organisation_id, id);
CREATE INDEX account_changes_resting ON account_changes (rests_until_at) WHERE state = 'confirmed';
CREATE TABLE verifications (
  id {uuid} PRIMARY KEY, organisation_id {uuid} NOT NULL REFERENCES organisations (id),
  kind text NOT NULL CHECK (kind IN ('registration', 'change')), before text NOT NULL, after text NOT NULL,
  note text NOT NULL, checklist text NOT NULL, reasons text NOT NULL, area_path text NOT NULL,
  submitted_by {uuid} NOT NULL REFERENCES users (id), submitted_at bigint NOT NULL,
  decided_by {uuid} REFERENCES users (id), decided_at bigint,
  state text NOT NULL CHECK (state IN ('waiting', 'accepted', 'returned', 'rejected', 'withdrawn')), version integer NOT NULL,
  CHECK ((state = 'waiting') = (decided_at IS NULL))
);
CREATE UNIQUE INDEX verifications_one_waiting ON verifications (organisation_id) WHERE state = 'waiting';
CREATE INDEX verifications_organisation ON verifications (organisation_id, id);
CREATE INDEX verifications_queue ON verifications (state, submitted_at, id);
INSERT INTO verifications (id, organisation_id, kind, before, after, note, checklist, reasons, area_path, submitted_by, submitted_at, state, version)
  SELECT id, id, 'registration', '{}', '{}', '', '[]', '[]', area_path, created_by, updated_at, 'waiting', 1
  FROM organisations WHERE state = 'submitted';
