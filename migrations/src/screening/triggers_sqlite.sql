CREATE TRIGGER proposal_snapshots_no_update BEFORE UPDATE ON proposal_snapshots BEGIN
  SELECT RAISE(ABORT, 'proposal_snapshots is append-only');
END
--;
CREATE TRIGGER proposal_snapshots_no_delete BEFORE DELETE ON proposal_snapshots BEGIN
  SELECT RAISE(ABORT, 'proposal_snapshots is append-only');
END
--;
CREATE TRIGGER screening_findings_no_update BEFORE UPDATE ON screening_findings BEGIN
  SELECT RAISE(ABORT, 'screening_findings is append-only');
END
--;
CREATE TRIGGER screening_findings_no_delete BEFORE DELETE ON screening_findings BEGIN
  SELECT RAISE(ABORT, 'screening_findings is append-only');
END
--;
CREATE TRIGGER proposal_openings_no_update BEFORE UPDATE ON proposal_openings BEGIN
  SELECT RAISE(ABORT, 'proposal_openings is append-only');
END
--;
CREATE TRIGGER proposal_openings_no_delete BEFORE DELETE ON proposal_openings BEGIN
  SELECT RAISE(ABORT, 'proposal_openings is append-only');
END
