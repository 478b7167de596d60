-- What was handed in, each time, to the byte; the latest stands in proposals as well.
CREATE TABLE proposal_snapshots (
  proposal_id {uuid} NOT NULL REFERENCES proposals (id), n integer NOT NULL CHECK (n > 0), snapshot text NOT NULL,
  sha256 text NOT NULL, submitted_at bigint NOT NULL, submitted_by {uuid} REFERENCES users (id), PRIMARY KEY (proposal_id, n)
);
CREATE INDEX proposal_snapshots_sha256 ON proposal_snapshots (sha256);
INSERT INTO proposal_snapshots (proposal_id, n, snapshot, sha256, submitted_at)
  SELECT id, 1, snapshot, snapshot_sha256, COALESCE(submitted_at, updated_at) FROM proposals WHERE snapshot IS NOT NULL;
CREATE TABLE proposal_signatures (
  id {uuid} PRIMARY KEY, proposal_id {uuid} NOT NULL REFERENCES proposals (id), n integer NOT NULL, content_sha256 text NOT NULL,
  state text NOT NULL CHECK (state IN ('asked', 'signed', 'returned', 'replaced')),
  asked_by {uuid} NOT NULL REFERENCES users (id), asked_person {uuid} NOT NULL, asked_at bigint NOT NULL,
  answered_by {uuid} REFERENCES users (id), answered_person {uuid}, answered_at bigint, signed_name text NOT NULL, remark text NOT NULL,
  version integer NOT NULL, UNIQUE (proposal_id, n),
  CHECK ((state IN ('signed', 'returned')) = (answered_by IS NOT NULL)), CHECK (state <> 'signed' OR signed_name <> '')
);
CREATE UNIQUE INDEX proposal_signatures_one_asked ON proposal_signatures (proposal_id) WHERE state = 'asked';
CREATE TABLE proposal_corrections (
  id {uuid} PRIMARY KEY, proposal_id {uuid} NOT NULL UNIQUE REFERENCES proposals (id), reason text NOT NULL, parts text NOT NULL,
  due_at bigint NOT NULL, state text NOT NULL CHECK (state IN ('open', 'answered', 'lapsed', 'withdrawn')),
  asked_by {uuid} NOT NULL REFERENCES users (id), asked_at bigint NOT NULL, ended_at bigint, version integer NOT NULL
);
CREATE INDEX proposal_corrections_due ON proposal_corrections (due_at) WHERE state = 'open';
-- What the officer makes of single rules before the decision; it goes into screening_findings with it.
CREATE TABLE screening_verdicts (
  proposal_id {uuid} NOT NULL REFERENCES proposals (id), round integer NOT NULL, rule text NOT NULL,
  verdict text NOT NULL CHECK (verdict IN ('pass', 'fail')), reason text NOT NULL,
  decided_by {uuid} NOT NULL REFERENCES users (id), decided_at bigint NOT NULL, PRIMARY KEY (proposal_id, round, rule)
);
-- Every automatic rule as it stood when the screening was decided, and what the officer made of it.
CREATE TABLE screening_findings (
  id {uuid} PRIMARY KEY, proposal_id {uuid} NOT NULL REFERENCES proposals (id), round integer NOT NULL, rule text NOT NULL,
  result text NOT NULL, limit_shown text, actual_shown text, evidence text NOT NULL, verdict text, reason text NOT NULL,
  snapshot_sha256 text, outcome text NOT NULL, decided_by {uuid} NOT NULL REFERENCES users (id), decided_at bigint NOT NULL,
  UNIQUE (proposal_id, round, rule)
);
-- Who read what a proposal says, once the deadline was over.
CREATE TABLE proposal_openings (
  id {uuid} PRIMARY KEY, proposal_id {uuid} NOT NULL REFERENCES proposals (id), call_id {uuid} NOT NULL REFERENCES calls (id),
  area_path text NOT NULL, user_id {uuid} NOT NULL REFERENCES users (id), opened_at bigint NOT NULL, request_id text NOT NULL
);
CREATE INDEX proposal_openings_proposal ON proposal_openings (proposal_id, user_id, opened_at);
CREATE INDEX proposal_openings_call ON proposal_openings (call_id, id);
CREATE INDEX proposal_openings_area ON proposal_openings (area_path, id);
-- Fingerprints of what was handed in: proposals that share pieces of text are found by them.
CREATE TABLE proposal_fingerprints (
  hash bigint NOT NULL, proposal_id {uuid} NOT NULL REFERENCES proposals (id), PRIMARY KEY (hash, proposal_id)
);
CREATE INDEX proposal_fingerprints_proposal ON proposal_fingerprints (proposal_id);
-- Proofs of matching money in what was handed in, by number and by the bytes of the file.
CREATE TABLE proposal_proofs (
  proposal_id {uuid} NOT NULL REFERENCES proposals (id), line integer NOT NULL, kind text NOT NULL CHECK (kind IN ('number', 'file')),
  mark text NOT NULL, PRIMARY KEY (proposal_id, line, kind)
);
CREATE INDEX proposal_proofs_mark ON proposal_proofs (mark);
