CREATE TRIGGER draws_fixed BEFORE UPDATE ON draws FOR EACH ROW
WHEN (OLD.state = 'void' OR NEW.list <> OLD.list OR NEW.commitment <> OLD.commitment OR NEW.salt <> OLD.salt
  OR NEW.entropy_source <> OLD.entropy_source OR NEW.entropy_at <> OLD.entropy_at OR NEW.supervisor_id <> OLD.supervisor_id
  OR NEW.created_at <> OLD.created_at OR (OLD.drawn_at IS NOT NULL AND (NEW.entropy <> OLD.entropy OR NEW.outcome <> OLD.outcome)))
EXECUTE FUNCTION refuse_change()
--;
CREATE TRIGGER draws_no_delete BEFORE DELETE ON draws FOR EACH ROW EXECUTE FUNCTION refuse_change()
--;
CREATE TRIGGER draws_no_truncate BEFORE TRUNCATE ON draws FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
