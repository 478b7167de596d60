CREATE TRIGGER defences_fixed BEFORE UPDATE ON defences
WHEN OLD.state = 'drawn' OR (NEW.state = 'drawn' AND (NEW.commitment <> OLD.commitment OR NEW.salt <> OLD.salt OR NEW.members <> OLD.members
  OR NEW.entropy_source <> OLD.entropy_source OR NEW.entropy_at <> OLD.entropy_at OR NEW.committed_at <> OLD.committed_at))
BEGIN
  SELECT RAISE(ABORT, 'defences is append-only');
END
--;
CREATE TRIGGER defences_no_delete BEFORE DELETE ON defences BEGIN
  SELECT RAISE(ABORT, 'defences is append-only');
END
--;
CREATE TRIGGER defence_turns_fixed BEFORE UPDATE ON defence_turns
WHEN NEW.position <> OLD.position OR NEW.proposal_id <> OLD.proposal_id OR NEW.defence_id <> OLD.defence_id
BEGIN
  SELECT RAISE(ABORT, 'the drawn order stands');
END
--;
CREATE TRIGGER defence_turns_no_delete BEFORE DELETE ON defence_turns BEGIN
  SELECT RAISE(ABORT, 'the drawn order stands');
END
