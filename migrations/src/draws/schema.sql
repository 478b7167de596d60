-- A draw of a call's panel. `list` is the closed list (draw/1) in canonical JSON, `strata` what each stratum asks for.
CREATE TABLE draws (
  id {uuid} PRIMARY KEY, call_id {uuid} NOT NULL REFERENCES calls (id), n integer NOT NULL CHECK (n > 0), round text NOT NULL UNIQUE,
  strata text NOT NULL, list text NOT NULL, list_sha256 text NOT NULL, max_conflicts integer NOT NULL CHECK (max_conflicts >= 0),
  entropy_source text NOT NULL, entropy_at bigint NOT NULL, supervisor_id {uuid} NOT NULL REFERENCES users (id),
  commitment text NOT NULL, salt text NOT NULL, entropy text, outcome text, file_sha256 text, drawn_by {uuid} REFERENCES users (id), drawn_at bigint,
  confirmed_at bigint, replacements text NOT NULL, void_reason text,
  state text NOT NULL CHECK (state IN ('committed', 'drawn', 'confirmed', 'void')), version integer NOT NULL,
  created_by {uuid} NOT NULL REFERENCES users (id), created_at bigint NOT NULL, updated_at bigint NOT NULL,
  UNIQUE (call_id, n), CHECK (entropy_at > created_at), CHECK (supervisor_id <> created_by),
  CHECK (drawn_by IS NULL OR drawn_by <> supervisor_id), CHECK (drawn_at IS NULL OR drawn_at >= entropy_at),
  CHECK ((drawn_at IS NULL) = (entropy IS NULL) AND (drawn_at IS NULL) = (outcome IS NULL) AND (drawn_at IS NULL) = (file_sha256 IS NULL)),
  CHECK (state NOT IN ('drawn', 'confirmed') OR drawn_at IS NOT NULL), CHECK ((state = 'confirmed') = (confirmed_at IS NOT NULL)),
  CHECK ((state = 'void') = (void_reason IS NOT NULL))
);
CREATE INDEX draws_call ON draws (call_id, id);
CREATE UNIQUE INDEX draws_live ON draws (call_id) WHERE state <> 'void';
