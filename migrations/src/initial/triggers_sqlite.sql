CREATE TRIGGER journals_no_update BEFORE UPDATE ON journals BEGIN
  SELECT RAISE(ABORT, 'journals is append-only');
END
--;
CREATE TRIGGER journals_no_delete BEFORE DELETE ON journals BEGIN
  SELECT RAISE(ABORT, 'journals is append-only');
END
--;
CREATE TRIGGER postings_no_update BEFORE UPDATE ON postings BEGIN
  SELECT RAISE(ABORT, 'postings is append-only');
END
--;
CREATE TRIGGER postings_no_delete BEFORE DELETE ON postings BEGIN
  SELECT RAISE(ABORT, 'postings is append-only');
END
--;
CREATE TRIGGER journal_seals_no_update BEFORE UPDATE ON journal_seals BEGIN
  SELECT RAISE(ABORT, 'journal_seals is append-only');
END
--;
CREATE TRIGGER journal_seals_no_delete BEFORE DELETE ON journal_seals BEGIN
  SELECT RAISE(ABORT, 'journal_seals is append-only');
END
--;
CREATE TRIGGER approvals_no_update BEFORE UPDATE ON approvals BEGIN
  SELECT RAISE(ABORT, 'approvals is append-only');
END
--;
CREATE TRIGGER approvals_no_delete BEFORE DELETE ON approvals BEGIN
  SELECT RAISE(ABORT, 'approvals is append-only');
END
--;
CREATE TRIGGER audit_events_no_update BEFORE UPDATE ON audit_events BEGIN
  SELECT RAISE(ABORT, 'audit_events is append-only');
END
--;
CREATE TRIGGER audit_events_no_delete BEFORE DELETE ON audit_events BEGIN
  SELECT RAISE(ABORT, 'audit_events is append-only');
END
--;
CREATE TRIGGER review_versions_no_update BEFORE UPDATE ON review_versions BEGIN
  SELECT RAISE(ABORT, 'review_versions is append-only');
END
--;
CREATE TRIGGER review_versions_no_delete BEFORE DELETE ON review_versions BEGIN
  SELECT RAISE(ABORT, 'review_versions is append-only');
END
--;
CREATE TRIGGER agreement_signatures_no_update BEFORE UPDATE ON agreement_signatures BEGIN
  SELECT RAISE(ABORT, 'agreement_signatures is append-only');
END
--;
CREATE TRIGGER agreement_signatures_no_delete BEFORE DELETE ON agreement_signatures BEGIN
  SELECT RAISE(ABORT, 'agreement_signatures is append-only');
END
--;
CREATE TRIGGER postings_before_seal BEFORE INSERT ON postings
WHEN EXISTS (SELECT 1 FROM journal_seals WHERE journal_id = NEW.journal_id) BEGIN
  SELECT RAISE(ABORT, 'journal is sealed');
END
--;
CREATE TRIGGER seals_balanced BEFORE INSERT ON journal_seals
WHEN (SELECT COUNT(*) FROM postings WHERE journal_id = NEW.journal_id) < 2
  OR (SELECT COUNT(*) FROM postings WHERE journal_id = NEW.journal_id) <> NEW.postings
  OR EXISTS (SELECT 1 FROM postings WHERE journal_id = NEW.journal_id GROUP BY layer HAVING SUM(amount_fen) <> 0)
  OR EXISTS (SELECT 1 FROM postings WHERE journal_id = NEW.journal_id AND layer = 'B' GROUP BY allotment_id HAVING SUM(amount_fen) <> 0)
BEGIN
  SELECT RAISE(ABORT, 'journal does not balance');
END
