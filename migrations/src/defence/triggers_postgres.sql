CREATE TRIGGER defences_fixed BEFORE UPDATE ON defences FOR EACH ROW
WHEN (OLD.state = 'drawn' OR (NEW.state = 'drawn' AND (NEW.commitment <> OLD.commitment OR NEW.salt <> OLD.salt OR NEW.members <> OLD.members
  OR NEW.entropy_source <> OLD.entropy_source OR NEW.entropy_at <> OLD.entropy_at OR NEW.committed_at <> OLD.committed_at)))
EXECUTE FUNCTION refuse_change()
--;
CREATE TRIGGER defences_no_delete BEFORE DELETE ON defences FOR EACH ROW EXECUTE FUNCTION refuse_change()
--;
CREATE TRIGGER defences_no_truncate BEFORE TRUNCATE ON defences FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
--;
CREATE TRIGGER defence_turns_fixed BEFORE UPDATE ON defence_turns FOR EACH ROW
WHEN (NEW.position <> OLD.position OR NEW.proposal_id <> OLD.proposal_id OR NEW.defence_id <> OLD.defence_id)
EXECUTE FUNCTION refuse_change()
--;
CREATE TRIGGER defence_turns_no_delete BEFORE DELETE ON defence_turns FOR EACH ROW EXECUTE FUNCTION refuse_change()
--;
CREATE TRIGGER defence_turns_no_truncate BEFORE TRUNCATE ON defence_turns FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
