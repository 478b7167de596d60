DROP TRIGGER postings_before_seal ON postings
--;
DROP TRIGGER seals_balanced ON journal_seals
--;
DROP TRIGGER seals_open_month ON journal_seals
--;
DROP TRIGGER seals_open_year ON journal_seals
--;
CREATE OR REPLACE FUNCTION refuse_late_posting() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM journal_seals WHERE journal_id = NEW.journal_id) THEN
    RAISE EXCEPTION 'journal is sealed';
  END IF;
  RETURN NEW;
END $$
--;
CREATE OR REPLACE FUNCTION refuse_unbalanced_seal() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
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
CREATE OR REPLACE FUNCTION refuse_closed_month() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
BEGIN
  PERFORM 1 FROM funds WHERE id IN (
    SELECT a.fund_id FROM postings p JOIN allotments a ON a.id = p.allotment_id WHERE p.journal_id = NEW.journal_id
  ) ORDER BY id FOR SHARE;
  IF EXISTS (
    SELECT 1 FROM postings p JOIN allotments a ON a.id = p.allotment_id JOIN periods m ON m.fund_id = a.fund_id
    JOIN journals j ON j.id = p.journal_id
    WHERE p.journal_id = NEW.journal_id AND m.state = 'closed' AND m.month >= substr(j.biz_date, 1, 7)
  ) THEN
    RAISE EXCEPTION 'the month is closed' USING ERRCODE = 'YC001';
  END IF;
  RETURN NEW;
END $$
--;
CREATE OR REPLACE FUNCTION refuse_closed_year() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM postings p JOIN allotments a ON a.id = p.allotment_id JOIN journals j ON j.id = p.journal_id
    WHERE p.journal_id = NEW.journal_id AND a.state = 'closed' AND p.account IN ('B10', 'B20', 'B30', 'B40', 'B50', 'B55', 'B60')
      AND j.event NOT IN ('E10', 'E16lapse', 'E16out')
  ) THEN
    RAISE EXCEPTION 'the year of the allotment is closed' USING ERRCODE = 'YC002';
  END IF;
  RETURN NEW;
END $$
--;
CREATE TRIGGER postings_before_seal BEFORE INSERT ON postings FOR EACH ROW EXECUTE FUNCTION refuse_late_posting()
--;
CREATE TRIGGER seals_balanced BEFORE INSERT ON journal_seals FOR EACH ROW EXECUTE FUNCTION refuse_unbalanced_seal()
--;
CREATE TRIGGER seals_open_month BEFORE INSERT ON journal_seals FOR EACH ROW EXECUTE FUNCTION refuse_closed_month()
--;
CREATE TRIGGER seals_open_year BEFORE INSERT ON journal_seals FOR EACH ROW EXECUTE FUNCTION refuse_closed_year()
