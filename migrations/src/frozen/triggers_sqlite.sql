CREATE TRIGGER decision_documents_no_update BEFORE UPDATE ON decision_documents BEGIN
  SELECT RAISE(ABORT, 'decision_documents is append-only');
END
--;
CREATE TRIGGER decision_documents_no_delete BEFORE DELETE ON decision_documents BEGIN
  SELECT RAISE(ABORT, 'decision_documents is append-only');
END
--;
CREATE TRIGGER decision_lines_fixed BEFORE UPDATE ON decision_lines
WHEN OLD.approved_fen IS NOT NULL OR NEW.decision_id <> OLD.decision_id OR NEW.proposal_id <> OLD.proposal_id
  OR NEW.requested_fen <> OLD.requested_fen OR NEW.recommended_fen <> OLD.recommended_fen OR NEW.outcome <> OLD.outcome
  OR NEW.approved_fen > OLD.recommended_fen
BEGIN
  SELECT RAISE(ABORT, 'the amounts of a decision never overwrite each other');
END
