-- One record for an account. Whoever registered an expert never approves them, nor does the expert.
CREATE TABLE experts (
  id {uuid} PRIMARY KEY, number text NOT NULL UNIQUE, user_id {uuid} NOT NULL UNIQUE REFERENCES users (id),
  name text NOT NULL, titles text NOT NULL, phone text NOT NULL, area_code text NOT NULL REFERENCES areas (code), area_path text NOT NULL,
  load_cap integer NOT NULL CHECK (load_cap > 0), available text NOT NULL, approved_until text, renewal_asked_at bigint,
  submitted_by {uuid} REFERENCES users (id), approved_by {uuid} REFERENCES users (id), approved_at bigint, reason text,
  demonstration boolean NOT NULL, state text NOT NULL CHECK (state IN ('draft', 'submitted', 'approved', 'suspended', 'expired')),
  version integer NOT NULL, created_by {uuid} NOT NULL REFERENCES users (id), created_at bigint NOT NULL, updated_at bigint NOT NULL,
  CHECK (approved_by IS NULL OR (approved_by <> created_by AND approved_by <> user_id)),
  CHECK ((approved_by IS NULL) = (approved_at IS NULL) AND (approved_by IS NULL) = (approved_until IS NULL)),
  CHECK (state NOT IN ('approved', 'suspended', 'expired') OR approved_by IS NOT NULL)
);
CREATE INDEX experts_area ON experts (area_path, id);
CREATE INDEX experts_state ON experts (state, approved_until);
-- Where an expert works or worked; `uscc` is empty when no credit code is known, `ended_at` the instant after the last day.
CREATE TABLE expert_affiliations (
  id {uuid} PRIMARY KEY, expert_id {uuid} NOT NULL REFERENCES experts (id), organisation text NOT NULL, uscc text NOT NULL,
  role text NOT NULL, employer boolean NOT NULL, from_on text, to_on text, ended_at bigint, created_at bigint NOT NULL,
  CHECK ((to_on IS NULL) = (ended_at IS NULL)), CHECK (from_on IS NULL OR to_on IS NULL OR from_on <= to_on)
);
CREATE INDEX expert_affiliations_expert ON expert_affiliations (expert_id);
CREATE INDEX expert_affiliations_uscc ON expert_affiliations (uscc);
CREATE INDEX expert_affiliations_organisation ON expert_affiliations (organisation);
CREATE TABLE expert_specialities (
  id {uuid} PRIMARY KEY, expert_id {uuid} NOT NULL REFERENCES experts (id), code text NOT NULL,
  weight integer NOT NULL CHECK (weight BETWEEN 1 AND 100), UNIQUE (expert_id, code)
);
CREATE INDEX expert_specialities_code ON expert_specialities (code, expert_id);
