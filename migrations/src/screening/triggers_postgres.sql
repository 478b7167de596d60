CREATE TRIGGER proposal_snapshots_append_only BEFORE UPDATE OR DELETE ON proposal_snapshots FOR EACH ROW EXECUTE FUNCTION refuse_change()
--;
CREATE TRIGGER proposal_snapshots_no_truncate BEFORE TRUNCATE ON proposal_snapshots FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
--;
CREATE TRIGGER screening_findings_append_only BEFORE UPDATE OR DELETE ON screening_findings FOR EACH ROW EXECUTE FUNCTION refuse_change()
--;
CREATE TRIGGER screening_findings_no_truncate BEFORE TRUNCATE ON screening_findings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
--;
CREATE TRIGGER proposal_openings_append_only BEFORE UPDATE OR DELETE ON proposal_openings FOR EACH ROW EXECUTE FUNCTION refuse_change()
--;
CREATE TRIGGER proposal_openings_no_truncate BEFORE TRUNCATE ON proposal_openings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
