DROP TRIGGER decision_lines_fixed
--;
DROP TRIGGER decision_documents_no_update
--;
DROP TRIGGER decision_documents_no_delete
--;
DROP TABLE decision_documents
--;
ALTER TABLE decision_lines DROP COLUMN approved_fen
--;
ALTER TABLE decision_lines DROP COLUMN recommend_reason
