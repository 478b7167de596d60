ALTER TABLE allotments ADD COLUMN origin_id uuid REFERENCES allotments (id)
--;
ALTER TABLE allotments DROP CONSTRAINT allotments_fund_id_fiscal_year_budget_line_key
--;
ALTER TABLE allotments DROP CONSTRAINT allotments_document_no_key
--;
ALTER TABLE allotments DROP CONSTRAINT allotments_amount_fen_check
--;
ALTER TABLE allotments ADD CONSTRAINT allotments_amount_fen_check
  CHECK (amount_fen > 0 OR (amount_fen = 0 AND origin_id IS NOT NULL))
--;
CREATE UNIQUE INDEX allotments_line ON allotments (fund_id, fiscal_year, budget_line) WHERE origin_id IS NULL
--;
CREATE UNIQUE INDEX allotments_document ON allotments (document_no) WHERE origin_id IS NULL
--;
CREATE UNIQUE INDEX allotments_carried ON allotments (origin_id, fiscal_year) WHERE origin_id IS NOT NULL
--;
CREATE FUNCTION refuse_change_of_closed_year() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a closed year stands for ever';
END $$
--;
CREATE TRIGGER year_ends_closed_stays BEFORE UPDATE ON year_ends FOR EACH ROW WHEN (OLD.state = 'closed')
EXECUTE FUNCTION refuse_change_of_closed_year()
--;
CREATE TRIGGER year_ends_no_delete BEFORE DELETE ON year_ends FOR EACH ROW EXECUTE FUNCTION refuse_change_of_closed_year()
--;
CREATE TRIGGER allotments_closed_stays BEFORE UPDATE ON allotments FOR EACH ROW
WHEN (OLD.state = 'closed' AND NEW.state <> 'closed') EXECUTE FUNCTION refuse_change_of_closed_year()
--;
CREATE FUNCTION refuse_closed_year() RETURNS trigger LANGUAGE plpgsql AS $$
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
-- Triggers run in the order of their names: seals_open_month has shared the fund before, so whoever closes the year is done.
CREATE TRIGGER seals_open_year BEFORE INSERT ON journal_seals FOR EACH ROW EXECUTE FUNCTION refuse_closed_year()
