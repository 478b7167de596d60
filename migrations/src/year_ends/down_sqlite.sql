DROP TRIGGER seals_open_year
--;
DROP TRIGGER allotments_closed_stays
--;
DROP TRIGGER year_ends_no_delete
--;
DROP TRIGGER year_ends_closed_stays
--;
PRAGMA defer_foreign_keys = ON
--;
CREATE TABLE allotments_kept AS SELECT * FROM allotments
--;
DROP TABLE allotments
--;
CREATE TABLE allotments (
  id blob PRIMARY KEY, fund_id blob NOT NULL REFERENCES funds (id), fiscal_year integer NOT NULL,
  budget_line text NOT NULL, document_no text NOT NULL, amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  area_path text NOT NULL, state text NOT NULL, version integer NOT NULL,
  created_by blob NOT NULL REFERENCES users (id), approved_by blob REFERENCES users (id),
  created_at bigint NOT NULL, updated_at bigint NOT NULL,
  UNIQUE (fund_id, fiscal_year, budget_line), UNIQUE (document_no),
  CHECK (approved_by IS NULL OR approved_by <> created_by)
)
--;
INSERT INTO allotments
SELECT id, fund_id, fiscal_year, budget_line, document_no, amount_fen, area_path, state, version, created_by, approved_by,
  created_at, updated_at FROM allotments_kept
--;
DROP TABLE allotments_kept
--;
DROP INDEX balances_detail
--;
DROP TABLE year_ends
--;
ALTER TABLE funds DROP COLUMN year_end_policy
