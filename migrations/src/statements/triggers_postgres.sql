CREATE FUNCTION refuse_closed_month() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER seals_open_month BEFORE INSERT ON journal_seals FOR EACH ROW EXECUTE FUNCTION refuse_closed_month()
--;
CREATE FUNCTION refuse_change_of_closed_month() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.state = 'closed' THEN
    RAISE EXCEPTION 'a closed month stands for ever';
  END IF;
  RETURN NEW;
END $$
--;
CREATE TRIGGER periods_closed_stays BEFORE UPDATE OR DELETE ON periods FOR EACH ROW EXECUTE FUNCTION refuse_change_of_closed_month()
--;
CREATE FUNCTION refuse_change_of_statement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what the bank wrote is not changed';
END $$
--;
CREATE TRIGGER bank_statements_stay BEFORE UPDATE OR DELETE ON bank_statements FOR EACH ROW EXECUTE FUNCTION refuse_change_of_statement()
--;
CREATE TRIGGER bank_lines_stay BEFORE DELETE ON bank_lines FOR EACH ROW EXECUTE FUNCTION refuse_change_of_statement()
--;
CREATE TRIGGER bank_lines_content_stays BEFORE UPDATE ON bank_lines FOR EACH ROW
WHEN (OLD.amount_fen <> NEW.amount_fen OR OLD.booked_on <> NEW.booked_on OR OLD.line_key <> NEW.line_key OR OLD.fund_id <> NEW.fund_id OR OLD.summary <> NEW.summary)
EXECUTE FUNCTION refuse_change_of_statement()
