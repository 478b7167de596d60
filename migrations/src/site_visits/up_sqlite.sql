CREATE TRIGGER jury_protocols_stage_fixed BEFORE UPDATE ON jury_protocols
WHEN NEW.stage <> OLD.stage OR NEW.visitors IS NOT OLD.visitors
BEGIN
  SELECT RAISE(ABORT, 'a jury protocol is superseded, never changed');
END
