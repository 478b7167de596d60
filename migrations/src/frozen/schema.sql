ALTER TABLE decision_lines ADD COLUMN recommend_reason text;
ALTER TABLE decision_lines ADD COLUMN approved_fen bigint;
UPDATE decision_lines SET approved_fen = recommended_fen
  WHERE outcome = 'recommend' AND decision_id IN (SELECT id FROM decisions WHERE state = 'approved');
CREATE TABLE decision_documents (
  id {uuid} PRIMARY KEY REFERENCES decisions (id), document text NOT NULL, sha256 text NOT NULL, created_at bigint NOT NULL,
  CHECK (length(sha256) = 64)
);
