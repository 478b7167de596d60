CREATE TRIGGER decision_drawings_append_only BEFORE UPDATE OR DELETE ON decision_drawings FOR EACH ROW EXECUTE FUNCTION refuse_change()
--;
CREATE TRIGGER decision_drawings_no_truncate BEFORE TRUNCATE ON decision_drawings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
--;
CREATE TRIGGER lotteries_fixed BEFORE UPDATE ON lotteries FOR EACH ROW
WHEN (OLD.state = 'drawn' OR NEW.commitment <> OLD.commitment OR NEW.salt <> OLD.salt OR NEW.members <> OLD.members
  OR NEW.entropy_source <> OLD.entropy_source OR NEW.entropy_at <> OLD.entropy_at OR NEW.created_at <> OLD.created_at)
EXECUTE FUNCTION refuse_change()
--;
CREATE TRIGGER lotteries_no_delete BEFORE DELETE ON lotteries FOR EACH ROW EXECUTE FUNCTION refuse_change()
--;
CREATE TRIGGER lotteries_no_truncate BEFORE TRUNCATE ON lotteries FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
--;
CREATE TRIGGER objections_fixed BEFORE UPDATE ON objections FOR EACH ROW
WHEN (OLD.state IN ('dismissed', 'upheld', 'rejected') OR NEW.statement <> OLD.statement OR NEW.facts <> OLD.facts
  OR NEW.filer_name <> OLD.filer_name OR NEW.received_on <> OLD.received_on)
EXECUTE FUNCTION refuse_change()
--;
CREATE TRIGGER objections_no_delete BEFORE DELETE ON objections FOR EACH ROW EXECUTE FUNCTION refuse_change()
--;
CREATE TRIGGER objections_no_truncate BEFORE TRUNCATE ON objections FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
