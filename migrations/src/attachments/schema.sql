-- One row for each file of a proposal; its id is that of the file. What was handed in is never deleted, only taken out.
CREATE TABLE proposal_attachments (
  id {uuid} PRIMARY KEY REFERENCES files (id), proposal_id {uuid} NOT NULL REFERENCES proposals (id),
  kind text NOT NULL CHECK (kind IN ('document', 'other', 'proof', 'answer')), code text NOT NULL,
  last_snapshot integer, removed_at bigint, version integer NOT NULL,
  added_by {uuid} NOT NULL REFERENCES users (id), added_at bigint NOT NULL,
  CHECK ((kind IN ('document', 'answer')) = (code <> '')),
  CHECK (removed_at IS NULL OR last_snapshot IS NOT NULL)
);
CREATE INDEX proposal_attachments_proposal ON proposal_attachments (proposal_id, id);
