CREATE TRIGGER review_corrections_fixed BEFORE UPDATE ON review_corrections FOR EACH ROW
WHEN (OLD.state <> 'requested' OR NEW.kind <> OLD.kind OR NEW.reason_code <> OLD.reason_code OR NEW.reason <> OLD.reason
  OR NEW.review_id <> OLD.review_id OR NEW.requested_by <> OLD.requested_by OR NEW.earlier_scores <> OLD.earlier_scores)
EXECUTE FUNCTION refuse_change()
--;
CREATE TRIGGER review_corrections_no_delete BEFORE DELETE ON review_corrections FOR EACH ROW EXECUTE FUNCTION refuse_change()
--;
CREATE TRIGGER review_corrections_no_truncate BEFORE TRUNCATE ON review_corrections FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
