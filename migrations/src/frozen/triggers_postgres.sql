CREATE TRIGGER decision_documents_append_only BEFORE UPDATE OR DELETE ON decision_documents FOR EACH ROW EXECUTE FUNCTION refuse_change()
--;
CREATE TRIGGER decision_documents_no_truncate BEFORE TRUNCATE ON decision_documents FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
--;
CREATE TRIGGER decision_lines_fixed BEFORE UPDATE ON decision_lines FOR EACH ROW
WHEN (OLD.approved_fen IS NOT NULL OR NEW.decision_id <> OLD.decision_id OR NEW.proposal_id <> OLD.proposal_id
  OR NEW.requested_fen <> OLD.requested_fen OR NEW.recommended_fen <> OLD.recommended_fen OR NEW.outcome <> OLD.outcome
  OR NEW.approved_fen > OLD.recommended_fen)
EXECUTE FUNCTION refuse_change()
