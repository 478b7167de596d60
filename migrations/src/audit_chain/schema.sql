-- The trail as a chain: every event waits for a seal, and every seal names the one before it.
CREATE TABLE audit_seals (
  seq integer PRIMARY KEY CHECK (seq > 0), events integer NOT NULL CHECK (events > 0),
  previous_sha256 text NOT NULL UNIQUE, sha256 text NOT NULL UNIQUE, sealed_at bigint NOT NULL
);
CREATE TABLE audit_links (
  event_id {uuid} PRIMARY KEY REFERENCES audit_events (id), seal integer REFERENCES audit_seals (seq), sha256 text,
  CHECK ((seal IS NULL) = (sha256 IS NULL))
);
CREATE INDEX audit_links_seal ON audit_links (seal, event_id);
CREATE INDEX audit_links_waiting ON audit_links (event_id) WHERE seal IS NULL;
INSERT INTO audit_links (event_id) SELECT id FROM audit_events;
