CREATE TRIGGER review_corrections_fixed BEFORE UPDATE ON review_corrections
WHEN OLD.state <> 'requested' OR NEW.kind <> OLD.kind OR NEW.reason_code <> OLD.reason_code OR NEW.reason <> OLD.reason
  OR NEW.review_id <> OLD.review_id OR NEW.requested_by <> OLD.requested_by OR NEW.earlier_scores <> OLD.earlier_scores
BEGIN
  SELECT RAISE(ABORT, 'review_corrections is append-only');
END
--;
CREATE TRIGGER review_corrections_no_delete BEFORE DELETE ON review_corrections BEGIN
  SELECT RAISE(ABORT, 'review_corrections is append-only');
END
