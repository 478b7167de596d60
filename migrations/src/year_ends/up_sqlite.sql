PRAGMA defer_foreign_keys = ON
--;
CREATE TABLE allotments_kept AS SELECT * FROM allotments
--;
DROP TABLE allotments
--;
CREATE TABLE allotments (
  id blob PRIMARY KEY, fund_id blob NOT NULL REFERENCES funds (id), fiscal_year integer NOT NULL,
  budget_line text NOT NULL, document_no text NOT NULL, amount_fen bigint NOT NULL,
  area_path text NOT NULL, state text NOT NULL, version integer NOT NULL,
  created_by blob NOT NULL REFERENCES users (id), approved_by blob REFERENCES users (id),
  created_at bigint NOT NULL, updated_at bigint NOT NULL, origin_id blob REFERENCES allotments (id),
  CHECK (amount_fen > 0 OR (amount_fen = 0 AND origin_id IS NOT NULL)), CHECK (approved_by IS NULL OR approved_by <> created_by)
)
--;
INSERT INTO allotments
SELECT id, fund_id, fiscal_year, budget_line, document_no, amount_fen, area_path, state, version, created_by, approved_by,
  created_at, updated_at, NULL FROM allotments_kept
--;
DROP TABLE allotments_kept
--;
CREATE UNIQUE INDEX allotments_line ON allotments (fund_id, fiscal_year, budget_line) WHERE origin_id IS NULL
--;
CREATE UNIQUE INDEX allotments_document ON allotments (document_no) WHERE origin_id IS NULL
--;
CREATE UNIQUE INDEX allotments_carried ON allotments (origin_id, fiscal_year) WHERE origin_id IS NOT NULL
--;
CREATE TRIGGER year_ends_closed_stays BEFORE UPDATE ON year_ends WHEN OLD.state = 'closed' BEGIN
  SELECT RAISE(ABORT, 'a closed year stands for ever');
END
--;
CREATE TRIGGER year_ends_no_delete BEFORE DELETE ON year_ends BEGIN
  SELECT RAISE(ABORT, 'a year end is never removed');
END
--;
CREATE TRIGGER allotments_closed_stays BEFORE UPDATE ON allotments WHEN OLD.state = 'closed' AND NEW.state <> 'closed' BEGIN
  SELECT RAISE(ABORT, 'an allotment of a closed year stands for ever');
END
--;
CREATE TRIGGER seals_open_year BEFORE INSERT ON journal_seals
WHEN EXISTS (
  SELECT 1 FROM postings p JOIN allotments a ON a.id = p.allotment_id JOIN journals j ON j.id = p.journal_id
  WHERE p.journal_id = NEW.journal_id AND a.state = 'closed' AND p.account IN ('B10', 'B20', 'B30', 'B40', 'B50', 'B55', 'B60')
    AND j.event NOT IN ('E10', 'E16lapse', 'E16out')
) BEGIN
  SELECT RAISE(ABORT, 'the year of the allotment is closed');
END
