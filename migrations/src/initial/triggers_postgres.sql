CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$
--;
CREATE FUNCTION refuse_late_posting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM journal_seals WHERE journal_id = NEW.journal_id) THEN
    RAISE EXCEPTION 'journal is sealed';
  END IF;
  RETURN NEW;
END $$
--;
CREATE FUNCTION refuse_unbalanced_seal() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE found bigint;
BEGIN
  SELECT COUNT(*) INTO found FROM postings WHERE journal_id = NEW.journal_id;
  IF found < 2 OR found <> NEW.postings
    OR EXISTS (SELECT 1 FROM postings WHERE journal_id = NEW.journal_id GROUP BY layer HAVING SUM(amount_fen) <> 0)
    OR EXISTS (SELECT 1 FROM postings WHERE journal_id = NEW.journal_id AND layer = 'B' GROUP BY allotment_id HAVING SUM(amount_fen) <> 0)
  THEN
    RAISE EXCEPTION 'journal does not balance';
  END IF;
  RETURN NEW;
END $$
--;
CREATE TRIGGER journals_append_only BEFORE UPDATE OR DELETE ON journals FOR EACH ROW EXECUTE FUNCTION refuse_change()
--;
CREATE TRIGGER journals_no_truncate BEFORE TRUNCATE ON journals FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
--;
CREATE TRIGGER postings_append_only BEFORE UPDATE OR DELETE ON postings FOR EACH ROW EXECUTE FUNCTION refuse_change()
--;
CREATE TRIGGER postings_no_truncate BEFORE TRUNCATE ON postings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
--;
CREATE TRIGGER journal_seals_append_only BEFORE UPDATE OR DELETE ON journal_seals FOR EACH ROW EXECUTE FUNCTION refuse_change()
--;
CREATE TRIGGER journal_seals_no_truncate BEFORE TRUNCATE ON journal_seals FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
--;
CREATE TRIGGER approvals_append_only BEFORE UPDATE OR DELETE ON approvals FOR EACH ROW EXECUTE FUNCTION refuse_change()
--;
CREATE TRIGGER approvals_no_truncate BEFORE TRUNCATE ON approvals FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
--;
CREATE TRIGGER audit_events_append_only BEFORE UPDATE OR DELETE ON audit_events FOR EACH ROW EXECUTE FUNCTION refuse_change()
--;
CREATE TRIGGER audit_events_no_truncate BEFORE TRUNCATE ON audit_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
--;
CREATE TRIGGER review_versions_append_only BEFORE UPDATE OR DELETE ON review_versions FOR EACH ROW EXECUTE FUNCTION refuse_change()
--;
CREATE TRIGGER review_versions_no_truncate BEFORE TRUNCATE ON review_versions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
--;
CREATE TRIGGER agreement_signatures_append_only BEFORE UPDATE OR DELETE ON agreement_signatures FOR EACH ROW EXECUTE FUNCTION refuse_change()
--;
CREATE TRIGGER agreement_signatures_no_truncate BEFORE TRUNCATE ON agreement_signatures FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
--;
CREATE TRIGGER postings_before_seal BEFORE INSERT ON postings FOR EACH ROW EXECUTE FUNCTION refuse_late_posting()
--;
CREATE TRIGGER seals_balanced BEFORE INSERT ON journal_seals FOR EACH ROW EXECUTE FUNCTION refuse_unbalanced_seal()
