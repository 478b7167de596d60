-- `words` and `place` are the reporter's own and never change; `title` and `description` are what everybody reads.
CREATE TABLE needs (
  id {uuid} PRIMARY KEY, number text NOT NULL UNIQUE, area_code text NOT NULL REFERENCES areas (code),
  area_path text {bytewise} NOT NULL, words text NOT NULL, place text NOT NULL, title text NOT NULL, description text NOT NULL,
  category text, target_group text NOT NULL, head_count integer CHECK (head_count >= 0), urgency text NOT NULL, source text NOT NULL,
  amount_fen bigint CHECK (amount_fen > 0), self_raised_min_fen bigint CHECK (self_raised_min_fen >= 0),
  min_applicants integer CHECK (min_applicants > 0), starts_on text, ends_on text,
  contact_sealed text, contact_hint text, contact_digest text, reporter_id {uuid} REFERENCES users (id), code_digest text UNIQUE,
  level text NOT NULL CHECK (level IN ('community', 'street', 'bureau')), level_path text {bytewise} NOT NULL, due_on text,
  responded_at bigint, merged_into_id {uuid} REFERENCES needs (id), root_id {uuid} NOT NULL,
  endorsement_count integer NOT NULL CHECK (endorsement_count >= 0), outcome text, published_at bigint,
  demonstration boolean NOT NULL, state text NOT NULL, version integer NOT NULL,
  created_by {uuid} REFERENCES users (id), created_at bigint NOT NULL, updated_at bigint NOT NULL,
  CHECK ((state = 'merged') = (merged_into_id IS NOT NULL)), CHECK ((state = 'merged') = (root_id <> id)),
  CHECK (self_raised_min_fen IS NULL OR (amount_fen IS NOT NULL AND self_raised_min_fen <= amount_fen)),
  CHECK (ends_on IS NULL OR starts_on IS NULL OR ends_on >= starts_on)
);
CREATE INDEX needs_area ON needs (area_path, id);
CREATE INDEX needs_state ON needs (state, id);
CREATE INDEX needs_waiting ON needs (level, level_path, id) WHERE state IN ('reported', 'accepted');
CREATE INDEX needs_due ON needs (due_on) WHERE state = 'reported';
CREATE INDEX needs_by_date ON needs (published_at, id);
CREATE INDEX needs_by_endorsements ON needs (endorsement_count, id);
CREATE INDEX needs_root ON needs (root_id);
CREATE INDEX needs_counted ON needs (area_code, state);
CREATE TABLE need_statements (
  id {uuid} PRIMARY KEY, need_id {uuid} NOT NULL REFERENCES needs (id),
  kind text NOT NULL CHECK (kind IN ('addition', 'answer')), text text NOT NULL,
  created_by {uuid} REFERENCES users (id), created_at bigint NOT NULL
);
CREATE INDEX need_statements_need ON need_statements (need_id, id);
CREATE TABLE need_escalations (
  id {uuid} PRIMARY KEY, need_id {uuid} NOT NULL REFERENCES needs (id), level text NOT NULL, level_path text NOT NULL,
  due_on text, told integer NOT NULL, created_at bigint NOT NULL, UNIQUE (need_id, level)
);
CREATE TABLE need_endorsements (
  need_id {uuid} NOT NULL REFERENCES needs (id), address_digest text NOT NULL, person_id {uuid},
  origin_id {uuid} NOT NULL REFERENCES needs (id), created_at bigint NOT NULL, PRIMARY KEY (need_id, address_digest)
);
CREATE UNIQUE INDEX need_endorsements_person ON need_endorsements (need_id, person_id) WHERE person_id IS NOT NULL;
CREATE TABLE need_endorsement_links (
  id {uuid} PRIMARY KEY, need_id {uuid} NOT NULL REFERENCES needs (id), address_digest text NOT NULL, address_sealed text,
  token_sha256 text NOT NULL UNIQUE, expires_at bigint NOT NULL, used_at bigint, created_at bigint NOT NULL
);
CREATE TABLE need_followers (
  id {uuid} PRIMARY KEY, need_id {uuid} NOT NULL REFERENCES needs (id), address_digest text NOT NULL, address_sealed text NOT NULL,
  stopped_at bigint, created_at bigint NOT NULL, UNIQUE (need_id, address_digest)
);
CREATE TABLE proposal_needs (
  proposal_id {uuid} NOT NULL REFERENCES proposals (id), need_id {uuid} NOT NULL REFERENCES needs (id), created_at bigint NOT NULL,
  PRIMARY KEY (proposal_id, need_id)
);
CREATE INDEX proposal_needs_need ON proposal_needs (need_id, proposal_id);
CREATE TABLE text_sketches (
  kind text NOT NULL, place text NOT NULL, hash bigint NOT NULL, subject_id {uuid} NOT NULL,
  PRIMARY KEY (kind, place, hash, subject_id)
);
CREATE INDEX text_sketches_subject ON text_sketches (subject_id, kind);
CREATE TABLE public_limits (
  kind text NOT NULL, who text NOT NULL, day text NOT NULL, n integer NOT NULL, PRIMARY KEY (kind, who, day)
);
