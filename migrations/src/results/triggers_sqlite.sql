CREATE TRIGGER decision_drawings_no_update BEFORE UPDATE ON decision_drawings BEGIN
  SELECT RAISE(ABORT, 'decision_drawings is append-only');
END
--;
CREATE TRIGGER decision_drawings_no_delete BEFORE DELETE ON decision_drawings BEGIN
  SELECT RAISE(ABORT, 'decision_drawings is append-only');
END
--;
CREATE TRIGGER lotteries_fixed BEFORE UPDATE ON lotteries
WHEN OLD.state = 'drawn' OR NEW.commitment <> OLD.commitment OR NEW.salt <> OLD.salt OR NEW.members <> OLD.members
  OR NEW.entropy_source <> OLD.entropy_source OR NEW.entropy_at <> OLD.entropy_at OR NEW.created_at <> OLD.created_at
BEGIN
  SELECT RAISE(ABORT, 'lotteries is append-only');
END
--;
CREATE TRIGGER lotteries_no_delete BEFORE DELETE ON lotteries BEGIN
  SELECT RAISE(ABORT, 'lotteries is append-only');
END
--;
CREATE TRIGGER objections_fixed BEFORE UPDATE ON objections
WHEN OLD.state IN ('dismissed', 'upheld', 'rejected') OR NEW.statement <> OLD.statement OR NEW.facts <> OLD.facts
  OR NEW.filer_name <> OLD.filer_name OR NEW.received_on <> OLD.received_on
BEGIN
  SELECT RAISE(ABORT, 'objections is append-only');
END
--;
CREATE TRIGGER objections_no_delete BEFORE DELETE ON objections BEGIN
  SELECT RAISE(ABORT, 'objections is append-only');
END
