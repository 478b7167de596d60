-- Everything the awards of a decision follow from, as it goes into the published file. Awards off the strict order have a reason.
CREATE TABLE decision_drawings (
  id {uuid} PRIMARY KEY REFERENCES decisions (id), drawing text NOT NULL, deviates boolean NOT NULL, deviation_reason text,
  created_at bigint NOT NULL, CHECK (deviates = (deviation_reason IS NOT NULL)), CHECK (deviation_reason IS NULL OR deviation_reason <> '')
);
-- Lotteries inside a tie group: the digest first, the order when the public source has spoken.
CREATE TABLE lotteries (
  id {uuid} PRIMARY KEY, call_id {uuid} NOT NULL REFERENCES calls (id), run_id {uuid} NOT NULL REFERENCES result_runs (id),
  tie_group integer NOT NULL, members text NOT NULL, output_sha256 text NOT NULL, entropy_source text NOT NULL, entropy_at bigint NOT NULL,
  witnesses text NOT NULL, commitment text NOT NULL, salt text NOT NULL, entropy text, drawn_order text,
  drawn_by {uuid} REFERENCES users (id), drawn_at bigint,
  state text NOT NULL CHECK (state IN ('committed', 'drawn')), version integer NOT NULL, created_by {uuid} NOT NULL REFERENCES users (id),
  created_at bigint NOT NULL, updated_at bigint NOT NULL,
  UNIQUE (run_id, tie_group), CHECK (entropy_at > created_at), CHECK (drawn_by IS NULL OR drawn_by <> created_by),
  CHECK (drawn_at IS NULL OR drawn_at >= entropy_at),
  CHECK ((state = 'drawn') = (drawn_at IS NOT NULL AND entropy IS NOT NULL AND drawn_order IS NOT NULL AND drawn_by IS NOT NULL))
);
CREATE INDEX lotteries_call ON lotteries (call_id, id);
-- Objections to a public notice, in real name.
CREATE TABLE objections (
  id {uuid} PRIMARY KEY, number text NOT NULL UNIQUE, notice_id {uuid} NOT NULL REFERENCES notices (id), call_id {uuid} NOT NULL REFERENCES calls (id),
  proposal_id {uuid} REFERENCES proposals (id), organisation_id {uuid} REFERENCES organisations (id), area_path text NOT NULL,
  filer_name text NOT NULL, contact_sealed text NOT NULL, contact_hint text NOT NULL, statement text NOT NULL, facts text NOT NULL,
  channel text NOT NULL CHECK (channel IN ('online', 'letter')), received_on text NOT NULL, due_on text,
  handler_id {uuid} REFERENCES users (id), ground text, public_answer text, answered_by {uuid} REFERENCES users (id), answered_at bigint,
  demonstration boolean NOT NULL, state text NOT NULL, version integer NOT NULL, created_by {uuid} REFERENCES users (id),
  created_at bigint NOT NULL, updated_at bigint NOT NULL,
  CHECK ((state IN ('dismissed', 'upheld', 'rejected')) = (public_answer IS NOT NULL AND answered_by IS NOT NULL AND answered_at IS NOT NULL)),
  CHECK ((state = 'dismissed') = (ground IS NOT NULL)),
  CHECK (state IN ('filed', 'withdrawn') OR handler_id IS NOT NULL)
);
CREATE INDEX objections_notice ON objections (notice_id, state, id);
CREATE INDEX objections_call ON objections (call_id, id);
CREATE INDEX objections_organisation ON objections (organisation_id, id);
CREATE INDEX objections_proposal ON objections (proposal_id, state);
CREATE INDEX objections_area ON objections (area_path, id);
