-- People of organisations and their addresses; keys by which duplicates are found; sponsors; imports.
CREATE TABLE verified_emails (
  user_id {uuid} PRIMARY KEY REFERENCES users (id), email text NOT NULL, verified_at bigint NOT NULL
);
CREATE TABLE account_tokens (
  id {uuid} PRIMARY KEY, user_id {uuid} NOT NULL REFERENCES users (id),
  kind text NOT NULL CHECK (kind IN ('verify_email', 'reset_password')), email text NOT NULL,
  token_sha256 text NOT NULL UNIQUE, created_at bigint NOT NULL, expires_at bigint NOT NULL, used_at bigint
);
CREATE INDEX account_tokens_user ON account_tokens (user_id, kind);
CREATE TABLE throttles (
  subject text PRIMARY KEY, started_at bigint NOT NULL, hits integer NOT NULL
);
CREATE TABLE organisation_invitations (
  id {uuid} PRIMARY KEY, organisation_id {uuid} NOT NULL REFERENCES organisations (id), email text NOT NULL,
  role text NOT NULL CHECK (role IN ('applicant_owner', 'applicant_editor', 'applicant_finance')),
  message text NOT NULL, token_sha256 text UNIQUE, expires_at bigint, sent integer NOT NULL,
  accepted_by {uuid} REFERENCES users (id), state text NOT NULL, version integer NOT NULL,
  created_by {uuid} NOT NULL REFERENCES users (id), created_at bigint NOT NULL, updated_at bigint NOT NULL,
  CHECK ((state = 'open') = (token_sha256 IS NOT NULL)), CHECK ((token_sha256 IS NULL) = (expires_at IS NULL)),
  CHECK ((state = 'accepted') = (accepted_by IS NOT NULL))
);
CREATE UNIQUE INDEX organisation_invitations_one ON organisation_invitations (organisation_id, email) WHERE state IN ('requested', 'open');
CREATE INDEX organisation_invitations_of ON organisation_invitations (organisation_id, id);
CREATE TABLE organisation_keys (
  organisation_id {uuid} NOT NULL REFERENCES organisations (id),
  kind text NOT NULL CHECK (kind IN ('uscc', 'name', 'phone', 'representative', 'account')), key text NOT NULL,
  PRIMARY KEY (organisation_id, kind)
);
CREATE INDEX organisation_keys_key ON organisation_keys (kind, key, organisation_id);
CREATE TABLE duplicate_decisions (
  id {uuid} PRIMARY KEY, first_id {uuid} NOT NULL REFERENCES organisations (id),
  second_id {uuid} NOT NULL REFERENCES organisations (id), verdict text NOT NULL CHECK (verdict IN ('same', 'different')),
  kept_id {uuid} REFERENCES organisations (id), reason text NOT NULL,
  decided_by {uuid} NOT NULL REFERENCES users (id), decided_at bigint NOT NULL,
  UNIQUE (first_id, second_id), CHECK (first_id < second_id),
  CHECK ((verdict = 'same') = (kept_id IS NOT NULL)), CHECK (kept_id IS NULL OR kept_id = first_id OR kept_id = second_id)
);
CREATE INDEX duplicate_decisions_second ON duplicate_decisions (second_id);
CREATE TABLE sponsorships (
  id {uuid} PRIMARY KEY, group_id {uuid} NOT NULL REFERENCES organisations (id),
  sponsor_id {uuid} NOT NULL REFERENCES organisations (id), message text NOT NULL, reason text,
  answered_by {uuid} REFERENCES users (id), answered_at bigint, ended_at bigint,
  state text NOT NULL, version integer NOT NULL,
  created_by {uuid} NOT NULL REFERENCES users (id), created_at bigint NOT NULL, updated_at bigint NOT NULL,
  CHECK (group_id <> sponsor_id)
);
CREATE UNIQUE INDEX sponsorships_one ON sponsorships (group_id) WHERE state IN ('asked', 'agreed');
CREATE INDEX sponsorships_group ON sponsorships (group_id, id);
CREATE INDEX sponsorships_sponsor ON sponsorships (sponsor_id, id);
CREATE TABLE organisation_imports (
  id {uuid} PRIMARY KEY, sha256 text NOT NULL UNIQUE, file_name text NOT NULL, row_count integer NOT NULL,
  area_code text NOT NULL REFERENCES areas (code), area_path text NOT NULL, demonstration boolean NOT NULL,
  created_by {uuid} NOT NULL REFERENCES users (id), created_at bigint NOT NULL
);
CREATE INDEX organisation_imports_area ON organisation_imports (area_path, id);
CREATE TABLE imported_organisations (
  organisation_id {uuid} PRIMARY KEY REFERENCES organisations (id),
  import_id {uuid} NOT NULL REFERENCES organisation_imports (id), row_number integer NOT NULL, owner_email text NOT NULL,
  UNIQUE (import_id, row_number)
);
