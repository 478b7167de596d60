DROP TRIGGER seals_balanced ON journal_seals
--;
DROP TRIGGER seals_open_month ON journal_seals
--;
DROP TRIGGER seals_open_year ON journal_seals
--;
DROP FUNCTION refuse_unbalanced_seal()
--;
DROP FUNCTION refuse_closed_month()
--;
DROP FUNCTION refuse_closed_year()
--;
CREATE OR REPLACE FUNCTION refuse_late_posting() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM (SELECT DISTINCT journal_id FROM added) touched JOIN journal_seals s ON s.journal_id = touched.journal_id
    WHERE s.postings <> (SELECT COUNT(*) FROM postings p WHERE p.journal_id = touched.journal_id)
  ) THEN
    RAISE EXCEPTION 'journal is sealed';
  END IF;
  RETURN NULL;
END $$
--;
-- Balance, month, year: the funds are shared before anything of them is read, so whoever closes one is done.
CREATE FUNCTION refuse_unfit_seal() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM added LEFT JOIN postings p ON p.journal_id = added.journal_id
    GROUP BY added.journal_id, added.postings HAVING COUNT(p.journal_id) < 2 OR COUNT(p.journal_id) <> added.postings
  ) OR EXISTS (
    SELECT 1 FROM added JOIN postings p ON p.journal_id = added.journal_id
    GROUP BY p.journal_id, p.layer HAVING SUM(p.amount_fen) <> 0
  ) OR EXISTS (
    SELECT 1 FROM added JOIN postings p ON p.journal_id = added.journal_id WHERE p.layer = 'B'
    GROUP BY p.journal_id, p.allotment_id HAVING SUM(p.amount_fen) <> 0
  ) THEN
    RAISE EXCEPTION 'journal does not balance';
  END IF;
  PERFORM 1 FROM funds WHERE id IN (
    SELECT a.fund_id FROM added JOIN postings p ON p.journal_id = added.journal_id JOIN allotments a ON a.id = p.allotment_id
  ) ORDER BY id FOR SHARE;
  IF EXISTS (
    SELECT 1 FROM added JOIN postings p ON p.journal_id = added.journal_id JOIN allotments a ON a.id = p.allotment_id
    JOIN periods m ON m.fund_id = a.fund_id JOIN journals j ON j.id = p.journal_id
    WHERE m.state = 'closed' AND m.month >= substr(j.biz_date, 1, 7)
  ) THEN
    RAISE EXCEPTION 'the month is closed' USING ERRCODE = 'YC001';
  END IF;
  IF EXISTS (
    SELECT 1 FROM added JOIN postings p ON p.journal_id = added.journal_id JOIN allotments a ON a.id = p.allotment_id
    JOIN journals j ON j.id = p.journal_id
    WHERE a.state = 'closed' AND p.account IN ('B10', 'B20', 'B30', 'B40', 'B50', 'B55', 'B60')
      AND j.event NOT IN ('E10', 'E16lapse', 'E16out')
  ) THEN
    RAISE EXCEPTION 'the year of the allotment is closed' USING ERRCODE = 'YC002';
  END IF;
  RETURN NULL;
END $$
--;
CREATE TRIGGER seals_fit AFTER INSERT ON journal_seals REFERENCING NEW TABLE AS added
FOR EACH STATEMENT EXECUTE FUNCTION refuse_unfit_seal()
