CREATE TABLE jury_protocols (
  id {uuid} PRIMARY KEY, call_id {uuid} NOT NULL REFERENCES calls (id), seq integer NOT NULL,
  held_on text NOT NULL, venue text NOT NULL, evidence_id {uuid} NOT NULL REFERENCES files (id), evidence_sha256 text NOT NULL,
  reason text, superseded_run_id {uuid} UNIQUE REFERENCES result_runs (id),
  entered_by {uuid} NOT NULL REFERENCES users (id), decided_by {uuid} REFERENCES users (id), decided_at bigint, decision_reason text,
  state text NOT NULL CHECK (state IN ('entered', 'confirmed', 'sealed', 'rejected', 'superseded')),
  version integer NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  UNIQUE (call_id, seq), CHECK ((state = 'entered') = (decided_by IS NULL)), CHECK ((decided_by IS NULL) = (decided_at IS NULL)),
  CHECK (state IN ('entered', 'rejected') OR decided_by <> entered_by), CHECK ((state = 'rejected') = (decision_reason IS NOT NULL))
);
CREATE UNIQUE INDEX jury_protocols_one_waits ON jury_protocols (call_id) WHERE state = 'entered';
CREATE UNIQUE INDEX jury_protocols_one_stands ON jury_protocols (call_id) WHERE state IN ('confirmed', 'sealed');
CREATE TABLE jury_counts (
  id {uuid} PRIMARY KEY, protocol_id {uuid} NOT NULL REFERENCES jury_protocols (id), proposal_id {uuid} NOT NULL REFERENCES proposals (id),
  ballots bigint NOT NULL CHECK (ballots >= 0), points bigint NOT NULL,
  UNIQUE (protocol_id, proposal_id), CHECK (points >= 0 AND points <= ballots * 10000)
);
