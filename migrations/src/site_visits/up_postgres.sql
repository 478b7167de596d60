CREATE TRIGGER jury_protocols_stage_fixed BEFORE UPDATE ON jury_protocols FOR EACH ROW
WHEN (NEW.stage <> OLD.stage OR NEW.visitors IS DISTINCT FROM OLD.visitors)
EXECUTE FUNCTION refuse_change()
