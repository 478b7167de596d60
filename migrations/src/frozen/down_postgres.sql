DROP TRIGGER decision_lines_fixed ON decision_lines
--;
DROP TABLE decision_documents
--;
ALTER TABLE decision_lines DROP COLUMN approved_fen
--;
ALTER TABLE decision_lines DROP COLUMN recommend_reason
