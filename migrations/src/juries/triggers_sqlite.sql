CREATE TRIGGER jury_counts_no_update BEFORE UPDATE ON jury_counts BEGIN
  SELECT RAISE(ABORT, 'jury_counts is append-only');
END
--;
CREATE TRIGGER jury_counts_no_delete BEFORE DELETE ON jury_counts BEGIN
  SELECT RAISE(ABORT, 'jury_counts is append-only');
END
--;
CREATE TRIGGER jury_protocols_fixed BEFORE UPDATE ON jury_protocols
WHEN OLD.state IN ('rejected', 'superseded') OR NEW.call_id <> OLD.call_id OR NEW.seq <> OLD.seq OR NEW.held_on <> OLD.held_on
  OR NEW.venue <> OLD.venue OR NEW.evidence_id <> OLD.evidence_id OR NEW.evidence_sha256 <> OLD.evidence_sha256
  OR NEW.entered_by <> OLD.entered_by OR NEW.reason IS NOT OLD.reason
  OR (OLD.state <> 'entered' AND (NEW.decided_by <> OLD.decided_by OR NEW.state = 'entered'))
BEGIN
  SELECT RAISE(ABORT, 'a jury protocol is superseded, never changed');
END
--;
CREATE TRIGGER jury_protocols_no_delete BEFORE DELETE ON jury_protocols BEGIN
  SELECT RAISE(ABORT, 'a jury protocol is superseded, never removed');
END
