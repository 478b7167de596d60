-- A version of a form. `chain_id` is the id of the first version; what was published never changes.
CREATE TABLE forms (
  id {uuid} PRIMARY KEY, chain_id {uuid} NOT NULL, revision integer NOT NULL CHECK (revision > 0),
  purpose text NOT NULL CHECK (purpose IN ('proposal', 'report')), title text NOT NULL,
  area_code text NOT NULL REFERENCES areas (code), area_path text NOT NULL,
  document text NOT NULL, sha256 text NOT NULL, fields integer NOT NULL, copied_from {uuid} REFERENCES forms (id),
  demonstration boolean NOT NULL, published_at bigint, state text NOT NULL, version integer NOT NULL,
  created_by {uuid} NOT NULL REFERENCES users (id), updated_by {uuid} NOT NULL REFERENCES users (id),
  created_at bigint NOT NULL, updated_at bigint NOT NULL,
  UNIQUE (chain_id, revision), CHECK ((state = 'published') = (published_at IS NOT NULL))
);
CREATE UNIQUE INDEX forms_one_draft ON forms (chain_id) WHERE state = 'draft';
CREATE INDEX forms_area ON forms (area_path, id);
CREATE INDEX forms_state ON forms (state, purpose, id);
-- Which version of a form a call uses, once for each purpose; a call without a row uses the standard form.
CREATE TABLE call_forms (
  id {uuid} PRIMARY KEY, call_id {uuid} NOT NULL REFERENCES calls (id), purpose text NOT NULL,
  form_id {uuid} NOT NULL REFERENCES forms (id), created_by {uuid} NOT NULL REFERENCES users (id), created_at bigint NOT NULL,
  UNIQUE (call_id, purpose)
);
CREATE INDEX call_forms_form ON call_forms (form_id);
-- What a proposal answers in one section of its call's form; the version is that of the section alone.
CREATE TABLE proposal_sections (
  id {uuid} PRIMARY KEY, proposal_id {uuid} NOT NULL REFERENCES proposals (id), code text NOT NULL,
  answers text NOT NULL, version integer NOT NULL, updated_by {uuid} NOT NULL REFERENCES users (id),
  created_at bigint NOT NULL, updated_at bigint NOT NULL,
  UNIQUE (proposal_id, code)
);
