CREATE TRIGGER jury_counts_append_only BEFORE UPDATE OR DELETE ON jury_counts FOR EACH ROW EXECUTE FUNCTION refuse_change()
--;
CREATE TRIGGER jury_counts_no_truncate BEFORE TRUNCATE ON jury_counts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
--;
CREATE TRIGGER jury_protocols_fixed BEFORE UPDATE ON jury_protocols FOR EACH ROW
WHEN (OLD.state IN ('rejected', 'superseded') OR NEW.call_id <> OLD.call_id OR NEW.seq <> OLD.seq OR NEW.held_on <> OLD.held_on
  OR NEW.venue <> OLD.venue OR NEW.evidence_id <> OLD.evidence_id OR NEW.evidence_sha256 <> OLD.evidence_sha256
  OR NEW.entered_by <> OLD.entered_by OR NEW.reason IS DISTINCT FROM OLD.reason
  OR (OLD.state <> 'entered' AND (NEW.decided_by <> OLD.decided_by OR NEW.state = 'entered')))
EXECUTE FUNCTION refuse_change()
--;
CREATE TRIGGER jury_protocols_no_delete BEFORE DELETE ON jury_protocols FOR EACH ROW EXECUTE FUNCTION refuse_change()
--;
CREATE TRIGGER jury_protocols_no_truncate BEFORE TRUNCATE ON jury_protocols FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
